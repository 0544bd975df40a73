import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useShortcuts } from '@renderer/app/use-shortcuts';
import type { Command } from '@renderer/app/shortcuts';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

const setUp = () => {
  const run = vi.fn<(command: Command) => boolean>(() => true);
  renderHook(() => useShortcuts(run));
  return run;
};

test('two keys pressed one after the other lead to a list', () => {
  const run = setUp();

  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.keyDown(document.body, { key: 'p' });

  expect(run.mock.calls).toEqual([['goPeople']]);
});

test('letters belong to the field that is typed into, chords do not', () => {
  const run = setUp();
  const input = document.createElement('input');
  document.body.append(input);

  fireEvent.keyDown(input, { key: 'c' });
  fireEvent.keyDown(input, { key: 'z', ctrlKey: true });
  fireEvent.keyDown(input, { key: 'k', ctrlKey: true });

  expect(run.mock.calls).toEqual([['palette']]);
});

test('an open dialog keeps letters for itself', () => {
  const run = setUp();
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  document.body.append(dialog);

  fireEvent.keyDown(document.body, { key: 'c' });

  expect(run).not.toHaveBeenCalled();
});

test('Shift turns undo into redo', () => {
  const run = setUp();

  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  fireEvent.keyDown(document.body, { key: 'Z', ctrlKey: true, shiftKey: true });

  expect(run.mock.calls).toEqual([['undo'], ['redo']]);
});

test('"?" and "/" work however the keyboard makes them', () => {
  const run = setUp();

  fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
  fireEvent.keyDown(document.body, { key: '/', shiftKey: true });

  expect(run.mock.calls).toEqual([['help'], ['filter']]);
});

test('a list of choices that was closed again leaves the letters alone', () => {
  const run = setUp();
  const popup = document.createElement('div');
  popup.dataset['closed'] = '';
  popup.innerHTML = '<div role="listbox"></div>';
  document.body.append(popup);

  fireEvent.keyDown(document.body, { key: 'c' });

  expect(run.mock.calls).toEqual([['create']]);
});
