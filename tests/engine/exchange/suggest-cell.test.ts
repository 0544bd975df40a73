import { expect, test } from 'vitest';
import type { FieldType } from '@shared/domain/schema';
import { testEngine } from '../../helpers/test-engine';
import { planFor, stage } from './exchange-fixture';

const CASES: readonly (readonly [type: FieldType, cell: string, suggestion: string | null])[] = [
  ['emails', 'hannah@@arden.example', 'hannah@arden.example'],
  ['emails', 'hannah @arden.example', 'hannah@arden.example'],
  ['emails', 'hannah@arden,example', 'hannah@arden.example'],
  ['emails', 'hannah (at) arden.example', 'hannah@arden.example'],
  ['emails', 'hannah@arden..example', 'hannah@arden.example'],
  ['emails', 'a@@x.example, b@@x.example', null],
  ['emails', 'n/a', null],
  ['currency', 'ca. 40k', '40000.00 EUR'],
  ['currency', '52750,O0', '52750.00 EUR'],
  ['currency', 'too much', null],
  ['integer', '~ 120', '120'],
  ['number', '1O .5', '10.5'],
  ['percent', 'about 12 %', '12%'],
  ['date', '31/02/2026', null],
  ['date', '3O/01/2026', '2026-01-30'],
  ['date', '30//01/2026', '2026-01-30'],
  ['links', 'https//arden.example', 'https://arden.example'],
  ['boolean', 'perhaps', null],
];

test('a slip of the hand with one reading has a suggestion, which its field takes; what may mean anything has none', async () => {
  const engine = await testEngine();
  const header = ['Name', ...CASES.map((_, i) => `Column ${i}`)];
  const row = ['Ann Lee', ...CASES.map(([, cell]) => `"${cell}"`)];
  const file = stage(engine, `${header.join(';')}\n${row.join(';')}\n`);
  const plan = await planFor(engine, file, { object: 'person', matchBy: null });
  const reading = { ...plan.reading, dateOrder: 'dmy' as const, decimalComma: false };
  const columns = CASES.map(([type], i) => ({
    index: i + 1,
    target: { kind: 'new' as const, label: `Column ${i}`, type },
  }));

  const check = await engine.client.exchange.check({ ...plan, reading, columns });
  const found = new Map(check.problems.map(({ index, suggestion }) => [index, suggestion]));
  const fixes = [...found].flatMap(([index, text]) =>
    index === null || text === null ? [] : [{ line: 2, column: index, text }],
  );
  const fixed = await engine.client.exchange.check({ ...plan, reading, columns, fixes });

  expect(CASES.map(([type, cell], i) => [type, cell, found.get(i + 1)])).toEqual(CASES);
  expect(fixed.problems.map(({ index }) => index)).toEqual(
    CASES.flatMap(([, , suggestion], i) => (suggestion === null ? [i + 1] : [])),
  );
});
