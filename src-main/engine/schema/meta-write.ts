import type { ChangeSet } from '@shared/domain/changes';
import type { OperationId } from '@shared/domain/ids';
import type { FieldDef } from '@shared/domain/schema';
import type { SettingRight } from '@shared/domain/roles';
import type { ActorValue } from '@shared/domain/values';
import type { Clock, Random } from '../kernel/ports';
import { newUuid } from '../kernel/record-ids';
import { logMetaChange, metaTopics } from '../change-log/meta-change';
import type { MetaChange, MetaKind } from '../change-log/meta-change';
import type { WriteDb } from '../storage/db';
import { assertMaySet } from './access';
import { applyMetaPatch, insertMeta } from './meta-projection';
import type { NewMetaRow } from './meta-projection';
import { changedValues, fromMetaRow, type MetaPatch } from './meta-values';
import type { SchemaRegistry, SeenSchema } from './registry';
import { findMetaRow } from './schema.sql';

export interface MetaDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** As whoever acts may see it: says what they may change. */
  readonly schema: SeenSchema;
  readonly wholeSchema: SchemaRegistry;
  readonly actor: () => ActorValue;
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
  /** An action that goes on, such as an import that makes fields; without it the change is an action of its own. */
  readonly operationId?: OperationId | undefined;
  readonly fillFields: FillFields;
}

/** Fields that were just made, all of one object. */
export interface NewFields {
  /** API name. */
  readonly object: string;
  readonly fields: readonly FieldDef[];
}

/** Sees to what records that are there already hold in new fields without anybody writing it. Records stand above this module: the engine hands it in. */
export type FillFields = (acting: Pick<MetaDeps, 'actor' | 'changes'>, db: WriteDb, made: NewFields) => void;
const RIGHTS: Readonly<Record<MetaKind, SettingRight>> = {
  _object: 'dataModel',
  _field: 'dataModel',
  _view: 'views',
  _member: 'members',
  _role: 'members',
};

/** What a role must let somebody do who changes such metadata. */
export const settingRightOf = (obj: MetaKind): SettingRight => RIGHTS[obj];

/** Changes of metadata that are one action: logged, applied and undone together. */
export interface MetaAction {
  readonly create: (obj: MetaKind, values: MetaPatch) => string;
  /** The same for many, with one look at the whole data model instead of one for each. */
  readonly createAll: (obj: MetaKind, all: readonly MetaPatch[]) => void;
  /** Logs only what differs; nothing at all when nothing does. */
  readonly update: (obj: MetaKind, id: string, patch: MetaPatch) => void;
  readonly setLife: (obj: MetaKind, id: string, isAlive: boolean) => void;
  /** Undefined until something was logged. */
  readonly operationId: () => OperationId | undefined;
}

/** Begins an action in the caller's transaction, or carries on that of the deps. `subject` is what history calls it. */
export const beginMetaAction = (
  deps: MetaDeps,
  db: WriteDb,
  { verb, subject }: { readonly verb: 'schema' | 'view' | 'member'; readonly subject: string },
): MetaAction => {
  let operationId = deps.operationId;
  const log = (change: MetaChange): number => {
    assertMaySet(deps.schema.current(), settingRightOf(change.obj));
    const logged = logMetaChange(deps, db, { actor: deps.actor(), verb, subject, operationId }, change);
    operationId = logged.operationId;
    deps.changes({ topics: [...metaTopics(change.obj)], records: [] });
    return logged.rid;
  };
  const enter = (obj: MetaKind, values: MetaPatch): NewMetaRow => {
    const id = newUuid(deps);
    return { id, rid: log({ obj, id, kind: 'create', patch: values }), values };
  };
  return {
    create: (obj, values) => {
      const row = enter(obj, values);
      insertMeta(deps, db, obj, [row]);
      return row.id;
    },
    createAll: (obj, all) => {
      insertMeta(
        deps,
        db,
        obj,
        all.map((values) => enter(obj, values)),
      );
    },
    update: (obj, id, patch) => {
      const row = findMetaRow(db, obj, id) ?? {};
      const changed = changedValues(row, patch);
      if (Object.keys(changed).length === 0) return;
      log({ obj, id, kind: 'update', patch: changed, prev: fromMetaRow(row, Object.keys(changed)) });
      applyMetaPatch(deps, db, { obj, id, patch: changed });
    },
    setLife: (obj, id, isAlive) => {
      log({ obj, id, kind: isAlive ? 'restore' : 'delete' });
      applyMetaPatch(deps, db, { obj, id, life: isAlive });
    },
    operationId: () => operationId,
  };
};
