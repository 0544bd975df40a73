import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FileDropTarget } from '@renderer/features/import/file-drop-target';
import { useImportToasts } from '@renderer/features/import/use-import-toasts';
import { useImportWizard } from '@renderer/features/import/import-wizard.store';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeSession, wrapperFor } from '../fake-session';
import { fakeStatus, IMPORT } from './fake-import';

beforeEach(() => {
  useImportWizard.setState(useImportWizard.getInitialState());
  useToasts.setState({ toasts: [] });
});
afterEach(cleanup);

test('an import that runs elsewhere is a toast with its progress, and says when it has ended', async () => {
  const status = { now: fakeStatus({ state: 'running', progress: 0.5 }) };
  const session = fakeSession({ 'exchange.listImports': () => ({ imports: [status.now] }) });
  const onShow = vi.fn<() => void>();
  const { result } = renderHook(() => useImportToasts({ isWizardShown: false, onShow }), {
    wrapper: wrapperFor({ session }),
  });
  await waitFor(() => expect(result.current).toMatchObject([{ text: 'Importing people.csv', progress: 0.5 }]));

  status.now = fakeStatus({ state: 'done' });
  session.publish({ seq: 1, topics: ['imports'], records: [] });

  await waitFor(() => expect(result.current).toEqual([]));
  const [toast] = useToasts.getState().toasts;
  expect(toast?.text).toContain('people.csv is imported');
  toast?.action?.run();
  expect(onShow).toHaveBeenCalledOnce();
  expect(useImportWizard.getState()).toMatchObject({ step: 'run', importId: IMPORT });
});

test('the import that the wizard shows needs no toast', async () => {
  const session = fakeSession({ 'exchange.listImports': () => ({ imports: [fakeStatus({ state: 'running' })] }) });
  useImportWizard.getState().showImport(IMPORT);
  const { result } = renderHook(() => useImportToasts({ isWizardShown: true, onShow: () => {} }), {
    wrapper: wrapperFor({ session }),
  });
  await waitFor(() => expect(session.calls).toHaveLength(1));
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));

  expect(result.current).toEqual([]);
});

test('a file can be dropped anywhere, unless what lies there takes it', () => {
  const onFile = vi.fn<(file: File) => void>();
  render(
    <>
      <button type="button" onDrop={(event) => event.preventDefault()}>
        Attachments
      </button>
      <FileDropTarget onFile={onFile} />
    </>,
    { wrapper: wrapperFor({ session: fakeSession({}) }) },
  );
  const file = new File(['a'], 'people.csv');
  const dataTransfer = { types: ['Files'], files: [file] };

  fireEvent.dragEnter(document.body, { dataTransfer });
  expect(screen.getByText('Drop to import')).toBeDefined();
  fireEvent.drop(document.body, { dataTransfer });
  fireEvent.drop(screen.getByRole('button'), { dataTransfer });

  expect(onFile.mock.calls).toEqual([[file]]);
  expect(screen.queryByText('Drop to import')).toBeNull();
});
