import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { contract, type EngineClient } from '@shared/contract/index';
import { AttachmentId, ImportId, JobId, OperationId, RecordId, ViewId } from '@shared/domain/ids';
import type { Filter } from '@shared/domain/query';
import type { ObjectRule } from '@shared/domain/roles';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { importFile, readExport, stage } from '../exchange/exchange-fixture';

const NO_BACKUP = '2026-11-20T09-00-00-000Z-manual.db.gz';

/**
 * Nobody learns what is out of their sight. Every way in is tried twice by somebody with limits: once with the name, id or words of what is hidden from them, once
 * with those of what never was. Both answers must be the same, and none may hold the secret.
 */

const SECRET = 'zyxsecret';
const NOTHING = 'qwonothing';

/** What a way in is asked about: what is hidden, or what is not there. */
interface Subject {
  readonly object: string;
  readonly field: string;
  readonly word: string;
  readonly id: RecordId;
  readonly file: AttachmentId;
  readonly importId: ImportId;
  readonly jobId: JobId;
  readonly operationId: OperationId;
  readonly viewId: ViewId;
}

interface Asked {
  readonly client: EngineClient;
  readonly engine: TestEngine;
  readonly about: Subject;
  /** A person and a deal that may be seen and lead to what is hidden. */
  readonly person: RecordId;
}

type Way = (asked: Asked) => readonly (() => Promise<unknown>)[];

const conditions = ({ field, word, id }: Subject): readonly Filter[] => [
  { field, op: 'contains', value: word },
  { field, op: 'isNotEmpty' },
  { field: 'name', op: 'startsWith', value: word },
  { field: 'id', op: 'is', value: id },
  { not: { field: 'name', op: 'is', value: word } },
];

/** The same questions about people, by way of their company. */
const throughRelation = ({ field, word }: Subject): readonly Filter[] => [
  { field: `company.${field}`, op: 'contains', value: word },
  { field: 'company.name', op: 'contains', value: word },
  { field: 'company.name', op: 'isNotEmpty' },
];

const sets = (about: Subject) => [
  { object: about.object },
  { object: about.object, state: 'trash' as const },
  ...conditions(about).map((filter) => ({ object: about.object, filter })),
  ...throughRelation(about).map((filter) => ({ object: 'person', filter })),
];

const orders = ({ object, field }: Subject) => [
  { object, sort: [{ field }] },
  { object, sort: [{ field: 'name' }] },
  { object: 'person', sort: [{ field: `company.${field}` }] },
];

const readFirst = async <T>(stream: Promise<AsyncIterable<T>>): Promise<T | undefined> => {
  for await (const value of await stream) return value;
  return undefined;
};

const csvOf = async ({ client, engine }: Asked, request: Parameters<EngineClient['exchange']['export']>[0]) => {
  const { file, rows } = await client.exchange.export(request);
  return { rows, text: readExport(engine, file) };
};

const none: Way = () => [];

/** One line for each procedure: a new one does not pass before somebody has thought of how it might tell. */
const WAYS: Readonly<Record<string, Way>> = {
  'records.get': ({ client, about, person }) => [
    () => client.records.get({ object: about.object, id: about.id }),
    () => client.records.get({ object: 'person', id: about.id }),
    () => client.records.get({ object: 'person', id: person }),
  ],
  'records.query': ({ client, about }) => [
    ...[...sets(about), ...orders(about)].map((set) => () => client.records.query(set)),
    () => client.records.query({ object: about.object, fields: [about.field] }),
    () => client.records.query({ object: 'person', fields: ['company', `company.${about.field}`] }),
    () =>
      client.records.query({
        object: about.object,
        filter: { related: 'people', has: 'any', where: { field: 'name', op: 'isNotEmpty' } },
      }),
    () =>
      client.records.query({
        object: 'company',
        filter: { related: 'subsidiaries', count: { op: 'gt', value: 0 } },
      }),
  ],
  'records.window': ({ client, about }) =>
    [...sets(about), ...orders(about)].flatMap((set) => [
      () => client.records.window({ ...set, offset: 0, limit: 50 }),
      () => client.records.window({ ...set, offset: 0, limit: 0 }),
      () => client.records.window({ ...set, offset: 0, limit: 50, countLater: true }),
    ]),
  'records.count': ({ client, about }) =>
    [...sets(about), ...orders(about)].map((set) => () => client.records.count(set)),
  'records.aggregate': ({ client, about }) => [
    ...sets(about).map((set) => () => client.records.aggregate({ ...set, aggregates: [{ fn: 'count' }] })),
    () => client.records.aggregate({ object: about.object, aggregates: [{ fn: 'countFilled', field: about.field }] }),
    () => client.records.aggregate({ object: about.object, aggregates: [{ fn: 'countUnique', field: about.field }] }),
    () => client.records.aggregate({ object: about.object, groupBy: [about.field], aggregates: [{ fn: 'count' }] }),
    () => client.records.aggregate({ object: about.object, groupBy: ['lifecycle'], aggregates: [{ fn: 'count' }] }),
    () => client.records.aggregate({ object: about.object, aggregates: [{ fn: 'sum', field: 'employees' }] }),
    () =>
      client.records.aggregate({
        object: 'person',
        groupBy: [`company.${about.field}`],
        aggregates: [{ fn: 'count' }],
      }),
    () => client.records.aggregate({ object: 'person', groupBy: ['company.name'], aggregates: [{ fn: 'count' }] }),
  ],
  'records.distinct': ({ client, about }) => [
    () => client.records.distinct({ object: about.object, field: about.field }),
    () => client.records.distinct({ object: about.object, field: 'name' }),
    () => client.records.distinct({ object: 'person', field: `company.${about.field}` }),
  ],
  'records.position': ({ client, about }) =>
    orders(about).map((order) => () => client.records.position({ ...order, id: about.id })),
  'records.misfits': ({ client, about }) => [
    () => client.records.misfits({ object: about.object, field: about.field, settings: { maxLength: 1 } }),
  ],
  'records.tryComputed': ({ client, about }) => [
    () => client.records.tryComputed({ object: about.object, type: 'formula', settings: { expression: about.field } }),
  ],
  'records.explainList': ({ client, about }) =>
    [...sets(about), ...orders(about)].map((set) => () => client.records.explainList(set)),
  'records.explain': ({ client, about }) => [
    () => client.records.explain({ object: about.object, id: about.id, field: about.field }),
  ],
  'duplicates.status': ({ client }) => [() => client.duplicates.status({})],
  'duplicates.list': ({ client, about }) => [
    () => client.duplicates.list({ object: about.object }),
    () => client.duplicates.list({ object: about.object, state: 'dismissed', minScore: 0 }),
  ],
  'duplicates.find': ({ client, about }) => [
    () => client.duplicates.find({ object: about.object, values: { name: about.word, [about.field]: about.word } }),
    () => client.duplicates.find({ object: 'person', values: { name: about.word, company: about.id } }),
  ],
  // Its job tells whoever began it how many pairs there are, of what they may not see too: who may edit and delete is asked for.
  'duplicates.scan': none,
  'duplicates.dismiss': ({ client, about, person }) => [
    () => client.duplicates.dismiss({ object: about.object, ids: [about.id, person] }),
    () => client.duplicates.dismiss({ object: 'person', ids: [about.id, person] }),
  ],
  'duplicates.reopen': ({ client, about, person }) => [
    () => client.duplicates.reopen({ object: about.object, ids: [about.id, person] }),
  ],
  'duplicates.mergeAll': none,
  'records.previewMerge': ({ client, about, person }) => [
    () => client.records.previewMerge({ object: about.object, ids: [about.id, person] }),
    () => client.records.previewMerge({ object: 'person', ids: [person, about.id] }),
  ],
  'records.survivor': ({ client, about }) => [
    () => client.records.survivor({ object: about.object, id: about.id }),
    () => client.records.survivor({ object: 'person', id: about.id }),
  ],
  'records.merge': ({ client, about, person }) => [
    () => client.records.merge({ object: about.object, ids: [about.id, person] }),
    () => client.records.merge({ object: 'person', ids: [person, about.id], into: person }),
    () => client.records.merge({ object: 'person', ids: [person, about.id], values: { [about.field]: 'x' } }),
  ],
  'records.watch': ({ client, about }) => sets(about).map((set) => () => readFirst(client.records.watch(set))),
  // What they tell has a test of its own below.
  'records.changes': none,
  'records.create': ({ client, about }) => [
    () => client.records.create({ object: 'person', values: { company: about.id } }),
    () => client.records.create({ object: 'note', values: { target: { object: 'company', id: about.id } } }),
    () => client.records.create({ object: 'company', values: { name: 'x', parent: about.id } }),
  ],
  'records.update': ({ client, about, person }) => [
    () => client.records.update({ object: about.object, id: about.id, values: { [about.field]: 'x' } }),
    () => client.records.update({ object: 'person', id: person, values: { company: about.id, name: 7 } }),
  ],
  'records.updateCells': ({ client, about }) => [
    () =>
      client.records.updateCells({
        object: about.object,
        changes: [{ id: about.id, values: { [about.field]: 'x' } }],
      }),
  ],
  'records.updateMany': ({ client, about }) => [
    () =>
      client.records.updateMany({ object: about.object, selection: { ids: [about.id] }, values: { [about.field]: 7 } }),
    ...conditions(about)
      .slice(0, 1)
      .map(
        (filter) => () =>
          client.records.updateMany({
            object: about.object,
            selection: { set: { object: about.object, filter } },
            values: { [about.field]: 'x' },
          }),
      ),
  ],
  'records.delete': ({ client, about }) => [
    () =>
      client.records.delete({
        object: about.object,
        selection: { set: { object: about.object, filter: { field: about.field, op: 'contains', value: about.word } } },
      }),
  ],
  'records.restore': ({ client, about }) => [
    () =>
      client.records.restore({
        object: about.object,
        selection: {
          set: { object: about.object, state: 'trash', filter: { field: 'name', op: 'contains', value: about.word } },
        },
      }),
  ],
  'records.purge': ({ client, about }) => [
    () => client.records.purge({ object: about.object, selection: { ids: [about.id] } }),
    () =>
      client.records.purge({
        object: about.object,
        selection: {
          set: { object: about.object, state: 'trash', filter: { field: 'name', op: 'contains', value: about.word } },
        },
      }),
  ],
  'search.find': ({ client, about }) => [
    () => client.search.find({ text: about.word }),
    () => client.search.find({ text: about.word.slice(0, 5) }),
    () => client.search.find({ text: about.word.slice(2) }),
    () => client.search.find({ text: `${about.word}@${about.word}.example` }),
    () => client.search.find({ text: `open -${about.word}` }),
    () => client.search.find({ text: `ann ${about.word}` }),
    () => client.search.find({ text: `${about.word.slice(0, 5)} ann bell` }),
    () => client.search.find({ text: `${about.word.slice(0, -1)}x bell` }),
    () => client.search.find({ text: `${about.field}:${about.word}` }),
    () => client.search.find({ text: `company:${about.word}` }),
    () => client.search.find({ text: '', objects: [about.object] }),
    () => client.search.find({ text: '' }),
  ],
  'search.suggest': ({ client, about }) => [
    () => client.search.suggest({ text: `company:${about.word.slice(0, 4)}` }),
    () => client.search.suggest({ text: `in:${about.object.slice(0, 4)}` }),
    () => client.search.suggest({ text: about.field.slice(0, 4) }),
  ],
  'search.opened': ({ client, about }) => [() => client.search.opened({ object: about.object, id: about.id })],
  'history.record': ({ client, about, person }) => [
    () => client.history.record({ object: about.object, id: about.id }),
    () => client.history.record({ object: 'person', id: person }),
  ],
  'history.operations': ({ client, about, person }) => [
    () => client.history.operations({ limit: 100 }),
    () => client.history.operations({ object: about.object }),
    () => client.history.operations({ object: about.object, record: about.id }),
    () => client.history.operations({ object: 'person', record: about.id }),
    () => client.history.operations({ object: 'person', record: person }),
  ],
  'history.changes': ({ client, about, person }) => [
    () => client.history.changes({ limit: 100 }),
    () => client.history.changes({ object: about.object }),
    () => client.history.changes({ object: about.object, field: about.field }),
    () => client.history.changes({ object: about.object, record: about.id }),
    () => client.history.changes({ object: 'person', record: person }),
    () => client.history.changes({ operationId: about.operationId }),
  ],
  'history.recordAt': ({ client, engine, about, person }) => [
    () => client.history.recordAt({ object: about.object, id: about.id, atMs: engine.clock.nowMs() }),
    () => client.history.recordAt({ object: 'person', id: about.id, atMs: 0 }),
    () => client.history.recordAt({ object: 'person', id: person, atMs: engine.clock.nowMs() }),
  ],
  'history.previewRestore': ({ client, about, person }) => [
    () => client.history.previewRestore({ object: about.object, selection: { ids: [about.id] }, atMs: 0 }),
    () =>
      client.history.previewRestore({
        object: about.object,
        selection: { ids: [about.id] },
        atMs: 0,
        fields: [about.field],
      }),
    () => client.history.previewRestore({ object: 'person', selection: { ids: [person] }, atMs: 0 }),
  ],
  'history.restoreTo': ({ client, engine, about, person }) => [
    () => client.history.restoreTo({ object: about.object, selection: { ids: [about.id] }, atMs: 0 }),
    () => client.history.restoreTo({ object: 'person', selection: { ids: [person] }, atMs: engine.clock.nowMs() }),
  ],
  'history.state': ({ client }) => [() => client.history.state({})],
  'history.undo': ({ client, about }) => [() => client.history.undo({ operationId: about.operationId })],
  'history.redo': ({ client }) => [() => client.history.redo({})],
  'exchange.export': (asked) =>
    [...sets(asked.about), ...orders(asked.about)].flatMap(({ object, ...rest }) => {
      const { sort, ...set } = { sort: undefined, ...rest };
      return (['csv', 'xlsx', 'jsonl', 'vcf'] as const).map(
        (format) => () => csvOf(asked, { set: { object, ...set }, ...(sort ? { sort } : {}), format }),
      );
    }),
  // The job of `export`, which is watched above.
  'exchange.startExport': none,
  'exchange.check': ({ client, engine, about }) => [
    async () => {
      const file = stage(engine, `Name,Domains\n${about.word} Name,${about.word}.example\n`);
      const { reading } = await client.exchange.preview({ file, object: 'company' });
      const columns = ['name', 'domains'].map((field, index) => ({ index, target: { kind: 'field' as const, field } }));
      const plan = { file, object: 'company', reading, columns, whenMatched: 'fill' as const };
      return [
        await client.exchange.check({ ...plan, matchBy: 'domains' }),
        await client.exchange.check({ ...plan, matchBy: 'name' }),
      ];
    },
    async () => {
      const file = stage(engine, `Name,Company\nBert,${about.word} Name\n`);
      const { reading } = await client.exchange.preview({ file, object: 'person' });
      const columns = ['name', 'company'].map((field, index) => ({ index, target: { kind: 'field' as const, field } }));
      return client.exchange.check({
        file,
        object: 'person',
        reading,
        columns,
        matchBy: null,
        whenMatched: 'fill',
        createTargets: false,
      });
    },
  ],
  'exchange.preview': ({ client, engine, about }) => [
    async () => {
      const file = stage(engine, `${about.field}\nx\n`);
      const { columns } = await client.exchange.preview({ file, object: about.object });
      return columns.map(({ suggestion }) => suggestion);
    },
  ],
  // Goes the way of `check`, which takes back what it did.
  'exchange.startImport': none,
  'exchange.importStatus': ({ client, about }) => [() => client.exchange.importStatus({ id: about.importId })],
  'exchange.listImports': ({ client }) => [() => client.exchange.listImports({})],
  'exchange.pauseImport': ({ client, about }) => [() => client.exchange.pauseImport({ id: about.importId })],
  'exchange.resumeImport': ({ client, about }) => [() => client.exchange.resumeImport({ id: about.importId })],
  'exchange.cancelImport': ({ client, about }) => [
    () => client.exchange.cancelImport({ id: about.importId, undo: true }),
  ],
  'exchange.waitForImport': ({ client, about }) => [() => client.exchange.waitForImport({ id: about.importId })],
  'exchange.rejectedRows': ({ client, about }) => [() => client.exchange.rejectedRows({ id: about.importId })],
  'exchange.exportRejected': ({ client, about }) => [() => client.exchange.exportRejected({ id: about.importId })],
  // For whoever may change the workspace: they see all of it.
  'exchange.exportHistory': ({ client, engine, about, person }) => {
    const filters = [
      {},
      { object: about.object },
      { object: about.object, field: about.field },
      { object: about.object, record: about.id },
      { object: 'person', record: person },
    ];
    return filters.flatMap((filter) =>
      (['csv', 'jsonl'] as const).map((format) => async () => {
        const { file, rows } = await client.exchange.exportHistory({ filter, format });
        return { rows, text: readExport(engine, file) };
      }),
    );
  },
  'exchange.exportArchive': none,
  'exchange.startArchiveExport': none,
  'exchange.importArchive': none,
  'exchange.mayImportArchive': ({ client }) => [() => client.exchange.mayImportArchive({})],
  'exchange.attach': none,
  'exchange.attachment': ({ client, about }) => [() => client.exchange.attachment({ id: about.file })],
  'pipelines.stageHistory': ({ client, about }) => [
    () => client.pipelines.stageHistory({ object: about.object, id: about.id }),
  ],
  'pipelines.forecast': ({ client, about }) => [
    () =>
      client.pipelines.forecast({
        object: about.object,
        from: '2026-01',
        to: '2026-12',
        amountField: 'annualRevenue',
        dateField: about.field,
      }),
  ],
  'pipelines.removeStages': ({ client, about }) => [
    () => client.pipelines.removeStages({ object: about.object, moves: [{ stage: 'x', to: null }] }),
  ],
  'jobs.list': ({ client }) => [() => client.jobs.list({})],
  'jobs.get': ({ client, about }) => [() => client.jobs.get({ id: about.jobId })],
  'jobs.counts': ({ client }) => [() => client.jobs.counts({})],
  'jobs.retry': ({ client, about }) => [() => client.jobs.retry({ jobs: { ids: [about.jobId] } })],
  'jobs.cancel': ({ client, about }) => [
    () => client.jobs.cancel({ jobs: { ids: [about.jobId] } }),
    () => client.jobs.cancel({ jobs: { filter: {} } }),
  ],
  'jobs.discard': ({ client, about }) => [() => client.jobs.discard({ jobs: { ids: [about.jobId] } })],
  'jobs.pause': ({ client, about }) => [() => client.jobs.pause({ id: about.jobId })],
  'jobs.resume': ({ client, about }) => [() => client.jobs.resume({ id: about.jobId })],
  'jobs.pauseQueue': ({ client }) => [() => client.jobs.pauseQueue({ queue: 'x' })],
  'jobs.resumeQueue': ({ client }) => [() => client.jobs.resumeQueue({ queue: 'x' })],
  'jobs.watch': ({ client }) => [() => readFirst(client.jobs.watch({}))],
  'schema.get': ({ client }) => [() => client.schema.get({})],
  'schema.broken': ({ client }) => [() => client.schema.broken({})],
  'schema.indexes': ({ client }) => [() => client.schema.indexes({})],
  'schema.makeIndex': ({ client, about }) => [
    () => client.schema.makeIndex({ object: about.object, sort: [{ field: 'name', direction: 'asc', nulls: 'last' }] }),
    () =>
      client.schema.makeIndex({ object: 'company', sort: [{ field: about.field, direction: 'asc', nulls: 'last' }] }),
  ],
  'schema.removeIndex': ({ client }) => [() => client.schema.removeIndex({ name: 'x' })],
  'schema.export': ({ client }) => [() => client.schema.export({})],
  // Refused before the document is read to whoever may not change the data model.
  'schema.apply': none,
  'schema.createObject': ({ client, about }) => [
    () => client.schema.createObject({ name: about.object, labelSingular: 'x', labelPlural: 'x' }),
  ],
  'schema.updateObject': ({ client, about }) => [
    () => client.schema.updateObject({ name: about.object, labelPlural: 'x' }),
  ],
  'schema.deleteObject': ({ client, about }) => [() => client.schema.deleteObject({ name: about.object })],
  'schema.restoreObject': ({ client, about }) => [() => client.schema.restoreObject({ name: about.object })],
  'schema.createField': ({ client, about }) => [
    () => client.schema.createField({ object: about.object, name: about.field, label: 'x', type: 'text' }),
  ],
  'schema.updateField': ({ client, about }) => [
    () => client.schema.updateField({ object: about.object, name: about.field, label: 'x' }),
  ],
  'schema.deleteField': ({ client, about }) => [
    () => client.schema.deleteField({ object: about.object, name: about.field }),
  ],
  'schema.restoreField': ({ client, about }) => [
    () => client.schema.restoreField({ object: about.object, name: about.field }),
  ],
  'schema.previewConversion': ({ client, about }) => [
    () => client.schema.previewConversion({ object: about.object, name: about.field, to: 'longText' }),
  ],
  'schema.convertField': ({ client, about }) => [
    () => client.schema.convertField({ object: about.object, name: about.field, to: 'longText' }),
  ],
  'schema.previewPurge': ({ client, about }) => [
    () => client.schema.previewPurge({ object: about.object, field: about.field }),
  ],
  'schema.purge': ({ client, about }) => [() => client.schema.purge({ object: about.object, field: about.field })],
  'views.problems': ({ client }) => [() => client.views.problems({})],
  'views.list': ({ client }) => [() => client.views.list({})],
  'views.create': ({ client, about }) => [
    () => client.views.create({ object: about.object, name: 'x', settings: { kind: 'table', columns: [], sort: [] } }),
  ],
  'views.update': ({ client, about }) => [
    () => client.views.update({ id: about.viewId, expectedRevision: 1, name: 'x' }),
  ],
  'views.delete': ({ client, about }) => [() => client.views.delete({ id: about.viewId })],
  'workspace.status': ({ client }) => [
    async () => {
      const { counts, trashCounts } = await client.workspace.status({});
      return { counts, trashCounts };
    },
  ],
  'workspace.update': none,
  'workspace.loadSampleData': none,
  'backups.create': ({ client }) => [() => client.backups.create({})],
  'backups.remove': ({ client }) => [() => client.backups.remove({ name: NO_BACKUP })],
  'backups.setOtherFolder': ({ client }) => [() => client.backups.setOtherFolder({ folder: null })],
  'backups.list': ({ client }) => [() => client.backups.list({})],
  'backups.verify': ({ client }) => [() => client.backups.verify({ name: NO_BACKUP })],
  'backups.restore': ({ client }) => [() => client.backups.restore({ name: NO_BACKUP })],
  'encryption.status': ({ client }) => [() => client.encryption.status({})],
  'encryption.lockState': ({ client }) => [() => client.encryption.lockState({})],
  'encryption.unlock': ({ client }) => [() => client.encryption.unlock({ passphrase: SECRET, remember: false })],
  'encryption.prepare': ({ client }) => [() => client.encryption.prepare({ passphrase: 'long enough' })],
  'encryption.turnOn': ({ client }) => [() => client.encryption.turnOn({ remember: false })],
  'encryption.turnOff': ({ client }) => [() => client.encryption.turnOff({ passphrase: 'long enough' })],
  'encryption.changePassphrase': ({ client }) => [
    () => client.encryption.changePassphrase({ current: 'long enough', next: 'long enough' }),
  ],
  'encryption.remember': ({ client }) => [() => client.encryption.remember({ remember: true })],
  'encryption.removePlainCopies': ({ client }) => [() => client.encryption.removePlainCopies({})],
  'encryption.encryptBackups': ({ client }) => [() => client.encryption.encryptBackups({ passphrase: null })],
  'backups.restoreAt': ({ client }) => [() => client.backups.restoreAt({ atMs: 0 })],
  'workspace.rebuildSearch': none,
  'workspace.doctor': ({ client }) => [() => client.workspace.doctor({})],
  'diagnostics.repair': ({ client }) => [() => client.diagnostics.repair({})],
  'diagnostics.metrics': ({ client }) => [() => client.diagnostics.metrics({})],
  'diagnostics.slowQueries': ({ client }) => [() => client.diagnostics.slowQueries({})],
  'diagnostics.forgetSlowQueries': none,
  'diagnostics.setSlowThreshold': none,
  'diagnostics.storage': ({ client }) => [() => client.diagnostics.storage({})],
  'members.list': ({ client }) => [() => client.members.list({})],
  // A connection speaks for whoever sits at this machine until it is told otherwise.
  'members.viewAs': none,
  'members.add': ({ client }) => [() => client.members.add({ name: 'x' })],
  'members.update': none,
  'members.saveRole': ({ client, about }) => [
    () =>
      client.members.saveRole({
        name: 'x',
        rules: { settings: [], otherObjects: everything(), objects: { [about.object]: everything() } },
      }),
  ],
  'members.deleteRole': ({ client }) => [() => client.members.deleteRole({ key: 'guest' })],
};

test('every procedure is among the ways in', () => {
  const procedures = Object.entries(contract).flatMap(([group, leaves]) =>
    Object.keys(leaves).map((name) => `${group}.${name}`),
  );

  expect(Object.keys(WAYS).toSorted((a, b) => a.localeCompare(b))).toEqual(
    procedures.toSorted((a, b) => a.localeCompare(b)),
  );
});

interface Kind {
  readonly rule: ObjectRule;
  /** Names that the rule hides; others are asked about as they are. */
  readonly hides: 'object' | 'field' | 'record';
}

const KINDS: Readonly<Record<string, Kind>> = {
  'an object out of sight': { rule: everything({ rights: [] }), hides: 'object' },
  'a field out of sight': {
    rule: everything({ fields: { industry: 'hidden', logo: 'hidden', emails: 'hidden' } }),
    hides: 'field',
  },
  'records that do not match': {
    rule: everything({ records: 'filter', filter: { field: 'lifecycle', op: 'isNot', value: 'dormant' } }),
    hides: 'record',
  },
  'records of others': { rule: everything({ records: 'own' }), hides: 'record' },
  'records that are not shared': { rule: everything({ records: 'ownAndShared' }), hides: 'record' },
};

/** A workspace whose owner has put the secret wherever the rule hides it. */
const secretWorld = async ({ rule, hides }: Kind) => {
  const engine = await testEngine();
  const { client: owner } = engine;
  const seer = await newMember(engine, 'Bo', { settings: ['import'], objects: { company: rule } });
  const { id: logo } = await owner.exchange.attach({ file: stage(engine, `${SECRET} picture`), name: 'logo.txt' });
  const file = { id: logo, name: `${SECRET}.txt`, mime: 'text/plain', sizeBytes: 17 };
  const isField = hides === 'field';
  const { row: open } = await owner.records.create({
    object: 'company',
    values: { name: 'Open Ltd', owner: seer.id, employees: 3 },
  });
  const { row: secret } = await owner.records.create({
    object: 'company',
    values: {
      name: isField ? 'Plain Ltd' : `${SECRET} Name`,
      industry: `${SECRET} first`,
      emails: [`${SECRET}@${SECRET}.example`],
      domains: isField ? null : [`${SECRET}.example`],
      lifecycle: 'dormant',
      employees: 40,
      logo: [file],
      parent: isField ? null : open.id,
    },
  });
  const change = await owner.records.update({
    object: 'company',
    id: secret.id,
    values: { industry: `${SECRET} last` },
  });
  const { row: person } = await owner.records.create({
    object: 'person',
    values: { name: 'Ann Bell', company: secret.id },
  });
  if (!isField) {
    const { row } = await owner.records.create({
      object: 'company',
      values: { name: `${SECRET} Trashed`, lifecycle: 'dormant' },
    });
    await owner.records.delete({ object: 'company', selection: { ids: [row.id] } });
  }
  const view = await owner.views.create({
    object: 'company',
    name: `${SECRET} view`,
    settings: {
      kind: 'table',
      filter: { field: 'industry', op: 'contains', value: hides === 'record' ? 'x' : SECRET },
      sort: [],
      columns: [],
    },
  });
  if (hides === 'record') await owner.views.update({ id: view.id, expectedRevision: 1, name: 'A view' });
  const imported = await importFile(engine, stage(engine, `Name\n${SECRET} import,${SECRET}\n`, `${SECRET}.csv`), {
    object: 'company',
    createFields: false,
  }).catch(() => undefined);
  if (hides === 'object') await owner.schema.updateObject({ name: 'company', labelPlural: `${SECRET} companies` });
  if (hides === 'field')
    await owner.schema.updateField({ object: 'company', name: 'industry', label: `${SECRET} field` });
  const [job] = (await owner.jobs.list({})).jobs;
  return {
    engine,
    seer,
    job,
    secret,
    person,
    logo,
    view,
    imported,
    operationId: change.operationId ?? OperationId.parse(1),
  };
};

const uuid = () => randomUUID();

const answerOf = async (ask: () => Promise<unknown>): Promise<string> => {
  try {
    return JSON.stringify(await ask());
  } catch (error) {
    const { code, message, data } = error as { code?: string; message?: string; data?: unknown };
    expect(code).not.toBe('internal');
    return JSON.stringify({ code, message, data });
  }
};

test.each(Object.entries(KINDS))(
  '%s cannot be told from what never was, whichever way one asks',
  async (_, kind) => {
    const world = await secretWorld(kind);
    const hidden: Subject = {
      object: 'company',
      field: 'industry',
      word: SECRET,
      id: world.secret.id,
      file: world.logo,
      importId: world.imported?.id ?? ImportId.parse(uuid()),
      jobId: world.job?.id ?? JobId.parse(1),
      operationId: world.operationId,
      viewId: kind.hides === 'record' ? ViewId.parse(uuid()) : world.view.id,
    };
    const absent: Subject = {
      object: kind.hides === 'object' ? 'phantom' : 'company',
      field: kind.hides === 'record' ? 'industry' : 'phantomField',
      word: NOTHING,
      id: kind.hides === 'field' ? world.secret.id : RecordId.parse(uuid()),
      file: AttachmentId.parse('0'.repeat(64)),
      importId: ImportId.parse(uuid()),
      jobId: JobId.parse(999_999),
      operationId: OperationId.parse(999_999),
      viewId: ViewId.parse(uuid()),
    };
    // The names and ids that were asked about come back in answers that refuse them; a record that was made has another id and place each time.
    const asAbsent = (answer: string): string =>
      (['object', 'field', 'word'] as const)
        .reduce((text, key) => text.replaceAll(hidden[key], absent[key]), answer)
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}/g, 'id')
        .replaceAll(/"id":\d+/g, '"id":1')
        .replaceAll(/"operationId":\d+/g, '"operationId":1')
        .replaceAll(/"position":"\w+"/g, '"position":""');
    const { client } = world.seer;

    for (const [path, way] of Object.entries(WAYS)) {
      const shared = { client, engine: world.engine, person: world.person.id };
      const aboutHidden = way({ ...shared, about: hidden });
      const aboutAbsent = way({ ...shared, about: absent });
      for (const [n, ask] of aboutHidden.entries()) {
        const got = await answerOf(ask);
        const wanted = await answerOf(aboutAbsent[n] ?? (() => Promise.reject(new Error('No such question'))));
        expect(asAbsent(got), `${path} ${n}`).toBe(asAbsent(wanted));
      }
    }
    expect(world.engine.errors).toEqual([]);
  },
  60_000,
);

test.each(Object.entries(KINDS).filter(([, { hides }]) => hides === 'record'))(
  'with %s, one is counted, listed, summed up, found and exported: the one in sight',
  async (_, kind) => {
    const { engine, seer } = await secretWorld(kind);
    const { client } = seer;
    const set = { object: 'company' };

    const { file, rows } = await client.exchange.export({ set, format: 'csv' });
    const status = await client.workspace.status({});

    expect((await client.records.query(set)).total).toBe(1);
    expect((await client.records.window({ ...set, offset: 0, limit: 10 })).total).toBe(1);
    expect(
      (await client.records.aggregate({ ...set, aggregates: [{ fn: 'sum', field: 'employees' }] })).groups[0]?.values,
    ).toEqual([3]);
    expect((await client.search.find({ text: '', objects: ['company'] })).results).toHaveLength(1);
    expect([rows, readExport(engine, file).includes('Open Ltd')]).toEqual([1, true]);
    expect([status.counts['company'], status.trashCounts['company']]).toEqual([1, 0]);
    expect((await engine.client.records.query(set)).total).toBe(2);
  },
);

test('of changes one is told what they are in, where that can be seen, and of no record that cannot', async () => {
  const tell = async (kind: Kind): Promise<readonly unknown[]> => {
    const { engine, seer, secret } = await secretWorld(kind);
    const stop = new AbortController();
    const changes = await seer.client.records.changes({}, { signal: stop.signal });
    const told = changes.next();
    await engine.client.records.update({ object: 'company', id: secret.id, values: { industry: 'x' } });
    const { value, done } = await told;
    stop.abort();
    return done === true ? ['nothing was told'] : value.records;
  };

  expect(await tell({ rule: everything({ rights: [] }), hides: 'object' })).toEqual([]);
  expect(await tell({ rule: everything({ fields: { industry: 'hidden' } }), hides: 'field' })).toEqual([]);
  expect(await tell({ rule: everything({ records: 'own' }), hides: 'record' })).toMatchObject([
    { object: 'company', ids: null },
  ]);
});

test('what must be unique says that it is taken, not by whom', async () => {
  const engine = await testEngine();
  await engine.client.schema.createField({
    object: 'company',
    label: 'Tax id',
    name: 'taxId',
    type: 'text',
    isUnique: true,
  });
  const { row } = await engine.client.records.create({ object: 'company', values: { name: 'A', taxId: 'T1' } });
  const { client } = await newMember(engine, 'Bo', { objects: { company: everything({ records: 'own' }) } });

  const refused = await answerOf(() =>
    client.records.create({ object: 'company', values: { name: 'B', taxId: 'T1' } }),
  );

  expect(refused).toContain('not_unique');
  expect(refused).not.toContain(row.id);
});

test('a word after a minus excludes nothing by a field out of sight, however many others are found', async () => {
  const engine = await testEngine();
  const { client } = await newMember(engine, 'Bo', {
    objects: { company: everything({ fields: { industry: 'hidden' } }) },
  });
  const create = (name: string, industry: string) =>
    engine.client.records.create({ object: 'company', values: { name, industry } });
  const { row: secret } = await create('One Open', SECRET);
  for (const n of Array.from({ length: 12 }).keys()) await create(`Number ${n} Open`, 'Plain');
  const idsOf = async (asking: EngineClient, text: string) =>
    (await asking.search.find({ text, limit: 50 })).results.map(({ id }) => id);

  const hidden = await idsOf(client, `open -${SECRET}`);
  const absent = await idsOf(client, `open -${NOTHING}`);

  expect(hidden).toEqual(absent);
  expect(hidden).toContain(secret.id);
  expect(await idsOf(client, 'open -one')).not.toContain(secret.id);
  expect(await idsOf(engine.client, `open -${SECRET}`)).not.toContain(secret.id);
});
