import { useQueries } from '@tanstack/react-query';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { recordTitle } from '@shared/domain/record-title';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { useRecordName } from '../../fields/record-name';
import { useEngine, useSession } from '../../rpc/engine-context';
import { engineQuery, useEngineQuery } from '../../rpc/use-engine-query';
import { useUndo } from '../../stores/undo';

type Taken = Readonly<Record<string, RecordId>>;

export interface Merge {
  /** In the order in which they were chosen. */
  readonly rows: readonly Row[];
  /** The record that stays; undefined until it is known. */
  readonly into: RecordId | undefined;
  readonly keep: (id: RecordId) => void;
  /** By field: the records whose values it takes. Fields that are not in it cannot be chosen. */
  readonly from: ReadonlyMap<string, readonly RecordId[]>;
  /** A record's own value, or with null what a merge takes by itself. */
  readonly take: (field: string, id: RecordId | null) => void;
  readonly add: (id: RecordId) => void;
  readonly remove: (id: RecordId) => void;
  readonly failure: string | undefined;
  readonly isBusy: boolean;
  readonly run: () => Promise<RecordId | undefined>;
}

/** What a merge would do, as it is chosen, and doing it. */
export const useMerge = (definition: ObjectDef, initialIds: readonly RecordId[]): Merge => {
  const { t } = useLingui();
  const engine = useEngine();
  const session = useSession();
  const nameOf = useRecordName();
  const { offerUndo, reportError } = useUndo();
  const [ids, setIds] = useState(initialIds);
  const [chosen, setChosen] = useState<RecordId>();
  const [taken, setTaken] = useState<Taken>({});
  const [isBusy, setBusy] = useState(false);
  const object = definition.name;
  const request = { object, ids: [...ids], take: { ...taken }, ...(chosen && { into: chosen }) };
  const preview = useEngineQuery('records.previewMerge', request, { enabled: ids.length > 1 });
  const rows = useQueries({
    queries: ids.map((id) => engineQuery(session, 'records.get', { object, id })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const into = ids.length > 1 ? (chosen ?? preview.data?.into) : ids[0];
  const without = (id: RecordId): Taken => Object.fromEntries(Object.entries(taken).filter(([, of]) => of !== id));
  return {
    rows,
    into,
    keep: setChosen,
    // A choice shows at once; the preview of it follows.
    from: new Map(
      preview.data?.fields.map(({ field, from }) => {
        const own = taken[field];
        return [field, own === undefined ? from : [own]];
      }),
    ),
    take: (field, id) => {
      const { [field]: _before, ...others } = taken;
      setTaken(id === null ? others : { ...others, [field]: id });
    },
    add: (id) => setIds([...ids, id]),
    remove: (id) => {
      setIds(ids.filter((each) => each !== id));
      setTaken(without(id));
      if (chosen === id) setChosen(undefined);
    },
    failure: preview.error?.message,
    isBusy,
    run: async () => {
      if (into === undefined || ids.length < 2 || isBusy) return undefined;
      setBusy(true);
      try {
        const { row, operationId } = await engine.records.merge({ ...request, into });
        const count = ids.length;
        const title = nameOf(object, recordTitle(definition, row));
        offerUndo(t`${plural(count, { one: '# record', other: '# records' })} merged into ${title}`, operationId);
        return row.id;
      } catch (error) {
        reportError(error);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
  };
};
