import { msg } from '@lingui/core/macro';
import type { ImportPlan } from '@shared/contract/exchange.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { OperationId, type RecordId } from '@shared/domain/ids';
import type { FieldInput, ValuesInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { fieldReason } from '@shared/messages/field-reason';
import { toMessage, type Message } from '@shared/messages/message';
import { newRecordId } from '../kernel/record-ids';
import { insertOperation } from '../change-log/operation.sql';
import { readCells } from '../records/write/record.sql';
import type { Ingest, RecordWrite } from '../records/write/record-write';
import type { WriteIntent } from '../change-log/journal';
import { storedValue, toWritable } from '../records/write/writable-object';
import { openIngest } from '../records/write/write-records';
import type { WriteDeps } from '../records/write/write-session';
import { maySet } from '../schema/access';
import type { ObjectModel } from '../schema/model';
import type { MetaDeps } from '../schema/meta-write';
import type { WriteDb } from '../storage/db';
import { attachBytes, type FilesDeps } from './attachments.service';
import { createAlikeFinder } from './import-alike';
import { decodeDataAddress } from './data-address';
import { compileColumns, type ImportColumns } from './import-columns';
import { createImportFields, createOptionBook, makesFields } from './import-fields';
import type { ImportRow } from './import-file';
import {
  ensureIdentityIndex,
  ensureKeyIndex,
  matchByKey,
  matchIdentical,
  normalizer,
  type RowFields,
  type RowMatch,
} from './import-match';
import { noteValues } from './import-notes';
import { emptyTally, keptCells, type Tally } from './import-tally';
import { isLinkField, linkTargets, readLinks, type LinkServices } from './import-links';
import { createTargetBook, targetValues } from './import-targets';
import { type Changes, type PendingWrite, type RowState, settleWrites } from './import-writes';
import { ensureMatchIndex, type Found } from './match-record.sql';
import { mergeValue } from './merge-values.rules';
import { cellContext } from './parse-cell';
import { createRidSet } from './rid-set';
import { readRow, type RowServices } from './row-values';

/**
 * So many writes are made at once. Every row's values are in memory until they are written: with a whole batch of them the garbage
 * collector, which copies what is alive, takes a tenth of an import.
 */
const MAX_PENDING = 500;

const NO_MATCH: RowMatch = { keys: [], find: () => undefined };

const tooManyCells = (cells: number, width: number): Message =>
  toMessage(msg`The row has ${cells} cells where the file has ${width} columns`);

export type BatchDeps = Omit<WriteDeps, 'settings' | 'schema'> &
  Omit<MetaDeps, 'changes' | 'actor'> &
  FilesDeps & { readonly settings: () => WorkspaceSettings };

/** What an import that was begun has done so far. */
export interface BegunImport {
  readonly operationId: OperationId | null;
  /** Names of the fields that it made, by column index. */
  readonly createdFields: ReadonlyMap<number, string>;
  /** Records that earlier rows were about, where that matters. */
  readonly claimed: Iterable<number>;
}

/**
 * Carries out an import's rows, some hundreds in each of the caller's transactions. Holds what lasts from batch to batch: the
 * operation, related records by name, the records that earlier rows of the file were about.
 */
export const createBatchWriter = (
  deps: BatchDeps,
  plan: ImportPlan,
  headers: readonly string[],
  baseIntent: Omit<WriteIntent, 'operationId'>,
) => {
  const options = createOptionBook(plan.object, maySet(deps.schema.current(), 'dataModel'));
  const targets = createTargetBook();
  // A second row about the same record only adds to what the first row of this file said, so that a repeated import settles.
  const claimed = createRidSet();
  const alikes = createAlikeFinder();
  const normalize = normalizer(deps.settings(), deps.schema.current().members);
  let operationId: OperationId | undefined;
  let created: ReadonlyMap<number, string> = new Map();
  let compiled: { readonly version: number; readonly columns: ImportColumns } | undefined;
  let hasIdentityIndex = false;
  let changes: Changes[] = [];
  /** Since they were last taken; only where a second row is treated otherwise than the first. */
  let newlyClaimed: number[] = [];

  const intent = (): WriteIntent => ({ ...baseIntent, operationId });
  /** Changes of the data model belong to the import's action, which is made here when they come before the first row. */
  const metaDeps = (db: WriteDb): MetaDeps => {
    operationId ??= OperationId.parse(
      insertOperation(db, {
        verb: baseIntent.verb,
        object: plan.object,
        subject: baseIntent.subject ?? null,
        atMs: deps.clock.nowMs(),
        actor: JSON.stringify(baseIntent.actor),
        undoOf: null,
      }),
    );
    return { ...deps, actor: () => baseIntent.actor, changes: (made) => changes.push(made), operationId };
  };
  const columns = (): ImportColumns => {
    const schema = deps.schema.current();
    if (compiled?.version !== schema.version)
      compiled = { version: schema.version, columns: compileColumns(schema, plan, headers, created) };
    return compiled.columns;
  };

  const ensureIndexes = (db: WriteDb): void => {
    ensureKeyIndex(db, columns());
    for (const { model } of columns().fields.values()) {
      for (const target of linkTargets(deps.schema.current(), model.def)) {
        ensureMatchIndex(db, target, target.titleField.columns);
      }
    }
  };

  const start = (db: WriteDb): readonly string[] => {
    // Checked before anything is made: a plan that cannot work leaves nothing behind.
    compileColumns(deps.schema.current(), plan, headers, new Map());
    if (makesFields(plan)) created = createImportFields(metaDeps(db), db, plan);
    ensureIndexes(db);
    return [...created.values()];
  };

  const resume = (db: WriteDb, begun: BegunImport): void => {
    operationId = begun.operationId ?? undefined;
    created = begun.createdFields;
    for (const rid of begun.claimed) claimed.add(rid);
    ensureIndexes(db);
  };

  const claim = (rid: number): void => {
    claimed.add(rid);
    if (plan.whenMatched === 'replace') newlyClaimed.push(rid);
  };

  const processRows = (
    db: WriteDb,
    rows: Iterable<ImportRow>,
    compareAtMost = plan.whenAlike === 'create' ? 0 : Infinity,
  ): Tally => {
    const tally = emptyTally();
    let states: RowState[] = [];
    let open: Ingest | undefined;
    let pending: PendingWrite[] = [];
    const pendingKeys = new Set<string>();
    const pendingIds = new Set<string>();

    const reject = (row: ImportRow, ...reasons: readonly Message[]): void => {
      tally.rejected.push({ line: row.line, reasons: [...reasons], cells: keptCells(row.cells) });
    };
    const add = (role: PendingWrite['role'], state: RowState, write: RecordWrite): void => {
      pending.push({ role, state, write });
    };
    const closeIngest = (): void => {
      if (!open) return;
      const outcome = open.close();
      open = undefined;
      operationId = outcome.operationId ?? operationId;
      changes.push(outcome.changes);
    };
    const countRows = (): void => {
      for (const { row, kind, isChanged, error } of states) {
        if (error !== undefined) reject(row, error);
        else if (kind === 'create') tally.created += 1;
        else if (isChanged) tally.updated += 1;
        else tally.unchanged += 1;
      }
      states = [];
    };
    const flush = (): void => {
      if (options.hasPending()) {
        // Both write to the log.
        closeIngest();
        options.save(metaDeps(db), db);
      }
      const writes = pending;
      pending = [];
      pendingKeys.clear();
      pendingIds.clear();
      if (writes.length === 0) return countRows();
      open ??= openIngest(deps, db, intent());
      settleWrites(writes, open.write(writes.map(({ write }) => write)), {
        record: claim,
        target: () => (tally.createdTargets += 1),
        refusedTarget: targets.forgetAll,
      });
      return countRows();
    };

    const services: RowServices = {
      context: cellContext(deps.settings(), deps.schema.current().members, deps.clock.nowMs(), plan.reading),
      isGuarded: plan.reading.format === 'csv',
      isJson: plan.reading.format === 'jsonl',
      keepsMisfits: plan.reading.format === 'vcf',
      optionKey: ({ model }, label) => options.keyOf(model, label),
      attach: (text) => {
        const data = decodeDataAddress(text);
        return data && attachBytes(deps, db, data.bytes, `photo.${data.extension}`);
      },
    };

    /** Puts ids where the file names related records. Those that are not there are made, when the plan says so. */
    const resolveTargets = (values: RowFields, state: RowState): RowFields => {
      const resolved = new Map(values);
      const schema = deps.schema.current();
      const create = (target: ObjectModel, name: string): RecordId => {
        const id = newRecordId(deps);
        add('target', state, { kind: 'create', object: target.def.name, id, values: targetValues(target, name) });
        targets.add(target, name, id);
        return id;
      };
      const links: LinkServices = {
        schema,
        find: (target, name) => targets.find(db, target, name, normalize),
        create: plan.createTargets ? create : undefined,
      };
      for (const [name, value] of values) {
        const def = columns().fields.get(name)?.model.def;
        if (!def || !isLinkField(def)) continue;
        // Records that this very import makes may be what the row relates to.
        if (linkTargets(schema, def).some((target) => target.def.name === plan.object)) flush();
        const found = readLinks(links, def, value);
        if (found !== undefined) resolved.set(name, found);
      }
      return resolved;
    };

    const mergedValues = (object: ObjectModel, rid: number, values: RowFields, isGuess: boolean): ValuesInput => {
      const writable = toWritable(object);
      const cells = readCells(db, writable, rid);
      const mode = isGuess || plan.whenMatched === 'fill' || claimed.has(rid) ? 'fill' : 'replace';
      const patch: Record<string, FieldInput> = {};
      for (const [name, input] of values) {
        const field = writable.fieldsByName.get(name);
        if (field?.model.def.type === 'relations') {
          patch[name] = mode === 'fill' ? { add: input } : input;
          continue;
        }
        const value = field && mergeValue(field.model, storedValue(field, cells), normalize(field.model, input), mode);
        if (value !== undefined) patch[name] = value;
      }
      return patch;
    };

    const prepareIdentity = (): void => {
      if (!hasIdentityIndex) ensureIdentityIndex(db, columns());
      hasIdentityIndex = true;
    };
    const findAlike = (object: ObjectModel, values: RowFields): Found | undefined => {
      if (tally.compared >= compareAtMost) return undefined;
      tally.compared += 1;
      const found = alikes.find(db, object, values, normalize);
      if (found) tally.alike += 1;
      return found;
    };
    const skip = (): void => {
      tally.skipped += 1;
    };

    const processRow = (row: ImportRow): void => {
      if (row.reason !== undefined) return reject(row, row.reason);
      if (row.cells.every((cell) => cell.trim() === '')) return skip();
      const { width } = columns();
      if (row.cells.length > width && row.cells.slice(width).some((cell) => cell.trim() !== ''))
        return reject(row, tooManyCells(row.cells.length, width));
      options.beginRow();
      const read = readRow(columns(), row.cells, services);
      if (read.problems.length > 0) {
        for (const problem of read.problems) tally.problems.push({ line: row.line, ...problem });
        return reject(row, ...read.problems.map(({ column, reason }) => fieldReason(column, reason)));
      }
      if (read.values.size === 0 && read.notes.length === 0) return skip();
      const isNew: RowState = { row, kind: 'create', isChanged: false, error: undefined };
      const values = resolveTargets(read.values, isNew);
      // Values with an option that is about to be made can be compared with nothing before it is there.
      const { object, match: matchBy } = columns();
      const isMatchedByOption = matchBy !== null && matchBy.field.def.settings.options !== undefined;
      if (options.rowUse() === 'pending' || (isMatchedByOption && options.hasPending())) flush();

      const byKey = matchByKey(db, columns(), values, normalize);
      // Nobody has an option that this row is the first to name, so nobody is identical.
      const match =
        byKey ??
        (options.rowUse() === 'new' ? NO_MATCH : matchIdentical(db, columns(), values, normalize, prepareIdentity));
      if (match.keys.some((key) => pendingKeys.has(key))) flush();
      let found = match.find();
      if (found && options.hasPending()) flush();
      if (found && byKey && plan.whenMatched === 'skip') return skip();
      const mayUpdate = byKey !== undefined && plan.whenMatched !== 'create';
      if (found && byKey && !mayUpdate)
        found = matchIdentical(db, columns(), values, normalize, prepareIdentity).find();
      const alike = found ? undefined : findAlike(object, values);
      if (alike && plan.whenAlike === 'skip') return skip();
      if (plan.whenAlike === 'fill') found ??= alike;
      if (found && pendingIds.has(found.id)) flush();

      const isGuess = found !== undefined && found === alike;
      const patch = found && (mayUpdate || isGuess) ? mergedValues(object, found.rid, values, isGuess) : {};
      const state: RowState = found ? { ...isNew, kind: Object.keys(patch).length > 0 ? 'update' : 'none' } : isNew;
      // The write path makes the id of a record that nothing in this batch has to name.
      const id = found?.id ?? (read.notes.length > 0 ? newRecordId(deps) : undefined);
      const notes =
        id === undefined || read.notes.length === 0
          ? []
          : noteValues(db, deps.schema.current(), { object: plan.object, id, isNew: !found }, read.notes, normalize);
      states.push(state);
      if (!found) {
        add('record', state, { kind: 'create', object: plan.object, id, values: Object.fromEntries(values) });
        for (const key of match.keys) pendingKeys.add(key);
      } else if (state.kind === 'update') {
        add('record', state, { kind: 'update', object: plan.object, id: found.id, values: patch });
        pendingIds.add(found.id);
      } else claim(found.rid);
      for (const note of notes) add('note', state, { kind: 'create', object: 'note', values: note });
      return undefined;
    };

    for (const row of rows) {
      tally.rowsRead += 1;
      try {
        processRow(row);
      } catch (error) {
        // Checks of single values speak in AppErrors; anything else is a bug and ends the import.
        if (!(error instanceof AppError)) throw error;
        reject(row, error.words);
      }
      if (pending.length >= MAX_PENDING) flush();
    }
    flush();
    closeIngest();
    return tally;
  };

  return {
    /** Checks the plan, makes its fields and what look-ups need. Answers the names of the fields made. */
    start,
    /** Takes up an import that was begun by another writer. */
    resume,
    /** Errors of single rows are in the tally; what is thrown ends the import. */
    processRows,
    operationId: (): OperationId | undefined => operationId,
    /** Names of the fields that were made, by column index. */
    createdFields: () => created,
    /** Records that rows were about since the last call: whoever takes the import up must know them. */
    takeClaimed: (): readonly number[] => {
      const taken = newlyClaimed;
      newlyClaimed = [];
      return taken;
    },
    /** To be called when somebody else may have deleted what is remembered. */
    forgetTargets: targets.forgetAll,
    /** What was changed since the last call: to be published once the transaction has committed. */
    takeChanges: (): readonly Changes[] => {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
};
export type BatchWriter = ReturnType<typeof createBatchWriter>;
