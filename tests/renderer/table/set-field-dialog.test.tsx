import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import type { BulkEdit } from '@shared/contract/records.contract';
import { OperationId } from '@shared/domain/ids';
import { SetFieldDialog } from '@renderer/features/table/set-field-dialog';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const DONE: BulkEdit = { operationId: OperationId.parse(5), count: 3, refusedCount: 0, refused: [] };

const show = async (edit: BulkEdit | undefined) => {
  const onClose = vi.fn<() => void>();
  const Wrapper = wrapperFor({ session: fakeSession({}) });
  render(
    <TooltipProvider>
      <SetFieldDialog
        object={FAKE_PERSON}
        count={5}
        onApply={() => Promise.resolve(edit)}
        hrefOfRecord={(object, id) => `#/o/${object}/${id}`}
        onClose={onClose}
      />
    </TooltipProvider>,
    { wrapper: Wrapper },
  );
  await userEvent.setup().click(screen.getByRole('button', { name: 'Empty the field' }));
  return onClose;
};

test('records that a rule refuses are listed with their reasons', async () => {
  const reason = { id: 'reason', message: 'The amount is missing', values: {} };
  const onClose = await show({ ...DONE, refusedCount: 2, refused: [{ id: fakeId(1), title: 'Ada', reason }] });

  expect(await screen.findByText('2 records were left as they are')).toBeDefined();
  expect(screen.getByText('3 records have the new value.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Ada' }).getAttribute('href')).toBe(`#/o/person/${fakeId(1)}`);
  expect(screen.getByText('The amount is missing')).toBeDefined();
  expect(screen.getByText('and 1 more')).toBeDefined();
  expect(onClose).not.toHaveBeenCalled();
});

test('where nothing is refused the dialog closes, and where it failed it stays', async () => {
  expect(await show(DONE)).toHaveBeenCalled();
  cleanup();

  const onClose = await show(undefined);

  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Empty the field' })).toBeDefined();
});
