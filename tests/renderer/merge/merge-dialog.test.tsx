import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OperationId } from '@shared/domain/ids';
import type { Row } from '@shared/domain/values';
import { MergeDialog } from '@renderer/features/merge/merge-dialog';
import { useToasts } from '@renderer/stores/toasts.store';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const [ANN, ANNA] = [fakeId(1), fakeId(2)];
const rows: readonly Row[] = [
  { id: ANN, name: 'Ann Lee', city: 'Bergen', age: 40, company: null },
  { id: ANNA, name: 'Anna Lee', city: 'Bergen', age: null, company: { id: fakeId(9), title: 'Fjordgate' } },
];

const showDialog = (ids = [ANN, ANNA]) => {
  const session = fakeSession({
    'records.get': ({ id }) => rows.find((row) => row.id === id) ?? { id },
    'records.previewMerge': ({ into = ANN, take = {} }) => ({
      into,
      fields: [
        { field: 'name', from: [take['name'] ?? ANNA] },
        { field: 'city', from: [ANN] },
        { field: 'age', from: [ANN] },
        { field: 'company', from: [take['company'] ?? ANNA] },
      ],
    }),
    'records.merge': ({ into = ANN }) => ({
      row: { id: into, name: 'Ann Lee' },
      operationId: OperationId.parse(3),
      mergedCount: 1,
      movedCount: 0,
      clearedCount: 0,
    }),
    'search.find': () => ({ results: [], counts: [], isTruncated: false }),
    'duplicates.find': () => ({ records: [{ id: ANNA, title: 'Anna Lee', score: 0.9, reasons: [] }] }),
  });
  const Wrapper = wrapperFor({ session });
  const onMerged = vi.fn<(id: string) => void>();
  const onClose = vi.fn<() => void>();
  render(
    <Wrapper>
      <TooltipProvider>
        <MergeDialog definition={FAKE_PERSON} initialIds={ids} onMerged={onMerged} onClose={onClose} />
      </TooltipProvider>
    </Wrapper>,
  );
  return { session, user: userEvent.setup(), onMerged, onClose };
};

const merged = (session: ReturnType<typeof fakeSession>) =>
  session.calls.find(({ path }) => path === 'records.merge')?.input;

test('only fields that differ are compared until all are asked for', async () => {
  const { user } = showDialog();

  const table = await screen.findByRole('table');
  expect(
    within(table)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['Name', 'Age', 'Company']);
  await user.click(screen.getByRole('switch'));

  expect(within(table).getAllByRole('rowheader')).toHaveLength(4);
});

test('whose value a field takes and who stays is chosen, and merged so', async () => {
  const { session, user, onMerged, onClose } = showDialog();
  await screen.findByRole('table');

  await user.click(screen.getByRole('radio', { name: 'Name of Ann Lee' }));
  await user.click(screen.getByRole('radio', { name: 'Keep Anna Lee' }));
  await user.click(screen.getByRole('button', { name: /Merge 2 records/ }));

  expect(merged(session)).toEqual({ object: 'person', ids: [ANN, ANNA], take: { name: ANN }, into: ANNA });
  expect(onMerged).toHaveBeenCalledWith(ANNA);
  expect(onClose).toHaveBeenCalledOnce();
  expect(useToasts.getState().toasts[0]).toMatchObject({ text: '2 records merged into Ann Lee' });
});

test('everything can be done by keys: arrows choose, the form is sent from anywhere', async () => {
  const { session, user } = showDialog();
  await screen.findByRole('table');

  screen.getByRole('radio', { name: 'Keep Ann Lee' }).focus();
  await user.keyboard('{ArrowRight}');
  await user.keyboard('{Control>}{Enter}{/Control}');

  expect(merged(session)).toMatchObject({ into: ANNA });
});

test('from one record on, those that look like it are offered first', async () => {
  const { user } = showDialog([ANN]);
  await screen.findByText('Which record is the same as Ann Lee?');

  await user.click(screen.getByRole('button', { name: 'Add another person' }));
  await user.click(await screen.findByText('Anna Lee'));

  expect(await screen.findByRole('table')).toBeTruthy();
});
