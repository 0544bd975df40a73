import { expect, test } from 'vitest';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
import { allRows, importFile, readExport, stage } from '../exchange/exchange-fixture';
import { testEngine } from '../../helpers/test-engine';

const TEXT = '# Visit\n\nMet **Ann** at [us](https://a.example)\n- price_list\n- _terms_';

const withNote = async () => {
  const engine = await testEngine();
  const person = await engine.client.records.create({ object: 'person', values: { name: 'Ann Lee' } });
  const { row } = await engine.client.records.create({
    object: 'note',
    values: { title: 'Visit', body: TEXT, target: { object: 'person', id: person.row.id } },
  });
  return { engine, client: engine.client, row, person: person.row };
};

test('a note takes Markdown or a document, and is read as a document', async () => {
  const { client, row } = await withNote();

  expect(row['body']).toEqual(readMarkdown(TEXT));
  const again = await client.records.update({
    object: 'note',
    id: row.id,
    values: { body: structuredClone(readMarkdown(TEXT)) as never },
  });
  expect(again.operationId).toBeNull();
});

test('its words are filtered and searched, its formatting is not', async () => {
  const { client } = await withNote();
  const count = async (value: string) => {
    const filter = { field: 'body', op: 'contains', value } as const;
    return (await client.records.query({ object: 'note', filter })).total;
  };

  const hits = await client.search.find({ text: 'price_list' });

  expect(hits.results.map(({ object }) => object)).toContain('note');
  expect([await count('met ann AT us'), await count('a.example'), await count('paragraph')]).toEqual([1, 0, 0]);
});

test('its history and undo bring back the document', async () => {
  const { client, row } = await withNote();
  await client.records.update({ object: 'note', id: row.id, values: { body: 'other' } });

  await client.history.undo({});

  expect((await client.records.get({ object: 'note', id: row.id }))['body']).toEqual(readMarkdown(TEXT));
});

test('CSV holds Markdown and JSON lines the document: neither loses anything', async () => {
  const { engine, client, row } = await withNote();
  const csv = await client.exchange.export({ set: { object: 'note' }, format: 'csv', fields: ['title', 'body'] });
  const jsonl = await client.exchange.export({ set: { object: 'note' }, format: 'jsonl', fields: ['title', 'body'] });
  const other = await testEngine();

  await importFile(other, stage(other, readExport(engine, csv.file)), { object: 'note' });

  expect((await allRows(other, 'note'))[0]?.['body']).toEqual(row['body']);
  expect(JSON.parse(readExport(engine, jsonl.file))).toMatchObject({ body: row['body'] });
});

test('a card brings its note and takes it along, also a second time', async () => {
  const engine = await testEngine();
  const card =
    'BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEMAIL:ann@a.example\nNOTE:Likes *stars*\\nand snake_case\nEND:VCARD\n';
  await importFile(engine, stage(engine, card, 'a.vcf'), { object: 'person' });
  const exported = await engine.client.exchange.export({ set: { object: 'person' }, format: 'vcf' });
  const text = readExport(engine, exported.file);

  const again = await importFile(engine, stage(engine, text, 'b.vcf'), { object: 'person' });

  expect(again).toMatchObject({ created: 0 });
  expect(await allRows(engine, 'note')).toHaveLength(1);
});

test('what the editor does not know is refused in words', async () => {
  const { client, row } = await withNote();
  const body = { type: 'doc', content: [{ type: 'iframe', attrs: { src: 'https://x.example' } }] };

  await expect(client.records.update({ object: 'note', id: row.id, values: { body } })).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'Text: "iframe" cannot stand in a text',
  });
});
