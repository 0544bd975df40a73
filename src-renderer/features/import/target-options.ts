import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ColumnTarget } from '@shared/contract/exchange.contract';
import { rulesFor, rulesOf } from '@shared/domain/field-types';
import { CUSTOM_FIELD_TYPES, type FieldDef, type FieldType, type ObjectDef } from '@shared/domain/schema';
import { iconOfField, iconOfType } from '../../fields/field-icon';
import { partLabel } from '../../fields/filter-fields';
import { partsOfField } from '../../fields/field-path';
import type { ComboboxOption } from '../../ui/combobox';
import type { IconName } from '../../ui/icon';
import type { ImportDraft } from './import-draft.rules';

/** Types of a field that can be made for a column: what text can fill, without more to say about it. */
export const NEW_FIELD_TYPES: readonly FieldType[] = CUSTOM_FIELD_TYPES.filter(
  (type) =>
    type !== 'relation' &&
    type !== 'relations' &&
    type !== 'morphRelation' &&
    type !== 'files' &&
    !rulesFor(type).isComputed,
);

const UNREADABLE: ReadonlySet<FieldType> = new Set(['position']);

/** The parts of a field that columns can fill on their own; those of a stage stand beside its column. */
const fillableParts = (field: FieldDef): readonly string[] =>
  field.type === 'stage' ? ['pipeline', 'reason'] : partsOfField(field);

/** How a target is shown: on the button of a column and in the list of choices. */
export interface TargetLook {
  readonly label: string;
  readonly icon: IconName;
}

const fieldLook = (i18n: I18n, field: FieldDef, part: string | undefined): TargetLook => ({
  label: rulesFor(field.type).isComputed
    ? i18n._(msg`${field.label} (kept by Outpost, not imported)`)
    : part === undefined
      ? field.label
      : `${field.label} › ${partLabel(i18n, part)}`,
  icon: iconOfField(field),
});

export const targetLook = (i18n: I18n, object: ObjectDef, target: ColumnTarget): TargetLook => {
  switch (target.kind) {
    case 'skip':
      return { label: i18n._(msg`Do not import`), icon: 'minus' };
    case 'note':
      return { label: i18n._(msg`New note`), icon: 'note' };
    case 'details':
      return { label: i18n._(msg`Note of other details`), icon: 'note' };
    case 'new':
      return { label: target.label, icon: iconOfType(target.type) };
    case 'field': {
      const [name, part] = target.field.split('.');
      const field = object.fields.find((each) => each.name === name);
      return field ? fieldLook(i18n, field, part) : { label: target.field, icon: 'warning' };
    }
  }
};

/** Values of the choices that are no field. A field's path has no colon. */
export const SPECIAL = { skip: ':skip', note: ':note', details: ':details', new: ':new' } as const;

const isImportable = (field: FieldDef): boolean =>
  field.deletedAtMs === null && !field.isSystem && !UNREADABLE.has(field.type) && !rulesOf(field).isComputed;

/** Everything that can become of a column: first what is no field, then fields and their parts in the order of the object. */
export const targetOptions = (
  i18n: I18n,
  object: ObjectDef,
  { preview, plan }: ImportDraft,
  index: number,
  mayAddFields: boolean,
): readonly ComboboxOption[] => {
  const usedBy = new Map(
    plan.columns.flatMap((column) =>
      column.target.kind === 'field' && column.index !== index
        ? [[column.target.field, preview.columns[column.index]?.header ?? ''] as const]
        : [],
    ),
  );
  const fields = object.fields.filter(isImportable).toSorted((a, b) => a.order - b.order);
  return [
    { value: SPECIAL.skip, ...targetLook(i18n, object, { kind: 'skip' }) },
    ...(mayAddFields ? [{ value: SPECIAL.new, label: i18n._(msg`New field…`), icon: 'plus' as const }] : []),
    { value: SPECIAL.note, ...targetLook(i18n, object, { kind: 'note' }) },
    { value: SPECIAL.details, ...targetLook(i18n, object, { kind: 'details' }) },
    ...fields.flatMap((field) =>
      [undefined, ...fillableParts(field)].map((part) => {
        const value = part === undefined ? field.name : `${field.name}.${part}`;
        return { value, ...fieldLook(i18n, field, part), end: usedBy.get(value) };
      }),
    ),
  ];
};

/** What a choice of `targetOptions` other than a new field means. */
export const targetOfChoice = (value: string): ColumnTarget => {
  switch (value) {
    case SPECIAL.skip:
      return { kind: 'skip' };
    case SPECIAL.note:
      return { kind: 'note' };
    case SPECIAL.details:
      return { kind: 'details' };
    default:
      return { kind: 'field', field: value };
  }
};
