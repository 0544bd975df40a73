import { expect, test } from 'vitest';
import { commandForKey, type KeyPlace, type KeyPress } from '@renderer/ui/data-grid/grid-keys.rules';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const body: KeyPlace = { part: 'body', isRightToLeft: false };
const header: KeyPlace = { part: 'header', isRightToLeft: false };

test('arrows move, with a modifier to the edge, with Shift they extend', () => {
  expect(commandForKey(press('ArrowDown'), body)).toEqual({ type: 'move', by: 'down', extend: false });
  expect(commandForKey(press('ArrowDown', { ctrlKey: true }), body)).toEqual({
    type: 'move',
    by: 'bottom',
    extend: false,
  });
  expect(commandForKey(press('ArrowRight', { metaKey: true, shiftKey: true }), body)).toEqual({
    type: 'move',
    by: 'rowEnd',
    extend: true,
  });
  expect(commandForKey(press('Home', { ctrlKey: true }), body)).toEqual({
    type: 'move',
    by: 'gridStart',
    extend: false,
  });
});

test('in a right-to-left page the left arrow goes to the next column', () => {
  expect(commandForKey(press('ArrowLeft'), { part: 'body', isRightToLeft: true })).toMatchObject({ by: 'right' });
});

test('Enter and F2 edit the value, a printable key replaces it', () => {
  expect(commandForKey(press('Enter'), body)).toEqual({ type: 'edit', initialText: undefined });
  expect(commandForKey(press('F2'), body)).toEqual({ type: 'edit', initialText: undefined });
  expect(commandForKey(press('å'), body)).toEqual({ type: 'edit', initialText: 'å' });
  expect(commandForKey(press('Q', { shiftKey: true }), body)).toEqual({ type: 'edit', initialText: 'Q' });
});

test('X selects the row and Shift+X a block', () => {
  expect(commandForKey(press('x'), body)).toEqual({ type: 'toggleRow' });
  expect(commandForKey(press('X', { shiftKey: true }), body)).toEqual({ type: 'selectBlock' });
});

test('Delete clears, Ctrl+D fills down, Space peeks, Ctrl+Enter opens', () => {
  expect(commandForKey(press('Delete'), body)).toEqual({ type: 'clear' });
  expect(commandForKey(press('d', { ctrlKey: true }), body)).toEqual({ type: 'fillDown' });
  expect(commandForKey(press(' '), body)).toEqual({ type: 'space' });
  expect(commandForKey(press('Enter', { metaKey: true }), body)).toEqual({ type: 'openRow' });
});

test('keys of the application and the browser are left alone', () => {
  for (const key of ['k', 'c', 'v', 'z', 'f'])
    expect(commandForKey(press(key, { ctrlKey: true }), body)).toBeUndefined();
  expect(commandForKey(press('Tab'), body)).toBeUndefined();
  expect(commandForKey(press('F6'), body)).toBeUndefined();
  expect(commandForKey(press('ArrowLeft', { altKey: true }), body)).toBeUndefined();
});

test('on a header Enter opens the menu, Alt resizes by 8 px, Shift+Alt moves the column', () => {
  expect(commandForKey(press('Enter'), header)).toEqual({ type: 'headerMenu' });
  expect(commandForKey(press('ArrowLeft', { altKey: true }), header)).toEqual({ type: 'resizeColumn', byPx: -8 });
  expect(commandForKey(press('ArrowRight', { altKey: true, shiftKey: true }), header)).toEqual({
    type: 'moveColumn',
    by: 1,
  });
  expect(commandForKey(press('ArrowRight'), header)).toEqual({ type: 'move', by: 'right', extend: false });
  expect(commandForKey(press('q'), header)).toBeUndefined();
});
