import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OwnAccess } from '@shared/contract/members.contract';
import { OperationId } from '@shared/domain/ids';
import type { RecordRight } from '@shared/domain/roles';
import { TrashList } from '@renderer/features/trash/trash-list';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(432);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const accessOf = (rights: readonly RecordRight[]): OwnAccess => ({
  settings: [],
  objects: { person: { rights: [...rights], readOnly: [] } },
});

const showTrash = (rights: readonly RecordRight[]) => {
  const session = fakeSession({
    'records.window': ({ offset }) => ({ rows: [{ id: fakeId(1), name: 'Ada', deletedAt: 1 }], total: 1, offset }),
    'records.purge': () => ({ operationId: OperationId.parse(1), count: 1 }),
  });
  const Wrapper = wrapperFor({ session, access: accessOf(rights) });
  render(
    <Wrapper>
      <TooltipProvider>
        <TrashList object={FAKE_PERSON} />
      </TooltipProvider>
    </Wrapper>,
  );
  return { session, user: userEvent.setup() };
};

const offered = () => screen.queryAllByRole('button').map(({ textContent }) => textContent ?? '');

test.each<[string, readonly RecordRight[], readonly string[]]>([
  ['see', ['see'], []],
  ['restore', ['see', 'restore'], ['Restore selected', 'Restore all']],
  ['destroy', ['see', 'purge'], ['Empty the trash…']],
])('the trash offers what those may do who may %s', async (_right, rights, buttons) => {
  showTrash(rights);
  await screen.findByText('Ada');

  expect(offered().filter((name) => /restore|trash|for good/i.test(name))).toEqual(buttons);
});

test('what is deleted for good is counted and asked about first', async () => {
  const { session, user } = showTrash(['see', 'purge']);
  await screen.findByText('Ada');

  await user.click(screen.getByRole('button', { name: 'Empty the trash…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete for good?' });
  const before = session.calls.filter(({ path }) => path === 'records.purge').length;
  await user.click(within(dialog).getByRole('button', { name: 'Delete for good' }));

  expect(before).toBe(0);
  expect(within(dialog).getByText(/1 record is destroyed/)).toBeTruthy();
  expect(session.calls.find(({ path }) => path === 'records.purge')?.input).toMatchObject({
    object: 'person',
    selection: { set: { object: 'person', state: 'trash' } },
  });
});
