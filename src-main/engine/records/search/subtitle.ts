import type { FieldValue, Row } from '@shared/domain/values';
import type { FieldType } from '@shared/domain/schema';
import type { FieldModel, ObjectModel } from '../../schema/model';

/** What tells namesakes apart, most telling first. */
const TELLING: readonly FieldType[] = [
  'relation',
  'morphRelation',
  'emails',
  'links',
  'select',
  'stage',
  'currency',
  'address',
];
const MAX_PARTS = 2;

/** The fields that a hit's second line is made of. */
export const subtitleFields = (object: ObjectModel): readonly FieldModel[] => {
  const fields = [...object.fields.values()].filter(
    ({ def }) => !def.isSystem && !def.isHidden && def.name !== object.titleField.def.name,
  );
  // One field of each type: the first, which is what the object's author thought of first.
  return TELLING.flatMap((type) => fields.find(({ def }) => def.type === type) ?? []);
};

const primary = (value: FieldValue): FieldValue => (Array.isArray(value) ? value.slice(0, 1) : value);

const textOf = ({ def, rules }: FieldModel, value: FieldValue): string => {
  if (value === null || rules.isEmpty(value)) return '';
  if (typeof value === 'object' && 'title' in value) return value.title ?? '';
  if (typeof value === 'object' && 'city' in value) return value.city;
  return rules.formatText(primary(value), { settings: def.settings });
};

/** The second line of a hit; what its title says already is not said twice. */
export const subtitleOf = (fields: readonly FieldModel[], row: Row, title: string): string =>
  fields
    .map((field) => textOf(field, row[field.def.name] ?? null))
    .filter((text) => text !== '' && text !== title)
    .slice(0, MAX_PARTS)
    .join(' · ');
