import { useEffect } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { useEngine } from './engine-context';

/** Shorter looks, as on the way through a list, are no visit. */
const LOOK_MS = 1000;

/** Tells search that a record is being looked at, so that it comes before others next time. */
export const useNoteOpened = (object: string, id: RecordId, isShown: boolean): void => {
  const engine = useEngine();
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => {
      // The order of later results is not worth a word to anybody who reads a record.
      engine.search.opened({ object, id }).catch(() => undefined);
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [engine, object, id, isShown]);
};
