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

/** Types of which two records may well have different values in every case: only for these "unique" makes sense. */
const UNIQUE_TYPES: ReadonlySet<FieldType> = new Set([
  'text',
  'integer',
  'number',
  'emails',
  'phones',
  'links',
  'fullName',
]);
export const canBeUnique = (type: FieldType): boolean => UNIQUE_TYPES.has(type);

/** A box that is not ticked is a value: requiring it would ask for nothing. */
export const canBeRequired = (type: FieldType): boolean => type !== 'boolean';

/** What a new type begins with; what does not apply to it is dropped. */
export const settingsForType = (type: FieldType, before: FieldSettings): FieldSettings => {
  switch (type) {
    case 'select':
    case 'multiSelect':
      return { options: before.options ?? [] };
    case 'number':
    case 'percent':
      return before.decimals === undefined ? {} : { decimals: before.decimals };
    case 'currency':
      return before.defaultCurrency === undefined ? {} : { defaultCurrency: before.defaultCurrency };
    case 'relation':
      return {
        onTargetDelete: before.onTargetDelete ?? 'clear',
        ...(before.target === undefined ? {} : { target: before.target }),
        ...(before.inverseLabel === undefined ? {} : { inverseLabel: before.inverseLabel }),
      };
    case 'morphRelation':
      return { onTargetDelete: before.onTargetDelete ?? 'clear', targets: before.targets ?? [] };
    case 'files':
      return before.maxFiles === undefined ? {} : { maxFiles: before.maxFiles };
    case 'text':
    case 'longText':
    case 'integer':
    case 'boolean':
    case 'date':
    case 'dateTime':
    case 'rating':
    case 'fullName':
    case 'emails':
    case 'phones':
    case 'links':
    case 'address':
    case 'actor':
    case 'position':
      return {};
  }
};

/** Why the draft cannot be saved yet, by what is missing. */
export type DraftProblem = 'label' | 'target' | 'targets' | 'optionLabel' | 'sameOption';

export const problemOf = ({ label, type, settings }: FieldDraft): DraftProblem | undefined => {
  if (label.trim() === '') return 'label';
  if (type === 'relation' && settings.target === undefined) return 'target';
  if (type === 'morphRelation' && (settings.targets ?? []).length === 0) return 'targets';
  const labels = (settings.options ?? []).map((option) => option.label.trim());
  if (labels.includes('')) return 'optionLabel';
  if (new Set(labels.map((each) => each.toLocaleLowerCase())).size < labels.length) return 'sameOption';
  return undefined;
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
