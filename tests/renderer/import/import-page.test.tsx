import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toMessage } from '@shared/messages/message';
import { fieldReason } from '@shared/messages/field-reason';
import { AppError } from '@shared/errors/app-error';
import { ImportPage } from '@renderer/features/import/import-page';
import { useImportWizard } from '@renderer/features/import/import-wizard.store';
import { useToasts } from '@renderer/stores/toasts.store';
import { TooltipProvider } from '@renderer/ui/tooltip';
import { fakeHost, fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';
import { fakeCheck, fakeColumn, fakePreview, fakeStatus, FILE, IMPORT } from './fake-import';

beforeEach(() => {
  useImportWizard.setState(useImportWizard.getInitialState());
  useToasts.setState({ toasts: [] });
});
afterEach(cleanup);

const CSV = new File(['full_name,years,nickname,shoe size\nAda,36,,\n'], 'people.csv', { type: 'text/csv' });

const show = (more: FakeAnswers = {}) => {
  const session = fakeSession({
    'exchange.preview': () => fakePreview(),
    'exchange.check': () => fakeCheck(),
    'exchange.startImport': () => fakeStatus({ state: 'running', progress: 0 }),
    'exchange.importStatus': () => fakeStatus(),
    'exchange.rejectedRows': () => ({
      rows: [{ line: 3, reasons: [fieldReason('years', msg`"old" is not a whole number`)], cells: ['Grace', 'old'] }],
      total: 1,
    }),
    'exchange.exportRejected': () => ({ file: FILE, fileName: 'people - rejected.csv' }),
    'history.operations': () => ({ operations: [], nextCursor: null }),
    ...more,
  });
  const host = {
    ...fakeHost(),
    stageFile: vi.fn<ReturnType<typeof fakeHost>['stageFile']>(() =>
      Promise.resolve({ file: FILE, fileName: 'people.csv', sizeBytes: 120 }),
    ),
    saveStaged: vi.fn<ReturnType<typeof fakeHost>['saveStaged']>(() => Promise.resolve(true)),
  };
  const onClose = vi.fn<(object: string | null) => void>();
  render(
    <TooltipProvider>
      <ImportPage objectName={null} onClose={onClose} />
    </TooltipProvider>,
    { wrapper: wrapperFor({ session, host }) },
  );
  return {
    session,
    host,
    onClose,
    inputsOf: (path: string) => session.calls.filter((call) => call.path === path).map(({ input }) => input),
  };
};

const choose = async (file: File = CSV) => {
  await userEvent.upload(screen.getByLabelText('File to import'), file, { applyAccept: false });
};

const toMatch = async () => {
  await choose();
  await screen.findByRole('button', { name: 'Field for full_name: Name' });
  await screen.findByText('2 rows checked', { exact: false });
};

test('a file goes from choosing to its report, with the keyboard', async () => {
  const { inputsOf, onClose } = show();

  await toMatch();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByRole('group', { name: 'First rows of the file' });
  await userEvent.keyboard('{Control>}{Enter}{/Control}');

  await screen.findByRole('heading', { name: 'people.csv is imported' });
  expect(inputsOf('exchange.startImport')).toMatchObject([
    { file: FILE, object: 'person', columns: [{ target: { field: 'name' } }, { target: { field: 'age' } }, {}, {}] },
  ]);
  const rejected = await screen.findByRole('region', { name: 'Rows that were not imported' });
  expect(await within(rejected).findByText('years: "old" is not a whole number')).toBeDefined();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(onClose).toHaveBeenCalledWith('person');
});

test('whoever comes back after the report was shown begins anew; an import that runs is shown again', async () => {
  useImportWizard.getState().showImport(IMPORT);
  show({ 'exchange.importStatus': () => fakeStatus({ state: 'running', progress: 0.5 }) });
  await screen.findByRole('button', { name: 'Leave it running' });
  cleanup();
  show();
  await screen.findByRole('heading', { name: 'people.csv is imported' });
  cleanup();

  show();

  expect(screen.getByLabelText('File to import')).toBeDefined();
  expect(screen.queryByRole('heading', { name: 'people.csv is imported' })).toBeNull();
});

test('values that do not fit are counted at their column, listed, and marked in the review', async () => {
  show();

  await toMatch();
  const problems = screen.getByRole('region', { name: 'Rows that need a fix' });
  const row = screen.getByRole('row', { name: /years/ });

  expect(within(row).getByText('1 row')).toBeDefined();
  expect(within(problems).getByText('"old" is not a whole number')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: /^Review/ }));
  const first = await screen.findByRole('group', { name: 'First rows of the file' });
  expect(within(first).getByText('("old" is not a whole number)', { exact: false })).toBeDefined();
});

test('a value is fixed where it is seen, a row skipped, and both taken back', async () => {
  const { inputsOf } = show();
  await toMatch();
  const value = screen.getByRole('textbox', { name: 'Age, line 3' });
  await userEvent.clear(value);
  await userEvent.type(value, '37{Escape}');
  expect(value).toHaveProperty('value', 'old');

  await userEvent.clear(value);
  await userEvent.type(value, '36{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Skip row, line 3' }));

  await waitFor(() =>
    expect(inputsOf('exchange.check').at(-1)).toMatchObject({
      fixes: [{ line: 3, column: 1, text: '36' }],
      skippedLines: [3],
    }),
  );
  expect(screen.getByRole('heading', { name: 'No row needs a fix' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
  expect(screen.getByRole('textbox', { name: 'Age, line 3' })).toHaveProperty('value', 'old');
});

test('a suggestion is used for one value or for all at once', async () => {
  const problem = (line: number, value: string, suggestion: string | null) => ({
    line,
    column: 'years',
    index: 1,
    value,
    suggestion,
    isCut: false,
    reason: toMessage(msg`"${value}" is not a whole number`),
  });
  const problems = [problem(3, 'ca. 36', '36'), problem(4, '4O', '40'), problem(5, '5O', '50'), problem(6, '?', null)];
  const { inputsOf } = show({ 'exchange.check': () => fakeCheck({ problems }) });
  await toMatch();

  await userEvent.click(screen.getByRole('button', { name: 'Use 36, line 3' }));
  await userEvent.click(screen.getByRole('button', { name: 'Use all 2 suggestions' }));

  await waitFor(() =>
    expect(inputsOf('exchange.check').at(-1)).toMatchObject({
      fixes: [
        { line: 3, column: 1, text: '36' },
        { line: 4, column: 1, text: '40' },
        { line: 5, column: 1, text: '50' },
      ],
    }),
  );
  expect(screen.queryByRole('button', { name: /^Use/ })).toBeNull();
});

test('what is being typed into a cell counts when the import is begun by key', async () => {
  const { inputsOf } = show();
  await toMatch();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByRole('group', { name: 'First rows of the file' });
  const value = screen.getByRole('textbox', { name: 'Age, line 3' });
  await userEvent.clear(value);
  await userEvent.type(value, '36');

  await userEvent.keyboard('{Control>}{Enter}{/Control}');

  await screen.findByRole('heading', { name: 'people.csv is imported' });
  expect(inputsOf('exchange.startImport')).toMatchObject([{ fixes: [{ line: 3, column: 1, text: '36' }] }]);
});

test('a column that does not fit the field of its name says so', async () => {
  const misfit = { field: 'age', label: 'Age', filled: 10, fits: 3 };
  show({ 'exchange.preview': () => fakePreview({ columns: [fakeColumn(0, 'age', { misfit })] }) });

  await choose();

  expect(await screen.findByText('Only 3 of 10 values fit Age')).toBeTruthy();
});

test('unknown columns become fields in one step, and the trial is run again', async () => {
  const { inputsOf } = show();
  await toMatch();

  await userEvent.click(screen.getByRole('button', { name: 'Keep all unknown columns as new fields' }));

  expect(screen.getByRole('button', { name: 'Field for nickname: nickname' })).toBeDefined();
  expect(await screen.findByText('New field: whole number')).toBeDefined();
  await waitFor(() =>
    expect(inputsOf('exchange.check').at(-1)).toMatchObject({
      columns: [
        {},
        {},
        { target: { kind: 'new', label: 'nickname' } },
        { target: { kind: 'new', label: 'shoe size' } },
      ],
    }),
  );
});

test('a column goes where it is told', async () => {
  const { inputsOf } = show();
  await toMatch();

  await userEvent.click(screen.getByRole('button', { name: 'Field for nickname: Do not import' }));
  await userEvent.click(await screen.findByRole('option', { name: /^City/ }));

  expect(await screen.findByRole('button', { name: 'Field for nickname: City' })).toBeDefined();
  await waitFor(() =>
    expect(inputsOf('exchange.check').at(-1)).toMatchObject({ columns: [{}, {}, { target: { field: 'city' } }, {}] }),
  );
});

test('a plan that the engine refuses cannot be gone on with, and says why', async () => {
  show({
    'exchange.check': () => {
      throw new AppError('invalid_input', msg`Two columns go to "Name".`, { field: 'name' });
    },
  });

  await choose();

  expect(await screen.findByText('Two columns go to "Name".')).toBeDefined();
  expect(screen.getByText('Used twice')).toBeDefined();
  expect(screen.getByRole('button', { name: /^Review/ })).toHaveProperty('disabled', true);
});

test('an empty file is refused before it is sent, and what the engine cannot read with what to do', async () => {
  const { host } = show({
    'exchange.preview': () => {
      throw new AppError('unsupported', msg`Save it as CSV.`);
    },
  });

  await choose(new File([], 'empty.csv'));
  expect(await screen.findByText('The file is empty.', { exact: false })).toBeDefined();
  expect(host.stageFile).not.toHaveBeenCalled();
  await choose(new File(['%PDF-1.7'], 'people.pdf'));

  expect(await screen.findByText('Save it as CSV.', { exact: false })).toBeDefined();
});

test('another sheet of a workbook is read when it is chosen', async () => {
  const { reading } = fakePreview();
  const preview = vi.fn<(input: unknown) => ReturnType<typeof fakePreview>>(() =>
    fakePreview({ reading: { ...reading, format: 'xlsx', sheet: 'People' }, sheets: ['People', 'Deals'] }),
  );
  show({ 'exchange.preview': preview });
  await choose();
  await userEvent.click(await screen.findByRole('button', { name: 'How the file is read' }));

  await userEvent.click(screen.getByRole('combobox', { name: 'Sheet' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Deals' }));

  await waitFor(() => expect(preview).toHaveBeenCalledTimes(2));
  expect(preview.mock.lastCall?.[0]).toMatchObject({ reading: { sheet: 'Deals' } });
});

test('what was decided for such a file before is said, and can be left', async () => {
  const remembered = { matchBy: null, whenMatched: 'fill', whenAlike: 'create', createTargets: true, atMs: 0 } as const;
  const preview = vi.fn<(input: { readonly recall?: boolean }) => ReturnType<typeof fakePreview>>(({ recall }) =>
    fakePreview({ remembered: recall ? remembered : null }),
  );
  show({ 'exchange.preview': preview });
  await choose();

  await userEvent.click(await screen.findByRole('button', { name: 'Match anew' }));

  await waitFor(() => expect(screen.queryByRole('button', { name: 'Match anew' })).toBeNull());
  expect(preview.mock.calls.map(([{ recall }]) => recall)).toEqual([true, false]);
});

test('all rows are tried when somebody asks, of the plan as it is', async () => {
  const check = vi.fn<(input: { readonly rows?: string }) => ReturnType<typeof fakeCheck>>(({ rows }) =>
    fakeCheck({ isWhole: rows === 'all' }),
  );
  show({ 'exchange.check': check });
  await toMatch();

  await userEvent.click(await screen.findByRole('button', { name: 'Try all rows' }));

  await waitFor(() => expect(screen.queryByRole('button', { name: 'Try all rows' })).toBeNull());
  expect(check.mock.lastCall?.[0].rows).toBe('all');
});

test('going back to the file loses nothing that was decided', async () => {
  show();
  await toMatch();
  await userEvent.click(screen.getByRole('button', { name: 'Keep all unknown columns as new fields' }));

  await userEvent.keyboard('{Escape}');
  await userEvent.click(await screen.findByRole('button', { name: 'Go on with people.csv' }));

  expect(await screen.findByRole('button', { name: 'Field for nickname: nickname' })).toBeDefined();
});

test('a dropped file waits for the wizard and is taken once', async () => {
  useImportWizard.getState().offerFile(CSV);

  const { host } = show();

  await screen.findByRole('button', { name: 'Field for full_name: Name' });
  expect(host.stageFile).toHaveBeenCalledTimes(1);
  expect(useImportWizard.getState().waitingFile).toBeNull();
});

test('an import under way can be paused, gone on with, and stopped with or without what it did', async () => {
  const state = { now: 'running' as 'running' | 'paused' | 'cancelled' };
  const { session, inputsOf } = show({
    'exchange.importStatus': () => fakeStatus({ state: state.now, progress: 0.25, secondsLeft: 4 }),
    'exchange.pauseImport': () => {
      state.now = 'paused';
      return fakeStatus({ state: 'paused' });
    },
    'exchange.cancelImport': () => {
      state.now = 'cancelled';
      return fakeStatus({ state: 'cancelled' });
    },
  });
  useImportWizard.getState().begin(null);
  useImportWizard.getState().showImport(IMPORT);
  expect(await screen.findByText('4 s left')).toBeDefined();

  await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
  session.publish({ seq: 1, topics: ['imports'], records: [] });
  expect(await screen.findByRole('button', { name: 'Resume' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Take them out' }));
  session.publish({ seq: 2, topics: ['imports'], records: [] });

  expect(await screen.findByRole('heading', { name: 'The import of people.csv was stopped' })).toBeDefined();
  expect(inputsOf('exchange.cancelImport')).toEqual([{ id: IMPORT, undo: true }]);
});

test('the report hands out the rejected rows', async () => {
  const { host } = show();
  useImportWizard.getState().begin(null);
  useImportWizard.getState().showImport(IMPORT);

  await userEvent.click(await screen.findByRole('button', { name: 'Save rejected rows' }));

  await waitFor(() => expect(host.saveStaged).toHaveBeenCalledWith(FILE, 'people - rejected.csv'));
});
