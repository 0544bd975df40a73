import { msg } from '@lingui/core/macro';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { OperationId, RecordId } from '@shared/domain/ids';
import type { Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { FieldValues } from '../../rpc/cached-rows';
import { useRecordEdit } from '../../rpc/use-record-edit';

interface UnderWay {
  /** Of all moves of the card that are under way, the later over the earlier. */
  readonly values: FieldValues;
  /** The latest of them. */
  readonly latest: FieldValues;
}

export interface CardMoves {
  /** The rows, with cards where they are being moved to: the next move starts there. */
  readonly shown: readonly Row[];
  /**
   * Writes where a card has gone, after the moves of the card that came before. Rejects with the reason where it is refused; the moves that came after it,
   * which started from a place that the card never reached, are `cancelled` then.
   */
  readonly move: (id: RecordId, values: FieldValues) => Promise<OperationId | null>;
}

/** Moves of cards, shown at once and written one after the other, so that keys may be quicker than the engine. */
export const useCardMoves = (object: string, rows: readonly Row[]): CardMoves => {
  const edit = useRecordEdit(object);
  const [underWay, setUnderWay] = useState<ReadonlyMap<RecordId, UnderWay>>(new Map());
  const writes = useRef(new Map<RecordId, Promise<OperationId | null>>());
  const shown = useMemo(
    () =>
      underWay.size === 0
        ? rows
        : rows.map((row) => ({ ...row, ...underWay.get(row.id)?.values, id: row.id }) satisfies Row),
    [rows, underWay],
  );
  const move = useCallback(
    async (id: RecordId, values: FieldValues) => {
      setUnderWay((now) => new Map(now).set(id, { values: { ...now.get(id)?.values, ...values }, latest: values }));
      const before = writes.current.get(id);
      const write = async (): Promise<OperationId | null> => {
        await before?.catch(() => {
          throw new AppError('cancelled', msg`Nothing was changed`);
        });
        return edit([{ id, values }]);
      };
      const own = write();
      writes.current.set(id, own);
      try {
        return await own;
      } finally {
        if (writes.current.get(id) === own) writes.current.delete(id);
        setUnderWay((now) =>
          now.get(id)?.latest === values ? new Map([...now].filter(([other]) => other !== id)) : now,
        );
      }
    },
    [edit],
  );
  return { shown, move };
};
