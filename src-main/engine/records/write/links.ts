import { msg } from '@lingui/core/macro';
import { RecordId } from '@shared/domain/ids';
import { MAX_LINKS_READ, type FieldInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { findRec, type RecRow } from '../../change-log/rec.sql';
import { derivedUuid } from '../../kernel/record-ids';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import { badValue } from '../../schema/field-types/operands';
import { readLinkIds } from '../../schema/field-types/relations';
import type { LinkModel, LinkSide } from '../../schema/model';
import { isSeen } from '../policy/may';
import { applyCreate, applyLife } from './apply';
import { hasLiveLinks, listLinks } from './links.sql';
import { readCells } from './record.sql';
import type { StoredRecord } from './apply';
import { emptyCells, setField, toWritable } from './writable-object';
import type { WriteSession } from './write-session';

/** What a caller wants of a record's links: exactly these, or some more and some fewer. */
export type LinkWish =
  | { readonly kind: 'set'; readonly ids: readonly string[] }
  | { readonly kind: 'change'; readonly add: readonly string[]; readonly remove: readonly string[] };

/** A wish that was checked, and whose links it is about. */
export interface ParsedLinks {
  readonly link: LinkModel;
  /** The end of the link at which the record is that was written. */
  readonly side: LinkSide;
  readonly wish: LinkWish;
}

const CHANGE_SHAPE = '{ add, remove }';

const isChange = (input: FieldInput): input is { readonly add?: FieldInput; readonly remove?: FieldInput } =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** Reads `[ids]` or `{ add: [ids], remove: [ids] }`. Errors: `invalid_input`. */
export const readLinkWish = (input: FieldInput): LinkWish => {
  if (!isChange(input)) return { kind: 'set', ids: readLinkIds(input) };
  if (Object.keys(input).some((key) => key !== 'add' && key !== 'remove')) {
    throw badValue(msg`Neither a list of records nor ${CHANGE_SHAPE} with lists of records`);
  }
  return { kind: 'change', add: readLinkIds(input.add), remove: readLinkIds(input.remove) };
};

/** Ids that must be live records for the wish to come true. */
export const wantedIds = (wish: LinkWish): readonly string[] => (wish.kind === 'set' ? wish.ids : wish.add);

const otherSide = (side: LinkSide): LinkSide => (side === 'a' ? 'b' : 'a');

const linkId = ({ link, side }: ParsedLinks, own: string, other: string): RecordId =>
  RecordId.parse(side === 'a' ? derivedUuid(link.key, own, other) : derivedUuid(link.key, other, own));

const storedLink = (session: WriteSession, { link }: ParsedLinks, id: RecordId, rec: RecRow): StoredRecord => {
  const object = toWritable(link.object);
  return { object, id, rec, cells: readCells(session.db, object, rec.rid) };
};

const addLink = (session: WriteSession, links: ParsedLinks, own: string, other: string): boolean => {
  const id = linkId(links, own, other);
  const rec = findRec(session.db, id);
  if (rec) return applyLife(session, storedLink(session, links, id, rec), true);
  const object = toWritable(links.link.object);
  const cells = emptyCells(object);
  const ids = { [links.side]: own, [otherSide(links.side)]: other };
  const values = object.fields.flatMap((field) => {
    const stored = ids[field.model.def.key];
    return stored === undefined ? [] : [{ field, stored }];
  });
  for (const { field, stored } of values) setField(field, cells, stored);
  applyCreate(session, object, { id, cells, values });
  return true;
};

const removeLink = (session: WriteSession, links: ParsedLinks, own: string, other: string): boolean => {
  const id = linkId(links, own, other);
  const rec = findRec(session.db, id);
  return rec !== undefined && applyLife(session, storedLink(session, links, id, rec), false);
};

/** Links that are to come and to go; decided before anything is written. */
export interface LinkPlan {
  readonly links: ParsedLinks;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Who names all links of a record has seen them all, or must name those that change. */
const assertSeen = ({ link, side }: ParsedLinks, shown: number, removed: number): void => {
  if (shown <= MAX_LINKS_READ || removed === 0) return;
  const { object, field } = link.ends[side];
  const { label } = field.def;
  throw new AppError(
    'invalid_input',
    msg`${label} has ${shown} records, more than are shown at once: add or remove single ones, or do so on their side.`,
    { reason: 'too_many_links', object: object.def.name, field: field.def.name, count: shown },
  );
};

/** Nobody takes away a link that they were not shown. */
const isSeenEnd = ({ db, seen }: WriteSession, { link, side }: ParsedLinks, other: string): boolean => {
  if (!seen.access) return true;
  const rec = findRec(db, other);
  return rec !== undefined && isSeen(db, seen, link.ends[otherSide(side)].object.def.name, rec.rid);
};

const planOne = (session: WriteSession, own: RecordId, links: ParsedLinks): LinkPlan => {
  const { link, side, wish } = links;
  if (wish.kind === 'change') {
    const added = new Set(wish.add);
    return { links, add: wish.add, remove: wish.remove.filter((id) => !added.has(id)) };
  }
  const there = listLinks(session.db, link.object.table, LINK_COLUMNS[side], LINK_COLUMNS[otherSide(side)], own);
  const has = new Set(there.map(({ other }) => other));
  const wants = new Set(wish.ids);
  // A link to a record in the trash was not to be seen, and returns with it.
  const shown = there
    .filter(({ isShown, other }) => isShown === 1 && isSeenEnd(session, links, other))
    .map(({ other }) => other);
  const remove = shown.filter((id) => !wants.has(id));
  if (wants.size > 0) assertSeen(links, shown.length, remove.length);
  return { links, add: wish.ids.filter((id) => !has.has(id)), remove };
};

/** Errors: `invalid_input` for a list that would remove links that nobody was shown. */
export const planLinks = (session: WriteSession, own: RecordId, all: readonly ParsedLinks[]): readonly LinkPlan[] =>
  all.map((links) => planOne(session, own, links));

/**
 * Makes and deletes the links of a record, as records of the same operation; answers whether any changed. A link that was there before comes back to life.
 */
export const applyLinks = (session: WriteSession, own: RecordId, plans: readonly LinkPlan[]): boolean => {
  let isChanged = false;
  for (const { links, add, remove } of plans) {
    for (const other of remove) isChanged = removeLink(session, links, own, other) || isChanged;
    for (const other of add) isChanged = addLink(session, links, own, other) || isChanged;
  }
  return isChanged;
};

/** Whether a live record is linked to this one by a pair of fields. */
export const isLinked = (session: WriteSession, { object, id }: StoredRecord): boolean =>
  [...session.schema.links.values()].some((link) =>
    (['a', 'b'] as const).some(
      (side) =>
        link.ends[side].object.def.key === object.model.def.key &&
        hasLiveLinks(session.db, link.object.table, LINK_COLUMNS[side], LINK_COLUMNS[otherSide(side)], id),
    ),
  );
