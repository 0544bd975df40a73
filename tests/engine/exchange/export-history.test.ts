import { expect, test } from 'vitest';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';
import { readExport } from './exchange-fixture';

test('who changed what is written field by field, with what a spreadsheet would run made harmless', async () => {
  const engine = await testEngine();
  const { client, clock } = engine;
  const fromMs = clock.nowMs() + 1000;
  await client.records.create({ object: 'company', values: { name: 'Before' } });
  clock.advance(2000);
  const { row } = await client.records.create({ object: 'company', values: { name: 'Acme', industry: '=1+1' } });
  await client.records.update({ object: 'company', id: row.id, values: { industry: 'Steel, tin' } });
  await client.records.delete({ object: 'company', selection: { ids: [row.id] } });

  const { file, rows } = await client.exchange.exportHistory({ filter: { fromMs }, format: 'csv' });

  const lines = readExport(engine, file).trimEnd().split('\r\n');
  expect(rows).toBe(3);
  expect(lines[0]).toBe('Time,Person,By way of,Action,Change,Object,Record,Record id,Field,Before,After,Action number');
  expect(lines[1]).toContain(`,person,delete,delete,Company,Acme,${row.id},,,,`);
  expect(lines[2]).toContain(`,update,update,Company,Acme,${row.id},Industry,'=1+1,"Steel, tin",`);
  expect(lines.slice(3).some((line) => line.includes(",Industry,,'=1+1,"))).toBe(true);
  expect(lines.join('')).not.toContain('Before ');
});

test('JSON lines say the same as the list of changes', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const { row } = await client.records.create({ object: 'company', values: { name: 'Acme' } });
  await client.records.update({ object: 'company', id: row.id, values: { name: 'Acme AG' } });

  const { file } = await client.exchange.exportHistory({ filter: { object: 'company' }, format: 'jsonl' });

  const lines = readExport(engine, file)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toEqual((await client.history.changes({ object: 'company' })).changes);
});

test('without the right to export an object nothing of it is written', async () => {
  const engine = await testEngine();
  const bo = await newMember(engine, 'Bo', { objects: { company: everything({ rights: ['see', 'create'] }) } });
  await engine.client.records.create({ object: 'company', values: { name: 'Acme' } });
  await engine.client.records.create({ object: 'person', values: { jobTitle: 'Boss' } });

  const { file } = await bo.client.exchange.exportHistory({ filter: {}, format: 'csv' });

  expect(readExport(engine, file)).toContain('Boss');
  expect(readExport(engine, file)).not.toContain('Acme');
  await expect(
    bo.client.exchange.exportHistory({ filter: { object: 'company' }, format: 'csv' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});
