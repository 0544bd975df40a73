import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract';
import type { RecordWindow } from '@shared/domain/query';
import { activeCell, cellAt, focusedName, nameWorkspace, startApp } from '../helpers/app-page';

const PEOPLE = ['Ada Amber', 'Ben Birch', 'Cleo Coral', 'Dan Dune', 'Eva Ember', 'Finn Fjord'];

const withPeople = async (client: EngineClient): Promise<void> => {
  await nameWorkspace(client);
  for (const name of PEOPLE) {
    const [first = '', last = ''] = name.split(' ');
    const emails = [`${first}@example.test`.toLowerCase()];
    await client.records.create({
      object: 'person',
      values: { name: { first, last }, emails, jobTitle: `Job ${last}` },
    });
  }
};

const BY_NAME: RecordWindow['sort'] = [{ field: 'name', direction: 'asc', nulls: 'last' }];

const jobsInOrder = async (client: EngineClient): Promise<readonly unknown[]> => {
  const { rows } = await client.records.window({
    object: 'person',
    fields: ['name', 'jobTitle'],
    sort: BY_NAME,
    offset: 0,
    limit: 50,
  });
  return rows.map((row) => row['jobTitle']);
};

test('arrows, Home, End, and the page keys move the active cell through the grid', async () => {
  const { page, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();

  await page.getByRole('grid').focus();
  expect(await activeCell(page)).toEqual({ text: 'Ada Amber', column: 'Name' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await activeCell(page)).toEqual({ text: 'ben@example.test', column: 'E-mail' });
  await page.keyboard.press('Home');
  expect(await activeCell(page)).toMatchObject({ column: 'Name' });
  await page.keyboard.press('End');
  expect(await activeCell(page)).toMatchObject({ column: 'Opt-in' });
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Home');
  expect(await activeCell(page)).toEqual({ text: 'Ada Amber', column: 'Name' });
  await page.keyboard.press('PageDown');
  expect(await activeCell(page)).toEqual({ text: 'Finn Fjord', column: 'Name' });
});

test('typing replaces a cell, F2 keeps it, Esc leaves it as it was, Tab goes to the next cell', async () => {
  const { page, client, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  const cell = await cellAt(page, 'Cleo Coral', 'Job title');
  await cell.click();

  await page.keyboard.type('Captain');
  await page.keyboard.press('Escape');
  expect(await cell.textContent()).toBe('Job Coral');
  await page.keyboard.type('Captain');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell.textContent()).toBe('Captain');
  expect(await activeCell(page)).toMatchObject({ text: 'Job Dune' });
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  await page.keyboard.type(' of the ship');
  await page.keyboard.press('Tab');
  await expect.poll(() => cell.textContent()).toBe('Captain of the ship');
  expect(await activeCell(page)).toMatchObject({ column: 'Last touch' });

  await expect.poll(() => jobsInOrder(client)).toContain('Captain of the ship');
});

test('a cell of several lines takes all that is typed at once, and gives the grid its focus back', async () => {
  const { page, client, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await (await cellAt(page, 'Ada Amber', 'E-mail')).click();

  for (const name of ['ada', 'ben', 'cleo', 'dan']) {
    await page.keyboard.type(`${name}@new.example`);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.type('lost');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');

  expect(await activeCell(page)).toMatchObject({ column: 'Phone' });
  expect(await focusedName(page)).toBe('All people');
  const emails = async (): Promise<readonly unknown[]> =>
    (
      await client.records.window({ object: 'person', fields: ['emails'], sort: BY_NAME, offset: 0, limit: 5 })
    ).rows.map((row) => row['emails']);
  await expect
    .poll(emails)
    .toEqual([
      ['ada@new.example'],
      ['ben@new.example'],
      ['cleo@new.example'],
      ['dan@new.example'],
      ['eva@example.test'],
    ]);
});

test('a block is copied and pasted, cleared, and each is one undo', async () => {
  const { page, client, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await (await cellAt(page, 'Ada Amber', 'Job title')).click();

  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+v');
  await expect
    .poll(() => jobsInOrder(client))
    .toEqual(['Job Amber', 'Job Birch', 'Job Coral', 'Job Amber', 'Job Birch', 'Job Fjord']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => jobsInOrder(client)).toEqual(PEOPLE.map((name) => `Job ${name.split(' ')[1]}`));

  await page.getByRole('grid').focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => jobsInOrder(client)).toContain(null);
});

test('X chooses rows, the chosen ones are deleted together, and the toast takes it back', async () => {
  const { page, client, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();
  await page.getByRole('grid').focus();

  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+X');
  await expect
    .poll(() => page.getByRole('checkbox', { name: /^Select .* (Amber|Birch|Coral)$/, checked: true }).count())
    .toBe(3);
  await page.getByRole('toolbar', { name: 'Bulk actions' }).getByRole('button', { name: 'Delete' }).press('Enter');

  await page.getByRole('row', { name: 'Ada Amber' }).waitFor({ state: 'detached' });
  await page.getByText('3 people deleted').waitFor();
  expect((await client.workspace.status({})).counts['person']).toBe(3);
  await page.keyboard.press('F6');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();
  expect((await client.workspace.status({})).counts['person']).toBe(6);
});

test('a filter is built, changed and removed with the keyboard alone', async () => {
  const { page, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('Job t');
  await page.getByRole('option', { name: 'Job title' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Filter by Job title' }).waitFor();
  await page.keyboard.type('coral');
  await page.keyboard.press('Enter');

  await page.getByRole('row', { name: 'Ada Amber' }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: 'Cleo Coral' }).waitFor();
  const chip = page.getByRole('group', { name: /^Filter: Job title/ });
  await chip.getByRole('button', { name: 'Remove filter Job title' }).press('Enter');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();
  expect(await chip.count()).toBe(0);
});

test('the palette finds a person by letters and gives the focus back when it is closed', async () => {
  const { page, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();
  await page.getByRole('grid').focus();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => focusedName(page)).toBe('All people');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('dan du');
  await page.getByRole('option', { name: /^Dan Dune/, selected: true }).waitFor();
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Dan Dune', level: 1 }).waitFor();
});

test('a dialog holds the focus and gives it back; ? lists the keys', async () => {
  const { page, visit } = await startApp({ prepare: withPeople });
  await visit('/o/person');
  await page.getByRole('row', { name: 'Ada Amber' }).waitFor();

  const create = page.getByRole('button', { name: 'New person' });
  await create.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New person' });
  await dialog.waitFor();
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    // At its ends a guard outside the dialog takes the focus and hands it back.
    await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => focusedName(page)).toMatch(/^New person/);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByText('Search or run a command').waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'Companies', level: 1 }).waitFor();
});

test('cards are moved over the board by keys and each move is announced', async () => {
  const { page, client, visit } = await startApp({
    prepare: async (engine) => {
      await nameWorkspace(engine);
      for (const [name, amountMinor] of [['Pilot', 500_000] as const, ['Rollout', 900_000] as const]) {
        const amount = { amountMinor, currency: 'USD' };
        await engine.records.create({ object: 'opportunity', values: { name, amount, stage: 'qualified' } });
      }
    },
  });
  await visit('/o/opportunity');
  const card = page.getByRole('option', { name: /Pilot/ });
  await card.focus();

  await page.keyboard.press(' ');
  await page
    .getByRole('status')
    .getByText(/^Held in Qualified, position/)
    .waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await page.getByRole('status').getByText('Returned.').waitFor();
  await page.getByRole('listbox', { name: 'Qualified' }).getByRole('option', { name: /Pilot/ }).waitFor();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await page
    .getByRole('status')
    .getByText(/^Pilot, moved to Discovery, position 1 of 1/)
    .waitFor();
  await page.getByRole('listbox', { name: 'Discovery' }).getByRole('option', { name: /Pilot/ }).waitFor();
  await expect.poll(() => focusedName(page)).toContain('Pilot');
  await page.keyboard.press('Shift+ArrowRight');
  await page
    .getByRole('status')
    .getByText(/^Pilot, moved to Proposal/)
    .waitFor();

  const stages = async (): Promise<unknown> =>
    (await client.records.window({ object: 'opportunity', fields: ['name', 'stage'], offset: 0, limit: 9 })).rows.map(
      (row) => [row['name'], row['stage']],
    );
  await expect.poll(stages).toContainEqual(['Pilot', expect.objectContaining({ key: 'proposal' })]);
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'New deal' }).waitFor();
});
