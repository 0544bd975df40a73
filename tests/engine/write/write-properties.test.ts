import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { derivedUuid } from '@main/engine/kernel/record-ids';
import { undoOperation } from '@main/engine/records/undo/undo.service';
import { positionOfStamp, stampToMs } from '@main/engine/change-log/clock';
import { parsePayload } from '@main/engine/change-log/payload';
import { ingest } from '@main/engine/records/write/write-records';
import type { RecordWrite } from '@main/engine/records/write/record-write';
import { emptyCells, setElements, setRegister, toWritable } from '@main/engine/records/write/writable-object';
import { writeFixture } from '../../helpers/write-fixture';

const RUNS = process.env['OUTPOST_NIGHTLY'] ? 3000 : 80;

type Action =
  | {
      readonly do: 'create';
      readonly object: 'company' | 'person' | 'deal' | 'task';
      readonly link: number;
      readonly text: string;
    }
  | {
      readonly do: 'edit';
      readonly at: number;
      readonly link: number;
      readonly text: string;
      readonly tags: readonly string[];
    }
  | {
      readonly do: 'link';
      readonly at: number;
      readonly link: number;
    }
  | { readonly do: 'delete' | 'restore'; readonly at: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    object: fc.constantFrom('company' as const, 'person' as const, 'deal' as const, 'task' as const),
    link: fc.nat(9),
    text: fc.constantFrom('a', 'b', 'c'),
  }),
  fc.record({
    do: fc.constant('edit' as const),
    at: fc.nat(9),
    link: fc.nat(9),
    text: fc.constantFrom('a', 'b', 'c'),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
  }),
  fc.record({ do: fc.constant('link' as const), at: fc.nat(9), link: fc.nat(9) }),
  fc.record({ do: fc.constantFrom('delete' as const, 'restore' as const), at: fc.nat(9) }),
);

interface ModelRecord {
  readonly object: string;
  title: string;
  link: RecordId | null;
  tags: readonly string[];
  isAlive: boolean;
}

/** What a write answers, or undefined when it was refused. */
const unlessRefused = <T>(write: () => T): T | undefined => {
  try {
    return write();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
};

const TITLE: Readonly<Record<string, string>> = { company: 'name', person: 'jobTitle', deal: 'name', task: 'title' };
const LINK: Readonly<Record<string, string>> = {
  company: 'parent',
  person: 'company',
  deal: 'company',
  task: 'target',
};

/** What the actions mean, on plain objects: companies are pointed to by all; deals go with theirs, the others lose the link. */
const createModel = () => {
  const records = new Map<RecordId, ModelRecord>();
  const companies = (): readonly RecordId[] =>
    [...records].filter(([, { object }]) => object === 'company').map(([id]) => id);
  const remove = (id: RecordId): void => {
    const doomed = new Set([id]);
    for (const gone of doomed) {
      for (const [other, record] of records) {
        if (record.isAlive && record.link === gone && record.object === 'deal') doomed.add(other);
      }
    }
    for (const gone of doomed) {
      for (const [other, record] of records)
        if (record.isAlive && record.link === gone && !doomed.has(other)) record.link = null;
    }
    for (const gone of doomed) {
      const record = records.get(gone);
      if (record) record.isAlive = false;
    }
  };
  return { records, companies, remove };
};

test('any sequence of writes leaves what the same sequence leaves on plain objects', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const fixture = writeFixture();
      const model = createModel();
      const surprises: string[] = [];
      const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];
      for (const step of actions) {
        if (step.do === 'create') {
          const company = pick(model.companies(), step.link);
          const isAllowed = company === undefined || (model.records.get(company)?.isAlive ?? false);
          const link =
            company === undefined ? null : step.object === 'task' ? { object: 'company', id: company } : company;
          const values = { [TITLE[step.object] ?? '']: step.text, [LINK[step.object] ?? '']: link };
          const id = unlessRefused(() => fixture.create(step.object, values));
          if ((id !== undefined) !== isAllowed) surprises.push(`create ${step.object}`);
          if (id !== undefined) {
            model.records.set(id, {
              object: step.object,
              title: step.text,
              link: company ?? null,
              tags: [],
              isAlive: true,
            });
          }
          continue;
        }
        const id = pick([...model.records.keys()], step.at);
        const record = id && model.records.get(id);
        if (!id || !record) continue;
        if (step.do === 'delete') {
          fixture.remove(record.object, id);
          if (record.isAlive) model.remove(id);
        } else if (step.do === 'restore') {
          fixture.restore(record.object, id);
          record.isAlive = true;
        } else if (step.do === 'edit') {
          const values = {
            [TITLE[record.object] ?? '']: step.text,
            ...(record.object === 'person' && { tags: [...step.tags] }),
          };
          const outcome = unlessRefused(() => fixture.update(record.object, id, values));
          if ((outcome !== undefined) !== record.isAlive) surprises.push(`edit ${record.object}`);
          if (outcome) {
            record.title = step.text;
            if (record.object === 'person') record.tags = step.tags;
          }
        } else if (step.do === 'link' && record.object !== 'company' && record.object !== 'task') {
          const company = pick(model.companies(), step.link);
          const isAllowed = record.isAlive && company !== undefined && (model.records.get(company)?.isAlive ?? false);
          if (!isAllowed) continue;
          fixture.update(record.object, id, { company });
          record.link = company;
        }
      }

      expect(surprises).toEqual([]);
      for (const [id, record] of model.records) {
        const row = fixture.row(record.object, id);
        const link = row[`f_${LINK[record.object]}`];
        expect({
          title: row[`f_${TITLE[record.object]}`],
          link: typeof link === 'string' ? link.split(':').at(-1) : null,
          tags: typeof row['f_tags'] === 'string' ? (JSON.parse(row['f_tags']) as unknown) : [],
          isAlive: row['deleted_at'] === null,
        }).toEqual({ title: record.title, link: record.link, tags: record.tags, isAlive: record.isAlive });
      }
      fixture.indexWritten();
      expect(fixture.db.get('SELECT count(*) AS n FROM search_fts_docsize')).toEqual({
        n: [...model.records.values()].filter(({ isAlive }) => isAlive).length,
      });
    }),
    { numRuns: RUNS },
  );
}, 300_000);

interface LogRow {
  readonly t: number;
  readonly rid: number;
  readonly kind: number;
  readonly p: string;
  readonly id: string;
  readonly obj: string;
  readonly actor: string;
}

/** The tables of objects as the log alone makes them. */
const replay = (fixture: ReturnType<typeof writeFixture>): Map<string, Map<number, Record<string, unknown>>> => {
  const tables = new Map(
    [...fixture.schema.objects.keys()].map((name) => [name, new Map<number, Record<string, unknown>>()]),
  );
  const rows = fixture.db.all<LogRow>(
    `SELECT l.t, l.rid, l.kind, l.p, r.id, r.obj, o.actor FROM change_log l JOIN rec r ON r.rid = l.rid
     JOIN operation o ON o.id = l.op ORDER BY l.pos`,
  );
  for (const { t, rid, kind, p, id, obj, actor } of rows) {
    const model = fixture.schema.objects.get(obj);
    const table = tables.get(obj);
    if (!model || !table) throw new Error(`No ${obj}`);
    const object = toWritable(model);
    const row = table.get(rid) ?? {};
    table.set(rid, row);
    const payload = parsePayload(p);
    const cells =
      kind === 0 ? emptyCells(object) : object.columns.map((column) => row[column] as string | number | null);
    for (const register of object.registers) {
      const { key } = register;
      const list = payload.E?.[key];
      const elements = payload.e?.[key];
      if (payload.s && key in payload.s) setRegister(register, cells, payload.s[key] ?? null);
      else if (list) setRegister(register, cells, list);
      else if (elements) {
        const kept = setElements(register, cells).filter((element) => !elements['-'].includes(element));
        setRegister(register, cells, [...kept, ...elements['+']]);
      }
    }
    object.columns.forEach((column, i) => {
      row[column] = cells[i];
    });
    const by = JSON.parse(actor) as ActorValue;
    if (kind === 0) {
      row['position'] ??= positionOfStamp(t);
      Object.assign(row, { rid, id, created_at: stampToMs(t), created_by: by, deleted_at: null });
    }
    if (kind < 2) Object.assign(row, { updated_at: stampToMs(t), updated_by: by });
    else row['deleted_at'] = payload.l ? null : stampToMs(t);
  }
  return tables;
};

test('replaying the log from nothing makes the same tables, undo and bulk writes included', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(action, fc.constant({ do: 'undo' as const })), { maxLength: 25 }),
      async (actions) => {
        const fixture = writeFixture();
        const seeds: RecordWrite[] = ['Acme', 'Beta'].map((name) => ({
          kind: 'create',
          object: 'company',
          values: { name, domains: ['b.de', 'a.de'] },
        }));
        fixture.database.inTransaction((db) =>
          ingest(fixture.deps, db, { actor: { kind: 'import', name: 'people.csv' }, verb: 'import' }, seeds),
        );
        for (const step of actions) {
          fixture.advance(step.do.length % 3);
          const ids = fixture.db.all<{ readonly id: RecordId; readonly obj: string }>(
            'SELECT id, obj FROM rec ORDER BY rid',
          );
          const at = 'at' in step ? ids[step.at % ids.length] : undefined;
          const company = ids.filter(({ obj }) => obj === 'company')[0]?.id ?? null;
          try {
            if (step.do === 'undo') await undoOperation(fixture.deps, { actor: fixture.actor });
            else if (step.do === 'create')
              fixture.create(step.object, {
                [TITLE[step.object] ?? '']: step.text,
                position: step.text === 'a' ? 'a1' : null,
              });
            else if (at && step.do === 'delete') fixture.remove(at.obj, at.id);
            else if (at && step.do === 'restore') fixture.restore(at.obj, at.id);
            else if (at && step.do === 'edit')
              fixture.update(at.obj, at.id, {
                [TITLE[at.obj] ?? '']: step.text,
                ...(at.obj === 'person' && {
                  tags: [...step.tags],
                  name: { first: step.text, last: step.tags.join('') },
                  emails: step.tags.map((tag) => `${tag}@x.de`),
                  address: { city: step.text, latitude: step.link },
                }),
              });
            else if (at && step.do === 'link' && at.obj === 'person') fixture.update(at.obj, at.id, { company });
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
        }

        for (const [name, rows] of replay(fixture)) {
          const stored = fixture.db.all<Record<string, unknown>>(`SELECT * FROM r_${name} ORDER BY rid`);
          expect([...rows.values()]).toEqual(stored.map((row) => ({ ...row, ...fixture.authors(row) })));
        }
      },
    ),
    { numRuns: RUNS },
  );
}, 300_000);

const writeOf: fc.Arbitrary<RecordWrite> = fc
  .record({
    kind: fc.constantFrom('create' as const, 'update' as const, 'delete' as const, 'restore' as const),
    object: fc.constantFrom('company', 'person'),
    at: fc.nat(5),
    text: fc.constantFrom('a', 'b', 'c'),
    link: fc.nat(5),
  })
  .map(({ kind, object, at, text, link }): RecordWrite => {
    const idOf = (of: string, n: number): RecordId => RecordId.parse(derivedUuid(of, String(n)));
    const id = idOf(object, at);
    const values =
      object === 'company'
        ? { name: text, taxId: text, domains: [`${text}.de`] }
        : { name: text, emails: [`${text}@x.de`], company: idOf('company', link), tags: [text] };
    return kind === 'create' || kind === 'update' ? { kind, object, id, values } : { kind, object, id };
  });

test('many writes at a time leave exactly what the same writes leave one at a time', () => {
  fc.assert(
    fc.property(fc.array(writeOf, { maxLength: 60 }), (writes) => {
      const together = writeFixture();
      const apart = writeFixture();
      const intent = { actor: together.actor, verb: 'import' } as const;

      const outcome = together.database.inTransaction((db) => ingest(together.deps, db, intent, writes));
      const refused = writes.map((write) => unlessRefused(() => apart.write(write)) === undefined);

      expect(outcome.results.map((result) => result instanceof AppError)).toEqual(refused);
      expect(together.tables()).toEqual(apart.tables());
      const log = 'SELECT dev, dseq, t, rid, kind, scope, p, prev, cause FROM change_log ORDER BY pos';
      expect(together.db.all(log)).toEqual(apart.db.all(log));
    }),
    { numRuns: RUNS },
  );
}, 300_000);

test('the counter of the device has no holes and stamps rise, whatever was refused or rolled back', () => {
  const fixture = writeFixture();
  for (let i = 0; i < 30; i += 1) {
    if (i % 7 === 3) fixture.advance(-60_000);
    try {
      fixture.write(
        { kind: 'create', object: 'company', values: { name: `C${i}` } },
        { kind: 'create', object: 'company', values: i % 3 === 0 ? {} : { name: 'ok' } },
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  const rows = fixture.db.all<{ readonly dseq: number; readonly t: number }>(
    'SELECT dseq, t FROM change_log ORDER BY pos',
  );

  expect(rows.map(({ dseq }) => dseq)).toEqual(rows.map((_, i) => i + 1));
  expect(rows.every(({ t }, i) => i === 0 || t > (rows[i - 1]?.t ?? 0))).toBe(true);
});
