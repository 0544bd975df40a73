import { useCallback } from 'react';
import type { FileValue } from '@shared/domain/values';
import { useEngine, useHost } from '../rpc/engine-context';
import { useEngineQuery } from '../rpc/use-engine-query';

/** Takes files from the person's machine into the workspace. */
export const useAttachFile = (): ((file: File) => Promise<FileValue>) => {
  const engine = useEngine();
  const host = useHost();
  return useCallback(
    async (file) => {
      const staged = await host.stageFile(file);
      return engine.exchange.attach({ file: staged.file, name: file.name });
    },
    [engine, host],
  );
};

/** Larger pictures are not fetched just to be looked at. */
const MAX_PREVIEW_BYTES = 10_000_000;
/** What a browser draws without running anything in it: no SVG. */
const PREVIEWED = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

/** The address of a picture that is an attachment; undefined for other files and until it is here. */
export const useImageUrl = (file: FileValue | undefined): string | undefined => {
  const isShown = file !== undefined && PREVIEWED.has(file.mime) && file.sizeBytes <= MAX_PREVIEW_BYTES;
  const placeholder = file?.id;
  const loaded = useEngineQuery(
    'exchange.attachment',
    // Not asked while there is no file: `enabled` is false then.
    { id: (placeholder ?? '') as FileValue['id'] },
    { enabled: isShown, keepPrevious: false },
  );
  return isShown && loaded.data ? `data:${loaded.data.mime};base64,${loaded.data.base64}` : undefined;
};
