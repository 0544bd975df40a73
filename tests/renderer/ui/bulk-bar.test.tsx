import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { BulkBar } from '@renderer/ui/bulk-bar';

afterEach(cleanup);

test('F6 leads to the bulk bar, arrows move, Esc clears the selection', async () => {
  const onClear = vi.fn<() => void>();
  const onAction = vi.fn<(anchor: HTMLElement) => void>();
  render(
    <BulkBar
      label="Bulk actions"
      count="3 selected"
      actions={[
        { key: 'assign', label: 'Assign', onAction: vi.fn<(anchor: HTMLElement) => void>() },
        { key: 'delete', label: 'Delete', onAction },
      ]}
      onClear={onClear}
      clearLabel="Clear selection"
    />,
  );

  await userEvent.keyboard('{F6}{ArrowRight}{Enter}{Escape}');

  expect(onAction).toHaveBeenCalledWith(screen.getByRole('button', { name: 'Delete' }));
  expect(onClear).toHaveBeenCalledTimes(1);
});
