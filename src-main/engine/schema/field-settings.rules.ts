import { assertNever } from '@shared/domain/assert-never';
import { cleanText, foldText } from '@shared/domain/field-types/clean-text';
import { isCurrencyCode } from '@shared/domain/field-types/currency-codes';
import type { FieldSettings, FieldType, SelectOption } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';

const refuse = (reason: string): AppError => new AppError('invalid_input', reason, { setting: 'settings', reason });

/** Types that can be told to hold each value once. */
export const CAN_BE_UNIQUE: ReadonlySet<FieldType> = new Set([
  'text',
  'number',
  'integer',
  'date',
  'dateTime',
  'emails',
  'phones',
  'links',
  'relation',
]);

/** A text must name one option only, or what was copied from a cell could be read back as another. */
const checkOptions = (options: readonly SelectOption[]): SelectOption[] => {
  const keys = new Set<string>();
  const labels = new Set<string>();
  return options.map((option) => {
    const key = cleanText(option.key);
    const label = cleanText(option.label);
    if (key === '' || label === '') throw refuse('An option needs a name');
    const folded = foldText(label);
    if (keys.has(key)) throw refuse(`Two options have the key "${key}"`);
    if (labels.has(folded)) throw refuse(`Two options are called "${label}"`);
    keys.add(key);
    labels.add(folded);
    return { ...option, key, label };
  });
};

/**
 * The settings that a field of the type keeps: those of other types are left out, what it needs is checked and filled in. `liveObjects` are API names with
 * plural labels. Errors: `invalid_input` with a reason.
 */
export const checkFieldSettings = (
  type: FieldType,
  given: FieldSettings,
  own: { readonly plural: string },
  liveObjects: ReadonlyMap<string, string>,
): FieldSettings => {
  switch (type) {
    case 'select':
    case 'multiSelect':
      return { options: checkOptions(given.options ?? []) };
    case 'number':
    case 'percent':
      return given.decimals === undefined ? {} : { decimals: given.decimals };
    case 'currency':
      if (given.defaultCurrency === undefined) return {};
      if (!isCurrencyCode(given.defaultCurrency)) throw refuse(`"${given.defaultCurrency}" is not a currency`);
      return { defaultCurrency: given.defaultCurrency };
    case 'relation': {
      if (given.target === undefined) throw refuse('A relation needs an object to point to');
      if (!liveObjects.has(given.target)) throw refuse(`There is no object "${given.target}"`);
      const inverseLabel = cleanText(given.inverseLabel ?? '');
      return {
        target: given.target,
        inverseLabel: inverseLabel === '' ? own.plural : inverseLabel,
        ...(given.inverseName === undefined ? {} : { inverseName: given.inverseName }),
        onTargetDelete: given.onTargetDelete ?? 'clear',
      };
    }
    case 'morphRelation': {
      const targets = [...new Set(given.targets ?? [])];
      const unknown = targets.find((target) => !liveObjects.has(target));
      if (targets.length === 0) throw refuse('A relation needs objects to point to');
      if (unknown !== undefined) throw refuse(`There is no object "${unknown}"`);
      const inverseLabel = cleanText(given.inverseLabel ?? '');
      return {
        targets,
        inverseLabel: inverseLabel === '' ? own.plural : inverseLabel,
        ...(given.inverseName === undefined ? {} : { inverseName: given.inverseName }),
        onTargetDelete: given.onTargetDelete ?? 'clear',
      };
    }
    case 'files':
      return given.maxFiles === undefined ? {} : { maxFiles: given.maxFiles };
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
    default:
      return assertNever(type);
  }
};
