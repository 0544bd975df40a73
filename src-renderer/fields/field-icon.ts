import { isDerived, type FieldDef, type FieldType, type ObjectDef } from '@shared/domain/schema';
import { isIconName, type IconName } from '../ui/icon';

const ICON_OF_TYPE = {
  text: 'type',
  longText: 'text',
  richText: 'note',
  number: 'hash',
  integer: 'hash',
  percent: 'percent',
  currency: 'currency',
  boolean: 'checkbox',
  date: 'calendar',
  dateTime: 'clock',
  select: 'select',
  multiSelect: 'layers',
  stage: 'deal',
  rating: 'star',
  fullName: 'type',
  emails: 'at',
  phones: 'phone',
  links: 'link',
  address: 'address',
  relation: 'relation',
  morphRelation: 'relation',
  relations: 'relation',
  files: 'attachment',
  member: 'person',
  array: 'layers',
  json: 'json',
  autoNumber: 'hash',
  actor: 'person',
  position: 'drag',
  formula: 'formula',
  rollup: 'rollup',
} as const satisfies Record<FieldType, IconName>;

export const iconOfType = (type: FieldType): IconName => ICON_OF_TYPE[type];

/** Relations look like what they point to. */
export const iconOfField = (field: FieldDef): IconName => {
  if (isDerived(field)) return field.settings.rollup ? 'rollup' : 'formula';
  const isLink = field.type === 'relation' || field.type === 'relations';
  if (isLink && field.settings.target === 'person') return field.type === 'relation' ? 'person' : 'people';
  if (isLink && field.settings.target === 'company') return 'company';
  return ICON_OF_TYPE[field.type];
};

/** An object's icon is stored as a name that an older version may not know. */
export const iconOfObject = (object: ObjectDef | undefined): IconName =>
  object && isIconName(object.icon) ? object.icon : 'object';
