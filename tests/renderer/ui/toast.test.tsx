import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Toaster, type ToastItem } from '@renderer/ui/toast';

const onDismiss = vi.fn<(id: string) => void>();
const show = (...toasts: readonly ToastItem[]) =>
  render(<Toaster toasts={toasts} onDismiss={onDismiss} label="Messages" dismissLabel="Dismiss" />);
const wait = (ms: number): void =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });
const undo = { label: 'Undo', onAction: vi.fn<() => void>() };

beforeEach(() => {
  vi.useFakeTimers();
  onDismiss.mockClear();
  undo.onAction.mockClear();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('a plain message stays 6 s, one with an action 10 s, an error until dismissed', () => {
  show(
    { id: 'plain', text: 'Saved' },
    { id: 'action', text: 'Archived', action: undo },
    { id: 'error', text: 'Failed', tone: 'error' },
  );

  wait(5_999);
  expect(onDismiss).not.toHaveBeenCalled();
  wait(1);
  expect(onDismiss.mock.calls).toEqual([['plain']]);
  wait(4_000);
  expect(onDismiss.mock.calls).toEqual([['plain'], ['action']]);
  wait(60_000);
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));

  expect(onDismiss.mock.calls).toEqual([['plain'], ['action'], ['error']]);
});

test('nothing goes away under the pointer', () => {
  show({ id: 'plain', text: 'Saved' });

  fireEvent.pointerEnter(screen.getByRole('region', { name: 'Messages' }));
  wait(60_000);
  expect(onDismiss).not.toHaveBeenCalled();
  fireEvent.pointerLeave(screen.getByRole('region', { name: 'Messages' }));
  wait(6_000);

  expect(onDismiss).toHaveBeenCalledWith('plain');
});

test('three are visible, the newest ones', () => {
  show(...['a', 'b', 'c', 'd'].map((id) => ({ id, text: id })));

  expect(screen.getAllByRole('status').map((toast) => toast.textContent)).toEqual(['b', 'c', 'd']);
});

test('F6 leads to the action, which acts and closes', () => {
  show({ id: 'action', text: 'Archived', action: undo });

  fireEvent.keyDown(document, { key: 'F6' });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' }));
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));

  expect(undo.onAction).toHaveBeenCalledTimes(1);
  expect(onDismiss).toHaveBeenCalledWith('action');
});
