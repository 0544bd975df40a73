import { expect, test } from 'vitest';
import { nameWorkspace, startApp } from '../helpers/app-page';

const withTwins = () =>
  startApp({
    prepare: async (client) => {
      await nameWorkspace(client);
      const person = (name: string, values: Record<string, string | string[]>) =>
        client.records.create({ object: 'person', values: { name, ...values } });
      await person('Bill Quorrel', { emails: ['bill@quorrel.example'], jobTitle: 'Buyer' });
      await person('William Quorrel', {
        emails: ['BILL@quorrel.example', 'w@home.example'],
        jobTitle: 'Head of buying',
      });
      await person('Ann Novak', { emails: ['ann@novak.example'] });
    },
  });

test('duplicates are found, compared side by side, merged, and parted again by one undo', async () => {
  const { page, client, visit } = await withTwins();
  await visit('/duplicates');

  await page.getByRole('button', { name: 'Look for duplicates' }).click();
  await page.getByText('another form of the name, same e-mail').waitFor();
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Name of William Quorrel' }).check();
  await dialog.getByRole('radio', { name: 'Job title of Bill Quorrel' }).check();
  await page.keyboard.press('Control+Enter');

  await page.getByText('2 records merged into William Quorrel').waitFor();
  await page.getByText('Nothing to review').waitFor();
  const merged = await client.records.query({
    object: 'person',
    filter: { field: 'name', op: 'contains', value: 'Quorrel' },
  });
  expect(merged.rows).toMatchObject([
    { name: { first: 'William' }, jobTitle: 'Buyer', emails: ['bill@quorrel.example', 'w@home.example'] },
  ]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Compare' }).waitFor();
});

test('a link to a record that was merged leads to the one that stayed', async () => {
  const { page, client, visit } = await withTwins();
  const { rows } = await client.records.query({
    object: 'person',
    filter: { field: 'name', op: 'contains', value: 'Quorrel' },
  });
  const [bill, william] = rows;
  if (!bill || !william) throw new Error('No twins');
  await client.records.merge({ object: 'person', ids: [bill.id, william.id], into: bill.id });

  await visit(`/o/person/${william.id}`);

  await page.getByRole('heading', { level: 1, name: 'Quorrel' }).waitFor();
  await expect.poll(() => page.url()).toContain(bill.id);
});

test('who types what is known already is told so, and goes on typing', async () => {
  const { page, visit } = await withTwins();
  await visit('/o/person');

  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('Billy');
  await dialog.getByRole('textbox').nth(1).fill('Quorrel');
  await page.keyboard.press('Tab');

  await dialog.getByText(/Looks like .*Quorrel/).waitFor();
  expect(await dialog.getByRole('button', { name: 'Create' }).isEnabled()).toBe(true);
});
