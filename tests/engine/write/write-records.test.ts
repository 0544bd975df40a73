import { generateKeyBetween } from 'fractional-indexing';
import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { ErrorCode, ErrorDetail } from '@shared/errors/app-error';
import type { RecordWrite } from '@main/engine/records/write/record-write';
import { writeFixture } from '../../helpers/write-fixture';

const NOBODY = RecordId.parse('00000000-0000-7000-8000-000000000000');

interface LogRow {
  readonly dev: number;
  readonly dseq: number;
  readonly t: number;
  readonly grp: number;
  readonly kind: number;
  readonly p: string;
  readonly prev: string | null;
  readonly op: number;
}
const readLog = (fixture: ReturnType<typeof writeFixture>): readonly LogRow[] =>
  fixture.db.all<LogRow>('SELECT * FROM change_log ORDER BY pos');

test('a create writes the row, the stamp, the log without nulls, the indexes and the total', () => {
  const fixture = writeFixture();
  const company = fixture.create('company', { name: 'Acme' });
  const id = fixture.create('person', {
    name: { first: 'Ann', last: 'Lee' },
    emails: ['Ann@Acme.com'],
    company,
    tags: ['b', 'a'],
    optIn: true,
    jobTitle: null,
  });

  const row = fixture.row('person', id);
  expect(row).toMatchObject({ f_name__first: 'Ann', f_emails: '["Ann@Acme.com"]', f_company: company, f_optIn: 1 });
  expect(row['created_at']).toBe(Date.UTC(2026, 0, 1));
  expect(fixture.authors(row)).toEqual({ created_by: fixture.actor, updated_by: fixture.actor });
  const change = readLog(fixture).at(-1);
  expect(JSON.parse(change?.p ?? '')).toEqual({
    s: { 'name.first': 'Ann', 'name.last': 'Lee', company, optIn: true },
    E: { emails: ['Ann@Acme.com'], tags: ['b', 'a'] },
  });
  expect(change).toMatchObject({ dseq: 2, kind: 0, prev: null });
  expect(fixture.db.all('SELECT v, obj, f FROM value_index')).toEqual([
    { v: 'ann@acme.com', obj: 'person', f: 'emails' },
  ]);
  expect(fixture.search('lee')).toEqual([row['rid']]);
  expect(fixture.search('acme')).toHaveLength(2);
  expect(fixture.db.get("SELECT live, trashed FROM object_count WHERE obj = 'person'")).toEqual({
    live: 1,
    trashed: 0,
  });
  expect(fixture.db.get('SELECT base_t, base_dev, x FROM rec WHERE rid = ?', [Number(row['rid'])])).toEqual({
    base_t: change?.t,
    base_dev: 1,
    x: null,
  });
});

test('a patch logs only what changed, keeps the old values and stamps the registers', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { name: 'Ann Lee', tags: ['a'], score: 3, jobTitle: 'CTO' });
  fixture.advance(1000);

  fixture.update('person', id, { name: 'Ann Berg', tags: ['a', 'c'], score: null, jobTitle: 'CTO' });

  const change = readLog(fixture).at(-1);
  expect(JSON.parse(change?.p ?? '')).toEqual({
    s: { 'name.last': 'Berg', score: null },
    e: { tags: { '+': ['c'], '-': [] } },
  });
  expect(JSON.parse(change?.prev ?? '')).toEqual({ 'name.first': 'Ann', 'name.last': 'Lee', score: 3, tags: ['a'] });
  const x = fixture.db.get<{ x: string }>('SELECT x FROM rec WHERE id = ?', [id])?.x ?? '';
  const stamp = [change?.t, 1];
  expect(JSON.parse(x)).toEqual({ 'name.last': stamp, score: stamp, tags: { e: { c: [...stamp, 1] } } });
  expect(fixture.row('person', id)).toMatchObject({ updated_at: Date.UTC(2026, 0, 1) + 1000, f_tags: '["a","c"]' });
  expect(fixture.search('lee')).toEqual([]);
  expect(fixture.search('berg')).toHaveLength(1);
});

test('setting a field to what it is already changes and logs nothing', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { name: 'Ann Lee', emails: ['a@b.c'], address: { city: 'Rome' } });

  const outcome = fixture.update('person', id, { name: 'Ann Lee', emails: 'a@b.c', address: { city: 'Rome' } });

  expect(outcome.operationId).toBeNull();
  expect(outcome.results).toMatchObject([{ isChanged: false }]);
  expect(outcome.changes).toEqual({ topics: [], records: [] });
  expect(readLog(fixture)).toHaveLength(1);
});

test('a list whose order changed is logged whole', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { emails: ['a@b.c', 'd@e.f'] });

  fixture.update('person', id, { emails: ['d@e.f', 'a@b.c'] });

  expect(JSON.parse(readLog(fixture).at(-1)?.p ?? '')).toEqual({ E: { emails: ['d@e.f', 'a@b.c'] } });
});

const REFUSED: readonly (readonly [
  string,
  RecordWrite,
  { readonly code: ErrorCode; readonly detail?: ErrorDetail },
])[] = [
  ['an unknown object', { kind: 'create', object: 'nothing', values: {} }, { code: 'not_found' }],
  [
    'an object named like a property of every object',
    { kind: 'create', object: '__proto__', values: {} },
    { code: 'not_found' },
  ],
  ['an unknown record', { kind: 'update', object: 'person', id: NOBODY, values: {} }, { code: 'not_found' }],
  [
    'an unknown field',
    { kind: 'create', object: 'person', values: { nope: 1 } },
    { code: 'invalid_input', detail: { field: 'nope' } },
  ],
  [
    'a field of the system',
    { kind: 'create', object: 'person', values: { createdAt: 1 } },
    { code: 'invalid_input', detail: { field: 'createdAt' } },
  ],
  [
    'a missing required value',
    { kind: 'create', object: 'company', values: {} },
    { code: 'invalid_input', detail: { field: 'name', reason: 'required' } },
  ],
  [
    'a value of the wrong type',
    { kind: 'create', object: 'person', values: { score: 'many' } },
    { code: 'invalid_input', detail: { field: 'score' } },
  ],
  [
    'a relation to nobody',
    { kind: 'create', object: 'person', values: { company: NOBODY } },
    { code: 'invalid_input', detail: { field: 'company' } },
  ],
  [
    'a file that was not uploaded',
    {
      kind: 'create',
      object: 'person',
      values: { photo: [{ id: 'a'.repeat(64), name: 'x', mime: 'image/png', sizeBytes: 1 }] },
    },
    { code: 'invalid_input', detail: { field: 'photo' } },
  ],
  [
    'a text over 256 KiB',
    { kind: 'create', object: 'person', values: { jobTitle: 'x'.repeat(300_000) } },
    { code: 'invalid_input', detail: { field: 'jobTitle' } },
  ],
];

test.each(REFUSED)('%s is refused', (_, write, { code, detail: named }) => {
  const fixture = writeFixture();
  const detail: unknown = expect.objectContaining(named ?? {});

  expect(() => fixture.write(write)).toThrow(expect.objectContaining({ code, detail }));
});

test('a relation may not point to a record of another object or in the trash', () => {
  const fixture = writeFixture();
  const person = fixture.create('person', { name: 'Ann Lee' });
  const company = fixture.create('company', { name: 'Acme' });
  fixture.remove('company', company);

  expect(() => fixture.create('person', { company: person })).toThrow(/no such record/);
  expect(() => fixture.create('person', { company })).toThrow(/no such record/);
});

test('a record may not point to itself', () => {
  const fixture = writeFixture();
  const id = fixture.create('company', { name: 'Acme' });

  expect(() => fixture.update('company', id, { parent: id })).toThrow(/itself/);
});

test('when one write of several is refused, none leaves a trace', () => {
  const fixture = writeFixture();
  fixture.create('company', { name: 'Acme' });
  const before = [
    fixture.tables(),
    readLog(fixture),
    fixture.db.all('SELECT * FROM sync_self'),
    fixture.db.all('SELECT * FROM operation'),
  ];

  expect(() =>
    fixture.write(
      { kind: 'create', object: 'company', values: { name: 'Beta' } },
      { kind: 'create', object: 'company', values: { name: null } },
    ),
  ).toThrow(/required/);

  expect([
    fixture.tables(),
    readLog(fixture),
    fixture.db.all('SELECT * FROM sync_self'),
    fixture.db.all('SELECT * FROM operation'),
  ]).toEqual(before);
});

test('a unique value is refused while a live record has it, and names that record', () => {
  const fixture = writeFixture();
  const id = fixture.create('company', { name: 'Acme', taxId: 'DE 1' });

  expect(() => fixture.create('company', { name: 'Beta', taxId: 'de 1' })).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      detail: expect.objectContaining({ field: 'taxId', reason: 'not_unique', id }) as unknown,
    }),
  );
  fixture.update('company', id, { taxId: 'DE 1' });
  fixture.remove('company', id);
  const other = fixture.create('company', { name: 'Beta', taxId: 'DE 1' });
  expect(() => fixture.restore('company', id)).toThrow(
    expect.objectContaining({ detail: expect.objectContaining({ id: other }) as unknown }),
  );
});

test('an id that is taken is a conflict', () => {
  const fixture = writeFixture();
  const id = fixture.create('company', { name: 'Acme' });

  expect(() => fixture.write({ kind: 'create', object: 'person', id, values: {} })).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
});

test('a deleted record leaves search and lists and comes back whole', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { name: 'Ann Lee', emails: ['a@b.c'] });
  const before = fixture.tables();
  fixture.advance(5);

  fixture.remove('person', id);

  expect(fixture.row('person', id)['deleted_at']).toBe(Date.UTC(2026, 0, 1) + 5);
  expect(fixture.search('ann')).toEqual([]);
  expect(fixture.db.all('SELECT * FROM value_index')).toEqual([]);
  expect(fixture.db.get("SELECT live, trashed FROM object_count WHERE obj = 'person'")).toEqual({
    live: 0,
    trashed: 1,
  });
  expect(() => fixture.update('person', id, { score: 1 })).toThrow(/trash/);
  expect(fixture.remove('person', id).results).toMatchObject([{ isChanged: false }]);
  fixture.restore('person', id);
  expect(fixture.tables()).toEqual(before);
});

test('a deleted target clears links, takes along what belongs to it, or is refused, in one action', () => {
  const fixture = writeFixture();
  const company = fixture.create('company', { name: 'Acme' });
  const person = fixture.create('person', { name: 'Ann Lee', company });
  const deal = fixture.create('deal', { name: 'Big', company });
  const task = fixture.create('task', { title: 'Call', target: { object: 'deal', id: deal } });
  const invoice = fixture.create('invoice', { name: 'R1', company });

  expect(() => fixture.remove('company', company)).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      detail: expect.objectContaining({ reason: 'in_use', object: 'invoice', count: 1 }) as unknown,
    }),
  );
  fixture.remove('invoice', invoice);
  const outcome = fixture.remove('company', company);

  expect(fixture.row('person', person)).toMatchObject({ f_company: null, deleted_at: null });
  expect(fixture.row('deal', deal)['deleted_at']).not.toBeNull();
  expect(fixture.row('deal', deal)['f_company']).toBe(company);
  expect(fixture.row('task', task)).toMatchObject({ f_target: null, deleted_at: null });
  expect(readLog(fixture).filter(({ op }) => op === outcome.operationId)).toHaveLength(4);
  expect(
    fixture.db.get('SELECT count, verb, object, subject FROM operation WHERE id = ?', [outcome.operationId]),
  ).toEqual({
    count: 1,
    verb: 'delete',
    object: 'company',
    subject: 'Acme',
  });
});

test('the change set names objects, records and fields', () => {
  const fixture = writeFixture();
  const id = fixture.create('person', { name: 'Ann Lee' });
  fixture.update('person', id, { score: 2 });

  expect(fixture.published).toMatchObject([
    {
      topics: ['records', 'history', 'workspace'],
      records: [{ object: 'person', hasMembershipChange: true, ids: [id] }],
    },
    {
      topics: ['records', 'history'],
      records: [
        { object: 'person', hasMembershipChange: false, fields: ['score', 'updatedAt', 'updatedBy'], ids: [id] },
      ],
    },
  ]);
});

test('more than 200 records are not named one by one', () => {
  const fixture = writeFixture();
  const outcome = fixture.write(
    ...Array.from({ length: 201 }, (_, i) => ({
      kind: 'create' as const,
      object: 'company',
      values: { name: `C${i}` },
    })),
  );

  expect(outcome.changes.records[0]?.ids).toBeNull();
});

test('the manual order of new records is that of their making, in keys that can be split', () => {
  const fixture = writeFixture();
  const ids = Array.from({ length: 70 }, (_, i) => {
    fixture.advance(i % 3);
    return fixture.create('company', { name: `C${i}` });
  });

  const positions = ids.map((id) => String(fixture.row('company', id)['position']));
  expect(positions.toSorted()).toEqual(positions);
  expect(new Set(positions).size).toBe(70);
  for (let i = 1; i < positions.length; i += 1) {
    const between = generateKeyBetween(positions[i - 1], positions[i]);
    expect(between > (positions[i - 1] ?? '') && between < (positions[i] ?? '')).toBe(true);
  }
  const last = generateKeyBetween(positions.at(-1), null);
  fixture.advance(10);
  expect(String(fixture.row('company', fixture.create('company', { name: 'new' }))['position']) > last).toBe(true);
});

test('a position that a person chose is logged', () => {
  const fixture = writeFixture();
  const id = fixture.create('company', { name: 'Acme', position: 'a1' });
  fixture.update('company', id, { position: 'a2' });

  expect(readLog(fixture).map(({ p }) => JSON.parse(p) as unknown)).toEqual([
    { s: { name: 'Acme', position: 'a1' } },
    { s: { position: 'a2' } },
  ]);
});
