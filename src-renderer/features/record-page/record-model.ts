import type { Filter } from '@shared/domain/query';
import type { RecordId } from '@shared/domain/ids';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue, Row } from '@shared/domain/values';
import { plainText } from '../../fields/field-value';

/** Fields of an object that are there, in their order. */
export const liveFields = (object: ObjectDef): readonly FieldDef[] =>
  object.fields.filter((field) => field.deletedAtMs === null).toSorted((a, b) => a.order - b.order);

/** What a person fills in, the name first. */
export const panelFields = (object: ObjectDef): readonly FieldDef[] => {
  const shown = liveFields(object).filter((field) => !field.isSystem && !field.isHidden && field.type !== 'position');
  return [
    ...shown.filter(({ name }) => name === object.titleField),
    ...shown.filter(({ name }) => name !== object.titleField),
  ];
};

/** What the engine keeps of every record: who and when. */
export const systemFields = (object: ObjectDef): readonly FieldDef[] =>
  liveFields(object).filter((field) => field.isSystem && !field.isHidden && field.type !== 'position');

/** A list of records that point to this one. */
export interface RelatedList {
  readonly object: ObjectDef;
  readonly field: FieldDef;
  readonly label: string;
}

/** Notes and tasks are linked to records of many objects; they have tabs of their own. */
const linkFieldOf = (object: ObjectDef, target: string): FieldDef | undefined =>
  liveFields(object).find(
    ({ type, settings }) =>
      type === 'morphRelation' && (settings.targets === undefined || settings.targets.includes(target)),
  );

/** The lists that relations of other objects make on this one's page. */
export const relatedLists = (objects: readonly ObjectDef[], target: string): readonly RelatedList[] =>
  objects
    .filter((object) => object.deletedAtMs === null)
    .flatMap((object) =>
      liveFields(object)
        .filter(({ type, settings }) => type === 'relation' && settings.target === target)
        .map((field) => ({ object, field, label: field.settings.inverseLabel || object.labelPlural })),
    );

/** Records whose link leads to this record. */
export const linkedFilter = (field: FieldDef, to: { readonly object: string; readonly id: RecordId }): Filter => ({
  field: field.name,
  op: 'is',
  value: field.type === 'morphRelation' ? { object: to.object, id: to.id } : to.id,
});

/** An object whose records are linked to others: notes, tasks. */
export interface LinkedObject {
  readonly object: ObjectDef;
  readonly link: FieldDef;
}

export interface NoteModel extends LinkedObject {
  readonly body: FieldDef | undefined;
}

export interface TaskModel extends LinkedObject {
  readonly due: FieldDef | undefined;
  /** The field that says that it is done, and its values for both. */
  readonly done: { readonly field: FieldDef; readonly yes: FieldValue; readonly no: FieldValue } | undefined;
}

const findLive = (objects: readonly ObjectDef[], name: string): ObjectDef | undefined =>
  objects.find((object) => object.name === name && object.deletedAtMs === null);

export const noteModel = (objects: readonly ObjectDef[], target: string): NoteModel | undefined => {
  const object = findLive(objects, 'note');
  const link = object && linkFieldOf(object, target);
  return (
    object &&
    link && { object, link, body: liveFields(object).find(({ type }) => type === 'richText' || type === 'longText') }
  );
};

const doneOf = (object: ObjectDef): TaskModel['done'] => {
  const fields = liveFields(object).filter((field) => !field.isSystem);
  const status = fields.find(
    ({ type, settings }) => type === 'select' && settings.options?.some(({ key }) => key === 'done'),
  );
  if (status) {
    const open = status.settings.options?.find(({ key }) => key !== 'done')?.key ?? null;
    return { field: status, yes: 'done', no: open };
  }
  const check = fields.find(({ type }) => type === 'boolean');
  return check && { field: check, yes: true, no: false };
};

export const taskModel = (objects: readonly ObjectDef[], target: string): TaskModel | undefined => {
  const object = findLive(objects, 'task');
  const link = object && linkFieldOf(object, target);
  if (!object || !link) return undefined;
  const due = liveFields(object).find(({ type, isSystem }) => !isSystem && (type === 'date' || type === 'dateTime'));
  return { object, link, due, done: doneOf(object) };
};

export const isTaskDone = (model: TaskModel, row: Row): boolean =>
  model.done !== undefined && row[model.done.field.name] === model.done.yes;

/** The calendar day that a task is due, or null. */
export const dueDayOf = (model: TaskModel, row: Row, dayOfMs: (atMs: number) => string): string | null => {
  const due = model.due && row[model.due.name];
  if (typeof due === 'number') return dayOfMs(due);
  return typeof due === 'string' && due !== '' ? due : null;
};

export const numberAt = (row: Row, field: string): number => {
  const value = row[field];
  return typeof value === 'number' ? value : 0;
};

export const textAt = (row: Row, field: FieldDef | undefined): string => (field ? plainText(row[field.name]) : '');
