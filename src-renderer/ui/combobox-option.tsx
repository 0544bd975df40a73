import { Combobox as Base } from '@base-ui/react/combobox';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { Tag } from './tag';
import type { TagColor } from './tone';
import styles from './option-list.module.css';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** In place of the icon: an avatar, a logo. */
  readonly start?: ReactNode;
  /** Drawn as a tag of this colour. */
  readonly color?: TagColor | undefined;
  readonly description?: string | undefined;
  readonly end?: ReactNode;
  readonly disabled?: boolean | undefined;
}

/** The value of the row that offers to make a new option; no option's own value starts with a NUL. */
const NEW_OPTION = '\u0000new';

export const newOption = (query: string): ComboboxOption => ({ value: NEW_OPTION, label: query });

export const isNewOption = (option: ComboboxOption): boolean => option.value === NEW_OPTION;

/** Folds case and diacritics away, so that "malaga" finds "Málaga". */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();

/** Options whose words begin with the query come before those that only contain it. */
export const filterOptions = (options: readonly ComboboxOption[], query: string): readonly ComboboxOption[] => {
  const wanted = fold(query.trim());
  if (wanted === '') return options;
  const atWord: ComboboxOption[] = [];
  const inside: ComboboxOption[] = [];
  for (const option of options) {
    const text = fold(`${option.label} ${option.description ?? ''}`);
    const at = text.indexOf(wanted);
    if (at < 0) continue;
    (at === 0 || text.includes(` ${wanted}`) ? atWord : inside).push(option);
  }
  return [...atWord, ...inside];
};

/** "Create ..." comes last, and only when no option has this very name. */
export const withNewOption = (
  shown: readonly ComboboxOption[],
  all: readonly ComboboxOption[],
  query: string,
): readonly ComboboxOption[] => {
  const name = query.trim();
  if (name === '' || all.some((option) => fold(option.label) === fold(name))) return shown;
  return [...shown, newOption(name)];
};

interface OptionRowProps {
  readonly option: ComboboxOption;
  readonly createLabel: ((query: string) => string) | undefined;
}

export const OptionRow = ({ option, createLabel }: OptionRowProps) =>
  isNewOption(option) ? (
    <Base.Item value={option} className={styles.item}>
      <Icon name="plus" size={14} className={styles.icon} />
      <span className={styles.text}>{createLabel?.(option.label) ?? option.label}</span>
    </Base.Item>
  ) : (
    <Base.Item value={option} disabled={option.disabled ?? false} className={styles.item}>
      {option.start ?? (option.icon && <Icon name={option.icon} size={14} className={styles.icon} />)}
      <span className={styles.text}>
        {option.color ? (
          <Tag color={option.color}>{option.label}</Tag>
        ) : (
          <span className="truncate">{option.label}</span>
        )}
        {option.description && <span className={styles.description}>{option.description}</span>}
      </span>
      {option.end !== undefined && <span className={styles.end}>{option.end}</span>}
      <span className={styles.check}>
        <Base.ItemIndicator>
          <Icon name="check" size={14} />
        </Base.ItemIndicator>
      </span>
    </Base.Item>
  );
