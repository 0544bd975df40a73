import { expect, test } from 'vitest';
import { nameWorkspace, startApp } from '../helpers/app-page';

test('an object made while the app runs is at once in lists, boards, pages, search, import and queries, until it is undone', async () => {
  const { page, client, visit } = await startApp({ prepare: nameWorkspace });
  await visit('/o/person');
  const records = page.getByRole('navigation', { name: 'Records' });
  const made = await client.schema.createObject({ labelSingular: 'Audit', labelPlural: 'Audits', name: 'audit' });
  const { operations } = await client.history.operations({});
  await client.schema.createField({ object: 'audit', label: 'Phase', name: 'phase', type: 'stage' });
  await client.schema.createField({
    object: 'audit',
    label: 'Client',
    name: 'client',
    type: 'relation',
    settings: { target: 'company' },
  });
  const { row: company } = await client.records.create({ object: 'company', values: { name: 'Fjordgate' } });
  const values = { name: 'Quay audit', phase: 'new', client: company.id };
  const { row } = await client.records.create({ object: 'audit', values });

  // Without a reload: the list, with a value typed into it.
  await records.getByRole('link', { name: 'Audits' }).click();
  await page.getByRole('row', { name: 'Quay audit' }).waitFor();
  await page.getByRole('row', { name: 'Quay audit' }).getByText('Fjordgate').waitFor();
  // The board of its stages.
  await page.getByRole('radio', { name: 'Board' }).click();
  await page.getByRole('option', { name: /Quay audit/ }).waitFor();
  // Its page, and the page of the company that it points to.
  await visit(`/o/audit/${row.id}`);
  await page.getByRole('heading', { name: 'Quay audit', level: 1 }).waitFor();
  await visit(`/o/company/${company.id}`);
  await page.getByText('Quay audit').first().waitFor();
  // Search.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('quay');
  await page
    .getByRole('group', { name: 'Records' })
    .getByRole('option', { name: /Quay audit/ })
    .waitFor();
  await page.keyboard.press('Escape');
  // Import into it.
  await visit('/import/audit');
  await page.getByRole('heading', { name: 'Import audits', level: 1 }).waitFor();
  await page.getByLabel('File to import').setInputFiles({
    name: 'audits.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name,Phase\nYard audit,Active\n'),
  });
  await page.getByText('1 row checked', { exact: false }).waitFor();
  // A query over its relation.
  const { rows } = await client.records.query({
    object: 'audit',
    filter: { field: 'client.name', op: 'is', value: 'fjordgate' },
  });
  expect(rows.map(({ id }) => id)).toEqual([row.id]);

  // Undone from another window, it goes from this one.
  await client.records.delete({ object: 'audit', selection: { ids: [row.id] } });
  await client.history.undo({ operationId: operations[0]?.id });
  await visit('/o/person');
  await records.getByRole('link', { name: 'Audits' }).waitFor({ state: 'detached' });
  const { objects } = await client.schema.get({});
  expect(objects.find(({ key }) => key === made.key)?.deletedAtMs).not.toBeNull();
});
