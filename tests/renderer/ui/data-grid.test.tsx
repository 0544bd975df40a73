import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useMemo, useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataGrid, type DataGridProps, type GridColumn, type GridEditorProps } from '@renderer/ui/data-grid/data-grid';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly isIn: boolean;
}

const labels: DataGridProps<Person>['labels'] = {
  grid: 'People',
  selectAll: 'Select all',
  selectRow: (row) => `Select ${row.name}`,
  peekRow: (row) => `Open ${row.name}`,
  resized: (column, width) => `${column} is ${width} wide`,
  moved: (column, position, count) => `${column} is ${position} of ${count}`,
  loadingRow: 'Loading',
};

const person = (index: number): Person => ({ id: `p${index}`, name: `Person ${index}`, city: 'Bergen', isIn: false });

interface EditorProps extends GridEditorProps<Person> {
  readonly field: 'name' | 'city';
  readonly label: string;
}

/** As an editor should be: Enter and Tab save, leaving saves too. */
const Editor = ({ row, initialText, commit, field, label }: EditorProps) => {
  const [text, setText] = useState(initialText ?? row[field]);
  return (
    <input
      ref={(input) => input?.focus()}
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => commit(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(text, 'down');
        if (event.key === 'Tab') {
          event.preventDefault();
          commit(text, event.shiftKey ? 'left' : 'right');
        }
      }}
    />
  );
};

const textColumn = (key: 'name' | 'city', label: string): GridColumn<Person> => ({
  key,
  label,
  width: 160,
  frozen: key === 'name',
  renderCell: (row) => row[key],
  getCopyText: (row) => row[key],
  renderEditor: (editor) => <Editor {...editor} field={key} label={label} />,
});

interface GridProps extends Partial<DataGridProps<Person>> {
  readonly onToggleIn?: (row: Person) => void;
}

const Grid = ({ onToggleIn, rowCount = 50, ...props }: GridProps) => {
  const [edits, setEdits] = useState<Readonly<Record<string, Partial<Person>>>>({});
  const columns = useMemo<readonly GridColumn<Person>[]>(
    () => [
      textColumn('name', 'Name'),
      textColumn('city', 'City'),
      { key: 'isIn', label: 'In', width: 80, renderCell: () => null, ...(onToggleIn && { onToggle: onToggleIn }) },
    ],
    [onToggleIn],
  );
  return (
    <DataGrid
      rowCount={rowCount}
      getRow={(index) => ({ ...person(index), ...edits[`p${index}`] })}
      rowId={(row) => row.id}
      columns={columns}
      labels={labels}
      onEditCommit={(id, key, value) => setEdits((old) => ({ ...old, [id]: { ...old[id], [key]: value } }))}
      {...props}
    />
  );
};

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'People' });
const activeCell = (): HTMLElement | null =>
  document.getElementById(grid().getAttribute('aria-activedescendant') ?? '');

const passTime = (ms: number): void =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(432);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
});

afterEach(() => {
  vi.useRealTimers();
  cleanup();
  vi.restoreAllMocks();
});

test('while the number of rows is an estimate, nobody is told that it is one', () => {
  render(<Grid rowCount={40_000} isRowCountKnown={false} />);

  expect(grid().getAttribute('aria-rowcount')).toBe('-1');
});

test('counts and places are absolute although few rows are in the page', () => {
  render(<Grid rowCount={1_000_000} />);

  expect(grid().getAttribute('aria-rowcount')).toBe('1000001');
  expect(screen.getAllByRole('row').length).toBeLessThan(40);
  expect(screen.getByRole('rowheader', { name: 'Person 3' }).parentElement?.getAttribute('aria-rowindex')).toBe('5');
});

test('the last of a million rows is one key away', async () => {
  render(<Grid rowCount={1_000_000} />);
  grid().focus();

  await userEvent.keyboard('{Control>}{End}{/Control}{Home}');

  expect(activeCell()?.textContent).toBe('Person 999999');
});

test('Enter edits, Enter saves and goes down', async () => {
  render(<Grid />);
  grid().focus();

  await userEvent.keyboard('{ArrowRight}{Enter}{Control>}a{/Control}Oslo{Enter}');

  expect(screen.getAllByRole('gridcell', { name: 'Oslo' })).toHaveLength(1);
  expect(activeCell()?.parentElement?.getAttribute('aria-rowindex')).toBe('3');
  expect(document.activeElement).toBe(grid());
});

test('a printable key replaces the value, Tab saves and goes on, Esc reverts', async () => {
  render(<Grid />);
  grid().focus();

  await userEvent.keyboard('Ada{Tab}Rome{Escape}');

  expect(screen.getByRole('rowheader', { name: 'Ada' })).toBeDefined();
  expect(screen.queryByRole('gridcell', { name: 'Rome' })).toBeNull();
  expect(activeCell()?.getAttribute('aria-colindex')).toBe('2');
});

test('an edit is saved once although leaving the field saves too', async () => {
  const onEditCommit = vi.fn<(id: string, key: string, value: unknown) => void>();
  render(<Grid onEditCommit={onEditCommit} />);
  grid().focus();

  await userEvent.keyboard('Ada{Enter}');

  expect(onEditCommit.mock.calls).toEqual([['p0', 'name', 'Ada']]);
});

test('one press selects a cell, the second edits it', async () => {
  render(<Grid />);
  const cell = screen.getAllByRole('gridcell', { name: 'Bergen' })[2];
  if (!cell) throw new Error('no such cell');

  await userEvent.click(cell);
  expect(screen.queryByRole('textbox')).toBeNull();
  await userEvent.click(cell);

  expect(screen.getByRole('textbox', { name: 'City' })).toBe(document.activeElement);
});

test('a range is copied as tab separated text and pasted with its place', async () => {
  const onPaste = vi.fn<NonNullable<DataGridProps<Person>['onPaste']>>();
  render(<Grid onPaste={onPaste} />);
  grid().focus();
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
  const setData = vi.fn<(type: string, text: string) => void>();

  fireEvent.copy(grid(), { clipboardData: { setData } });
  fireEvent.paste(grid(), { clipboardData: { getData: () => 'x\ty\nz\tw' } });

  expect(setData).toHaveBeenCalledWith('text/plain', 'Person 0\tBergen\nPerson 1\tBergen');
  expect(onPaste).toHaveBeenCalledWith({ firstRow: 0, lastRow: 1, columnKeys: ['name', 'city'] }, [
    ['x', 'y'],
    ['z', 'w'],
  ]);
});

test('Space peeks, on a checkbox cell it switches', async () => {
  const onPeekRow = vi.fn<(row: Person) => void>();
  const onToggleIn = vi.fn<(row: Person) => void>();
  render(<Grid onPeekRow={onPeekRow} onToggleIn={onToggleIn} />);
  grid().focus();

  await userEvent.keyboard(' {End} ');

  expect(onPeekRow).toHaveBeenCalledTimes(1);
  expect(onToggleIn).toHaveBeenCalledWith(expect.objectContaining({ id: 'p0' }));
});

test('X selects a row, Shift+X the block from there', async () => {
  const onToggleRow = vi.fn<(row: Person, index: number) => void>();
  const onSelectRange = vi.fn<(from: number, to: number) => void>();
  render(<Grid onToggleRow={onToggleRow} onSelectRange={onSelectRange} />);
  grid().focus();

  await userEvent.keyboard('{ArrowDown}x{ArrowDown}{ArrowDown}{Shift>}X{/Shift}');

  expect(onToggleRow.mock.calls.map(([, index]) => index)).toEqual([1]);
  expect(onSelectRange).toHaveBeenCalledWith(1, 3);
});

test('a column is resized and moved from its header, and the result is announced', async () => {
  const onColumnResize = vi.fn<(key: string, width: number) => void>();
  const onColumnMove = vi.fn<(key: string, to: number) => void>();
  render(<Grid onColumnResize={onColumnResize} onColumnMove={onColumnMove} />);
  grid().focus();

  await userEvent.keyboard('{ArrowUp}{ArrowRight}{Alt>}{ArrowRight}{/Alt}');
  expect(screen.getByText('City is 168 wide')).toBeDefined();
  await userEvent.keyboard('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');

  expect(onColumnResize).toHaveBeenCalledWith('city', 168);
  expect(onColumnMove).toHaveBeenCalledWith('city', 2);
  expect(screen.getByText('City is 3 of 3')).toBeDefined();
});

test('a loose column does not move among the frozen ones', async () => {
  const onColumnMove = vi.fn<(key: string, to: number) => void>();
  render(<Grid onColumnMove={onColumnMove} />);
  grid().focus();

  await userEvent.keyboard('{ArrowUp}{ArrowRight}{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}');

  expect(onColumnMove).not.toHaveBeenCalled();
});

test('Enter on a header opens its menu at that cell', async () => {
  const onHeaderMenu = vi.fn<(key: string, anchor: HTMLElement) => void>();
  render(<Grid onHeaderMenu={onHeaderMenu} />);
  grid().focus();

  await userEvent.keyboard('{ArrowUp}{ArrowRight}{Enter}');

  expect(onHeaderMenu).toHaveBeenCalledWith('city', screen.getByRole('columnheader', { name: 'City' }));
});

test('rows that are not loaded are skeletons and cannot be edited', async () => {
  render(<Grid getRow={() => undefined} />);
  grid().focus();

  await userEvent.keyboard('{Enter}');

  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getAllByRole('row')[1]?.getAttribute('aria-busy')).toBe('true');
});

test('keys the grid does not use reach the listeners outside', async () => {
  const onKeyDown = vi.fn<(key: string) => void>();
  const listen = (event: KeyboardEvent): void => onKeyDown(event.key);
  document.addEventListener('keydown', listen);
  render(<Grid />);
  grid().focus();

  await userEvent.keyboard('{ArrowDown}{F6}{Escape}');

  document.removeEventListener('keydown', listen);
  expect(onKeyDown.mock.calls.flat()).toEqual(['F6', 'Escape']);
});

test('a jump of the scroll bar into the middle of a million rows shows the rows of that place', () => {
  render(<Grid rowCount={1_000_000} />);

  grid().scrollTop = 4_000_000;
  fireEvent.scroll(grid());

  const row = screen.getByRole('rowheader', { name: 'Person 500025' }).parentElement;
  const layer = row?.parentElement;
  const shift = Number(/translateY\((-?[\d.]+)px\)/u.exec(layer?.style.transform ?? '')?.[1]);
  const top = Number(/inset-block-start: (-?[\d.]+)px/u.exec(row?.getAttribute('style') ?? '')?.[1]);
  expect(shift + top - 4_000_000).toBeGreaterThanOrEqual(-36);
  expect(shift + top - 4_000_000).toBeLessThan(432);
});

test('a range that is dragged below the lower edge goes on, and ends when the button is released', () => {
  vi.useFakeTimers();
  const onCopy = vi.fn<(type: string, text: string) => void>();
  render(<Grid rowCount={500} />);
  const from = screen.getByRole('rowheader', { name: 'Person 2' });
  const copied = (): number => {
    onCopy.mockClear();
    fireEvent.copy(grid(), { clipboardData: { setData: onCopy } });
    return onCopy.mock.calls[0]?.[1].split('\n').length ?? 0;
  };

  fireEvent.mouseDown(from, { button: 0, buttons: 1 });
  fireEvent.mouseMove(document.body, { buttons: 1, clientX: 10, clientY: 480 });
  for (let tick = 0; tick < 20; tick += 1) passTime(50);
  const grown = copied();
  fireEvent.mouseUp(document.body);
  passTime(1_000);

  expect(grown).toBe(41);
  expect(copied()).toBe(grown);
  expect(grid().scrollTop).toBeGreaterThan(0);
});

test('a draft stays while its row is scrolled out of view', async () => {
  render(<Grid rowCount={1_000} />);
  grid().focus();
  await userEvent.keyboard('{ArrowDown}Ada');

  grid().scrollTop = 9_000;
  fireEvent.scroll(grid());
  expect(screen.getByRole('rowheader', { name: 'Person 250' })).toBeDefined();
  await userEvent.keyboard(' Lovelace{Enter}');

  grid().scrollTop = 0;
  fireEvent.scroll(grid());
  expect(screen.getByRole('rowheader', { name: 'Ada Lovelace' })).toBeDefined();
});

test('elements stay in the page while rows pass through them, and take the order of the rows at rest', () => {
  vi.useFakeTimers();
  render(<Grid rowCount={1_000} />);
  const rowElements = (): HTMLElement[] => screen.getAllByRole('row').filter((row) => Number(row.dataset['row']) >= 0);
  const indexes = (): number[] => rowElements().map((row) => Number(row.dataset['row']));
  // The active row is kept beside the others while it is out of view.
  fireEvent.mouseDown(screen.getByRole('columnheader', { name: 'Name' }));
  const before = rowElements();

  grid().scrollTop = 900;
  fireEvent.scroll(grid());
  expect(rowElements()).toEqual(before);
  passTime(1_000);

  expect(new Set(rowElements())).toEqual(new Set(before));
  expect(indexes()).toEqual(indexes().toSorted((a, b) => a - b));
});
