import { rulesFor } from '@shared/domain/field-types';
import { rulesProblem } from '@shared/domain/field-types/field-rules';
import type { FieldDef, FieldSettings, FieldType, SelectOption } from '@shared/domain/schema';

/** A field as it stands in the form. */
export interface FieldDraft {
  readonly label: string;
  readonly type: FieldType;
  readonly help: string;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  readonly isHidden: boolean;
  readonly settings: FieldSettings;
}

export const EMPTY_DRAFT: FieldDraft = {
  label: '',
  type: 'text',
  help: '',
  isRequired: false,
  isUnique: false,
  isHidden: false,
  settings: {},
};

export const draftOf = ({ label, type, help, isRequired, isUnique, isHidden, settings }: FieldDef): FieldDraft => ({
  label,
  type,
  help,
  isRequired,
  isUnique,
  isHidden,
  settings,
});

export const canBeUnique = (type: FieldType): boolean => rulesFor(type).canBeUnique;

/** A box that is not ticked is a value: requiring it would ask for nothing. */
export const canBeRequired = (type: FieldType): boolean =>
  type !== 'boolean' && type !== 'relations' && !rulesFor(type).isComputed;

/** What a type cannot do without. */
const STARTS: FieldSettings = { options: [], targets: [], onTargetDelete: 'clear' };
/** They say something else in another type, if they say anything. */
const OF_ONE_TYPE: ReadonlySet<keyof FieldSettings> = new Set(['min', 'max', 'minLength', 'maxLength', 'defaultValue']);

/** What a new type begins with; what does not apply to it is dropped. */
export const settingsForType = (type: FieldType, before: FieldSettings): FieldSettings =>
  Object.fromEntries(
    rulesFor(type).settings.flatMap((name) => {
      const value = (OF_ONE_TYPE.has(name) ? undefined : before[name]) ?? STARTS[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Why the draft cannot be saved yet, by what is missing. */
export type DraftProblem =
  | 'label'
  | 'prefix'
  | 'target'
  | 'targets'
  | 'optionLabel'
  | 'sameOption'
  | 'rules'
  | 'expression'
  | 'rollup';

export const problemOf = ({ label, type, settings }: FieldDraft): DraftProblem | undefined => {
  if (label.trim() === '') return 'label';
  if (type === 'formula' && (settings.expression ?? '').trim() === '') return 'expression';
  if (type === 'rollup' && !settings.rollup) return 'rollup';
  if ((type === 'relation' || type === 'relations') && settings.target === undefined) return 'target';
  if (type === 'morphRelation' && (settings.targets ?? []).length === 0) return 'targets';
  if (/\d$/.test(settings.prefix?.trim() ?? '')) return 'prefix';
  const labels = (settings.options ?? []).map((option) => option.label.trim());
  if (labels.includes('')) return 'optionLabel';
  if (new Set(labels.map((each) => each.toLocaleLowerCase())).size < labels.length) return 'sameOption';
  return rulesProblem(type, settings) === undefined ? undefined : 'rules';
};

/** A list with one element in another place. */
export const moved = <T>(list: readonly T[], from: number, to: number): readonly T[] => {
  const element = list[from];
  if (element === undefined) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, element);
};

export const replaceOption = (
  options: readonly SelectOption[],
  key: string,
  change: Partial<SelectOption>,
): readonly SelectOption[] => options.map((option) => (option.key === key ? { ...option, ...change } : option));
