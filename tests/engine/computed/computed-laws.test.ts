import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import type { FieldValue } from '@shared/domain/values';
import { formatMessage } from '@shared/messages/format-message';
import { type ComputedWorkspace, computedWorkspace, euro } from './computed-workspace';

const cycleOf = async (work: Promise<unknown>): Promise<unknown> => {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  const data: unknown = failure instanceof Error && 'data' in failure ? failure.data : undefined;
  return typeof data === 'object' && data !== null && 'cycle' in data ? data.cycle : failure;
};

const redefine = ({ client }: ComputedWorkspace, object: string, name: string, expression: string) =>
  client.schema.updateField({ object, name, settings: { expression } });

test('a formula that needs itself is refused, by whatever way, with the way', async () => {
  const workspace = await computedWorkspace();
  const { client, formula, rollup } = workspace;
  await formula('opportunity', 'weight', 'amount(amount)');
  await client.schema.updateField({ object: 'opportunity', name: 'weight', label: 'Weight' });
  await rollup('company', 'total', { related: 'opportunities', fn: 'sum', field: 'weight' });
  await client.schema.updateField({ object: 'company', name: 'total', label: 'Total' });
  await formula('opportunity', 'share', 'weight / company.total');

  expect(await cycleOf(redefine(workspace, 'opportunity', 'weight', 'weight + 1'))).toBe('Weight → Weight');
  expect(await cycleOf(redefine(workspace, 'opportunity', 'weight', 'share * 2'))).toContain('share');
  expect(['Weight → Company › Total → Weight', 'Total → Deal › Weight → Total']).toContain(
    await cycleOf(redefine(workspace, 'opportunity', 'weight', 'company.total')),
  );
  const { objects } = await client.schema.get({});
  const fields = objects.find(({ name }) => name === 'opportunity')?.fields;
  expect(fields?.find(({ name }) => name === 'weight')?.settings.expression).toBe('amount(amount)');
});

test('a formula that would need itself is refused while it is tried, before any value is shown', async () => {
  const { client, add, formula } = await computedWorkspace();
  await add('opportunity', { name: 'Pumps', amount: euro(100) });
  await formula('opportunity', 'weight', 'amount(amount)');
  await formula('opportunity', 'share', 'weight / 2');
  const trial = { object: 'opportunity', type: 'formula', settings: { expression: 'share * 2' } } as const;

  const tried = await client.records.tryComputed({ ...trial, field: 'weight' });
  const ofAnother = await client.records.tryComputed(trial);

  expect(tried).toMatchObject({ result: null, examples: [] });
  expect(tried.issues.map(({ message }) => formatMessage(message)).join()).toContain('weight → share → weight');
  expect(ofAnother.examples).toHaveLength(1);
});

test('an undo or a restored field that would close a chain is refused, and changes nothing', async () => {
  const workspace = await computedWorkspace();
  const { client, formula } = workspace;
  await formula('opportunity', 'b', '1');
  await formula('opportunity', 'a', 'b + 1');
  await client.schema.deleteField({ object: 'opportunity', name: 'a' });
  await formula('opportunity', 'c', 'b + 1');
  await redefine(workspace, 'opportunity', 'b', '2');
  const { operations } = await client.history.operations({});

  await redefine(workspace, 'opportunity', 'c', '3');
  await redefine(workspace, 'opportunity', 'b', 'c + 1');
  const closing = (await client.history.operations({})).operations.find(
    ({ id }) => !operations.some((old) => old.id === id),
  );
  expect(closing).toBeDefined();
  const made = await client.history.operations({});
  const [, freed] = made.operations;

  expect(await cycleOf(client.history.undo({ operationId: freed?.id }))).toContain(' → ');
  expect((await client.schema.broken({})).length).toBe(0);
});

test('what a formula needs is not deleted, and the formula is named', async () => {
  const { client, field, formula, rollup } = await computedWorkspace();
  await field('opportunity', 'seats', 'number');
  await formula('opportunity', 'double', 'seats * 2');
  await client.schema.createObject({ labelSingular: 'Visit', labelPlural: 'Visits', name: 'visit' });
  await field('visit', 'company', 'relation', { target: 'company', inverseName: 'visits' });
  await rollup('company', 'visitCount', { related: 'visits', fn: 'count' });

  await expect(client.schema.deleteField({ object: 'opportunity', name: 'seats' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('double (Deals)') as string,
  });
  await expect(client.schema.deleteField({ object: 'visit', name: 'company' })).rejects.toMatchObject({
    message: expect.stringContaining('visitCount (Companies)') as string,
  });
  await expect(client.schema.deleteObject({ name: 'visit' })).rejects.toMatchObject({
    message: expect.stringContaining('visitCount (Companies)') as string,
  });
});

test('an undo that takes away what a formula needs leaves it empty and broken until it is back', async () => {
  const { add, client, field, formula, redo, undo, value } = await computedWorkspace();
  const deal = await add('opportunity', { name: 'Pumps' });
  await field('opportunity', 'seats', 'number');
  const { operations } = await client.history.operations({});
  await formula('opportunity', 'double', 'ifEmpty(seats, 4) * 2');
  expect(await value('opportunity', deal, 'double')).toBe(8);

  await client.history.undo({ operationId: operations[0]?.id });

  expect(await value('opportunity', deal, 'double')).toBeNull();
  expect(await client.schema.broken({})).toMatchObject([{ object: 'opportunity', field: 'double' }]);
  await redo();
  await undo().catch(() => undefined);
  await client.schema.restoreField({ object: 'opportunity', name: 'seats' }).catch(() => undefined);
  expect(await client.schema.broken({})).toEqual([]);
  expect(await value('opportunity', deal, 'double')).toBe(8);
});

const DEALS = 12;
const COMPANIES = 4;
const PEOPLE = 3;

type Step =
  | { readonly kind: 'amount'; readonly deal: number; readonly amount: number | null }
  | { readonly kind: 'move'; readonly deal: number; readonly company: number | null }
  | { readonly kind: 'contact'; readonly deal: number; readonly person: number | null }
  | { readonly kind: 'rate'; readonly person: number; readonly rating: number | null }
  | { readonly kind: 'delete' | 'restore'; readonly deal: number }
  | { readonly kind: 'gone' | 'back'; readonly company: number }
  | { readonly kind: 'bids'; readonly company: number; readonly deals: readonly number[] }
  | { readonly kind: 'bidders'; readonly deal: number; readonly companies: readonly number[] }
  | { readonly kind: 'undo' };

const at = (count: number) => fc.nat(count - 1);
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), deal: at(DEALS), amount: fc.option(fc.nat(50)) }),
  fc.record({ kind: fc.constant('move' as const), deal: at(DEALS), company: fc.option(at(COMPANIES)) }),
  fc.record({ kind: fc.constant('contact' as const), deal: at(DEALS), person: fc.option(at(PEOPLE)) }),
  fc.record({
    kind: fc.constant('rate' as const),
    person: at(PEOPLE),
    rating: fc.option(fc.integer({ min: 1, max: 5 })),
  }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'restore' as const), deal: at(DEALS) }),
  fc.record({ kind: fc.constantFrom('gone' as const, 'back' as const), company: at(COMPANIES) }),
  fc.record({ kind: fc.constant('bids' as const), company: at(COMPANIES), deals: fc.uniqueArray(at(DEALS)) }),
  fc.record({ kind: fc.constant('bidders' as const), deal: at(DEALS), companies: fc.uniqueArray(at(COMPANIES)) }),
  fc.record({ kind: fc.constant('undo' as const) }),
);

const amountOf = (value: FieldValue | undefined): number | null =>
  typeof value === 'object' && value !== null && 'amountMinor' in value ? value.amountMinor / 100 : null;
const idOf = (value: FieldValue | undefined): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null;

const idsOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.flatMap((each: FieldValue) => idOf(each) ?? []) : [];

/** What every computed value should be, worked out from what can be read of the rest. */
const expectRight = async ({ client }: ComputedWorkspace): Promise<void> => {
  const all = async (object: string) => (await client.records.query({ object, page: { limit: 100 } })).rows;
  const [deals, companies, people] = [await all('opportunity'), await all('company'), await all('person')];
  const ratings = new Map(people.map((row) => [String(row.id), row['rating']]));
  const weights = new Map<string, number | null>();
  for (const deal of deals) {
    const [amount, rating] = [amountOf(deal['amount']), ratings.get(idOf(deal['contact']) ?? '')];
    const weight = amount === null || typeof rating !== 'number' ? null : amount * rating;
    weights.set(deal.id, weight);
    expect([deal.id, deal['weight']]).toEqual([deal.id, weight]);
  }
  const totals = new Map<string, number>();
  for (const company of companies) {
    const own = deals.filter((deal) => idOf(deal['company']) === company.id);
    const bids = deals.filter((deal) => idsOf(company['bids']).includes(deal.id));
    const bidWeights = bids.flatMap((deal) => weights.get(deal.id) ?? []);
    expect([company['bidCount'], company['bidWeight']]).toEqual([
      bids.length,
      bidWeights.length === 0 ? null : bidWeights.reduce((sum, weight) => sum + weight, 0),
    ]);
    const total = own.reduce((sum, deal) => sum + (weights.get(deal.id) ?? 0), 0);
    const isEmpty = own.every((deal) => weights.get(deal.id) === null);
    totals.set(company.id, isEmpty ? 0 : total);
    expect([company['dealCount'], company['weights'], company['grade']]).toEqual([
      own.length,
      isEmpty ? null : total,
      (isEmpty ? 0 : total) > 60 ? 'A' : 'B',
    ]);
  }
  for (const deal of deals) {
    const total = totals.get(idOf(deal['company']) ?? '');
    expect(deal['companyGrade']).toEqual(total === undefined ? null : total > 60 ? 'A' : 'B');
  }
};

test('after random writes every computed value equals a naive computation', { timeout: 120_000 }, async () => {
  const workspace = await computedWorkspace();
  const { add, field, formula, remove, restore, rollup, set, undo } = workspace;
  const companies: RecordId[] = [];
  const people: RecordId[] = [];
  const deals: RecordId[] = [];
  for (let n = 0; n < COMPANIES; n += 1) companies.push(await add('company', { name: `c${n}` }));
  for (let n = 0; n < PEOPLE; n += 1)
    people.push(await add('person', { name: { first: 'P', last: `${n}` }, rating: n + 1 }));
  await formula('opportunity', 'weight', 'amount(amount) * contact.rating');
  await rollup('company', 'dealCount', { related: 'opportunities', fn: 'count' });
  await rollup('company', 'weights', { related: 'opportunities', fn: 'sum', field: 'weight' });
  await field('company', 'bids', 'relations', { target: 'opportunity', inverseName: 'bidders' });
  await rollup('company', 'bidCount', { related: 'bids', fn: 'count' });
  await rollup('company', 'bidWeight', { related: 'bids', fn: 'sum', field: 'weight' });
  await formula('company', 'grade', 'ifEmpty(weights, 0) > 60 ? "A" : "B"');
  await formula('opportunity', 'companyGrade', 'company.grade');
  for (let n = 0; n < DEALS; n += 1)
    deals.push(
      await add('opportunity', {
        name: `d${n}`,
        amount: euro(n),
        company: companies[n % COMPANIES] ?? null,
        contact: people[n % PEOPLE] ?? null,
      }),
    );
  const idAt = (ids: readonly RecordId[], index: number | null): RecordId | null =>
    index === null ? null : (ids[index] ?? null);
  const patch = (object: string, id: RecordId | null, values: Parameters<typeof set>[2]) =>
    id ? set(object, id, values) : undefined;
  const take = async (step: Step): Promise<unknown> => {
    switch (step.kind) {
      case 'amount':
        return patch('opportunity', idAt(deals, step.deal), {
          amount: step.amount === null ? null : euro(step.amount),
        });
      case 'move':
        return patch('opportunity', idAt(deals, step.deal), { company: idAt(companies, step.company) });
      case 'contact':
        return patch('opportunity', idAt(deals, step.deal), { contact: idAt(people, step.person) });
      case 'rate':
        return patch('person', idAt(people, step.person), { rating: step.rating });
      case 'delete':
        return remove('opportunity', ...deals.slice(step.deal, step.deal + 2));
      case 'restore':
        return restore('opportunity', ...deals.slice(step.deal, step.deal + 2));
      case 'gone':
        return remove('company', ...companies.slice(step.company, step.company + 1));
      case 'back':
        return restore('company', ...companies.slice(step.company, step.company + 1));
      case 'bids':
        return patch('company', idAt(companies, step.company), { bids: step.deals.flatMap((n) => deals[n] ?? []) });
      case 'bidders':
        return patch('opportunity', idAt(deals, step.deal), {
          bidders: step.companies.flatMap((n) => companies[n] ?? []),
        });
      case 'undo':
        return undo();
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 8 }), async (taken) => {
      for (const step of taken) {
        const outcome = await take(step).then(
          () => ({ code: 'done' }),
          (error: unknown) => error,
        );
        // A record in the trash is neither changed nor pointed to.
        expect(outcome).toMatchObject({ code: expect.stringMatching(/^(done|invalid_input)$/) as string });
        await expectRight(workspace);
      }
    }),
    { numRuns: 25 },
  );
});
