import type { FieldInput } from '@shared/domain/values';
import { isRefused } from '@shared/errors/app-error';
import { applyMetaPatch } from '../../schema/meta-projection';
import { maySet } from '../../schema/access';
import type { ProjectionDeps } from '../../schema/meta-projection';
import { assertMemberChange, assertRoleChange, type MemberState } from '../../schema/members.rules';
import { readRules } from '../../schema/members.sql';
import { fromMetaRow } from '../../schema/meta-values';
import type { SchemaModel } from '../../schema/model';
import { findMetaRow, META_COLUMNS, type MetaColumns } from '../../schema/schema.sql';
import { settingRightOf } from '../../schema/meta-write';
import { CHANGE_KIND } from '../../change-log/journal';
import { appendMetaChange, metaTopics } from '../../change-log/meta-change';
import type { MetaKind } from '../../change-log/meta-change';
import { parseMetaValues, parsePayload } from '../../change-log/payload';
import type { WriteSession } from '../write/write-session';
import { LIFE, readLineage } from './lineage';
import type { ChangeRow } from '../../change-log/change.sql';

type MetaValues = Readonly<Record<string, FieldInput>>;

export interface MetaRecord {
  readonly id: string;
  readonly obj: MetaKind;
}

interface MetaReversal {
  readonly obj: MetaKind;
  /** As it is. */
  readonly row: MetaColumns;
  readonly patch?: MetaValues;
  readonly life?: boolean;
}

const textOf = (value: FieldInput | undefined): string => (typeof value === 'string' ? value : '');

/** A member as the columns of their row say. */
const memberOf = (values: MetaValues): MemberState => ({
  name: textOf(values['name']),
  email: textOf(values['email']),
  role: textOf(values['role']),
  isActive: values['is_active'] === true,
});

/** An undo gives nobody rights that they could not be given by hand, nor leaves the workspace without an Owner. Errors: those of the rules. */
const assertKeepsRules = (
  seen: SchemaModel,
  whole: SchemaModel,
  { obj, row, patch = {}, life }: MetaReversal,
): void => {
  const isThere = row['deleted_at_ms'] === null;
  const staysThere = life ?? isThere;
  const now = fromMetaRow(row, META_COLUMNS[obj]);
  if (obj === '_role') {
    const after = staysThere ? readRules(JSON.stringify({ ...now, ...patch }['rules'])) : undefined;
    assertRoleChange(seen, whole, { key: String(row['key']), after });
  }
  if (obj !== '_member') return;
  assertMemberChange(seen, whole, {
    id: String(row['id']),
    before: isThere ? memberOf(now) : undefined,
    after: staysThere ? memberOf({ ...now, ...patch }) : undefined,
  });
};

/**
 * Takes a change of an object, field, view, member or role back; answers how many values were left alone because somebody has changed
 * them since, or because the caller may not.
 */
export const reverseMetaChange = (
  deps: ProjectionDeps,
  session: WriteSession,
  meta: MetaRecord,
  row: ChangeRow,
): { readonly isChanged: boolean; readonly skippedCount: number } => {
  const { db, journal, collector } = session;
  const { id, obj } = meta;
  // What was purged stays away.
  if (!findMetaRow(db, obj, id)) return { isChanged: false, skippedCount: 1 };
  if (!maySet(session.seen, settingRightOf(obj))) return { isChanged: false, skippedCount: 1 };
  const keepsRules = (change: Omit<MetaReversal, 'obj' | 'row'>): boolean =>
    !isRefused(() =>
      assertKeepsRules(session.seen, deps.wholeSchema.refresh(db), {
        obj,
        row: findMetaRow(db, obj, id) ?? {},
        ...change,
      }),
    );
  const lineage = readLineage(db, row.rid);
  for (const topic of metaTopics(obj)) collector.topic(topic);
  if (row.kind !== CHANGE_KIND.patch) {
    const isAlive = row.kind === CHANGE_KIND.life && parsePayload(row.p).l === false;
    if (!lineage.isStanding(row, LIFE) || !keepsRules({ life: isAlive })) return { isChanged: false, skippedCount: 1 };
    appendMetaChange(journal, db, { obj, id, kind: isAlive ? 'restore' : 'delete', reverses: row.dseq });
    applyMetaPatch(deps, db, { obj, id, life: isAlive });
    return { isChanged: true, skippedCount: 0 };
  }
  const now = parseMetaValues(row.p);
  const old = JSON.parse(row.prev ?? '{}') as MetaValues; // Written by the log in this shape.
  const columns = Object.keys(now);
  const standing = columns.filter((column) => lineage.isStanding(row, column));
  const patch: Record<string, FieldInput> = {};
  const prev: Record<string, FieldInput> = {};
  for (const column of standing) {
    patch[column] = old[column] ?? null;
    prev[column] = now[column] ?? null;
  }
  if (!keepsRules({ patch })) return { isChanged: false, skippedCount: columns.length };
  if (standing.length > 0) {
    appendMetaChange(journal, db, { obj, id, kind: 'update', patch, prev, reverses: row.dseq });
    applyMetaPatch(deps, db, { obj, id, patch });
  }
  return { isChanged: standing.length > 0, skippedCount: columns.length - standing.length };
};
