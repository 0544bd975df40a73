import { msg } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { AppError } from '@shared/errors/app-error';
import { toAppError } from '../../rpc/call-error';
import { useEngine, useHost } from '../../rpc/engine-context';
import { rereadDraft, startDraft, type ImportDraft, type ReadingChoices } from './import-draft.rules';
import { useImportWizard } from './import-wizard.store';

/** What is being done with a file. `share` is undefined while nobody knows how much is left. */
export interface Reading {
  readonly kind: 'upload' | 'read';
  readonly fileName: string;
  readonly share: number | undefined;
}

export interface ReadFile {
  readonly reading: Reading | null;
  readonly error: AppError | null;
  /** Brings a file in and proposes what becomes of its columns. */
  readonly open: (file: File, object: string | null) => void;
  /** Reads the file again: in another way, or for another object. */
  readonly reread: (
    draft: ImportDraft,
    change: { readonly object?: string; readonly reading?: ReadingChoices; readonly recall?: boolean },
  ) => void;
  readonly cancel: () => void;
}

/** Bringing files in and reading them. Only the last request counts. */
export const useReadFile = (): ReadFile => {
  const engine = useEngine();
  const host = useHost();
  const queries = useQueryClient();
  const { startReading, setDraft } = useImportWizard.getState();
  const [reading, setReading] = useState<Reading | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const current = useRef(0);

  const run = useCallback((work: (isCurrent: () => boolean) => Promise<void>) => {
    current.current += 1;
    const mine = current.current;
    const isCurrent = () => current.current === mine;
    setError(null);
    const settle = async () => {
      try {
        await work(isCurrent);
      } catch (cause) {
        if (isCurrent()) setError(toAppError(cause));
      }
      if (isCurrent()) setReading(null);
    };
    void settle();
  }, []);

  const open = useCallback(
    (file: File, object: string | null) =>
      run(async (isCurrent) => {
        const fileName = file.name;
        if (file.size === 0) throw new AppError('invalid_input', msg`The file is empty.`);
        setReading({ kind: 'upload', fileName, share: undefined });
        const staged = await host.stageFile(file, (share) => {
          if (isCurrent()) setReading({ kind: 'upload', fileName, share });
        });
        if (!isCurrent()) return;
        setReading({ kind: 'read', fileName, share: undefined });
        const preview = await engine.exchange.preview({
          file: staged.file,
          ...(object === null ? {} : { object }),
          recall: true,
        });
        // What a trial found out before may have changed since.
        queries.removeQueries({ queryKey: ['exchange.check'] });
        if (isCurrent()) startReading(startDraft(preview));
      }),
    [run, host, engine, queries, startReading],
  );

  const reread = useCallback<ReadFile['reread']>(
    (draft, change) =>
      run(async (isCurrent) => {
        setReading({ kind: 'read', fileName: draft.preview.fileName, share: undefined });
        const choices = { ...draft.reading, ...change.reading };
        const preview = await engine.exchange.preview({
          file: draft.preview.file,
          object: change.object ?? draft.plan.object,
          reading: choices,
          recall: change.recall ?? draft.preview.remembered !== null,
        });
        if (isCurrent()) setDraft(rereadDraft(draft, preview, choices));
      }),
    [run, engine, setDraft],
  );

  const cancel = useCallback(() => {
    current.current += 1;
    setReading(null);
    setError(null);
  }, []);

  return { reading, error, open, reread, cancel };
};
