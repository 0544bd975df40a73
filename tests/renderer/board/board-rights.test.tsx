import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { Board } from '@renderer/features/board/board';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';
import { FAKE_DEAL } from '../pipelines/fake-deals';

afterEach(cleanup);

const CARD = { id: fakeId(1), name: 'Pumps', stage: { key: 'talk', since: 1, reason: null }, position: 'a0' };

const showBoard = (isReadOnly: boolean) => {
  const object = {
    ...FAKE_DEAL,
    fields: FAKE_DEAL.fields.map((field) => (field.type === 'stage' ? { ...field, isReadOnly } : field)),
  };
  const session = fakeSession({
    'records.window': ({ filter, offset }) => {
      const rows = JSON.stringify(filter).includes('talk') ? [CARD] : [];
      return { rows, total: rows.length, offset };
    },
    'records.aggregate': () => ({ groups: [], groupCount: 0, isTruncated: false }),
    'records.update': ({ id }) => ({ row: { id }, operationId: null }),
    'records.updateCells': () => ({ operationId: null, count: 1 }),
  });
  render(
    <TooltipProvider>
      <Board object={object} settings={{ kind: 'board', columns: [], sort: [] }} onOpenRecord={() => undefined} />
    </TooltipProvider>,
    { wrapper: wrapperFor({ session, objects: [object] }) },
  );
  return { session, user: userEvent.setup() };
};

const moveByKeys = async (isReadOnly: boolean) => {
  const { session, user } = showBoard(isReadOnly);
  const card = await screen.findByRole('option', { name: /Pumps/ });
  card.focus();
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
  await user.keyboard(' ');
  const isLifted = screen.getByRole('option', { name: /Pumps/ }).getAttribute('aria-selected') === 'true';
  return { isLifted, writes: session.calls.filter(({ path }) => path.startsWith('records.update')).length };
};

test('a card is moved by whoever may change its stage', async () => {
  const { writes } = await moveByKeys(false);

  expect(writes).toBeGreaterThan(0);
});

test('a card stays where it is for whoever may not', async () => {
  expect(await moveByKeys(true)).toEqual({ isLifted: false, writes: 0 });
});
