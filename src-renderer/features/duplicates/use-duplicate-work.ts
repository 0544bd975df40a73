import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { MergeAllResult } from '@shared/contract/duplicates.contract';
import { CERTAIN } from '@shared/domain/duplicates';
import type { JobId, RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { useActiveJobs } from '../../rpc/use-active-jobs';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import { useUndo } from '../../stores/undo';

const MERGE = 'duplicates.merge';
const KINDS: ReadonlySet<string> = new Set(['duplicates.scan', MERGE]);

export interface DuplicateWork {
  /** A scan or a merge of all that is under way, of whatever object: they run one after the other. */
  readonly running: { readonly label: string; readonly share: number | undefined } | undefined;
  readonly cancel: () => void;
  readonly scan: () => void;
  readonly mergeCertain: () => void;
  readonly dismiss: (ids: readonly RecordId[]) => void;
  readonly reopen: (ids: readonly RecordId[]) => void;
}

/** What can be done about duplicates; what takes long runs in the background and is followed here. */
export const useDuplicateWork = ({ name: object }: ObjectDef): DuplicateWork => {
  const { t } = useLingui();
  const engine = useEngine();
  const { offerUndo, reportError } = useUndo();
  const show = useToasts((state) => state.show);
  const active = useActiveJobs().find(({ kind }) => KINDS.has(kind));
  const [mergeId, setMergeId] = useState<JobId>();
  const done = useEngineQuery(
    'jobs.list',
    { filter: { kind: MERGE, states: ['done'] }, limit: 5 },
    { enabled: mergeId !== undefined },
  );
  const hasEnded = mergeId !== undefined && done.data?.jobs.some(({ id }) => id === mergeId) === true;
  const toldId = useRef<JobId>(undefined);
  const tell = useEffectEvent(async (id: JobId) => {
    if (toldId.current === id) return;
    toldId.current = id;
    const { result } = await engine.jobs.get({ id });
    const told = MergeAllResult.safeParse(JSON.parse(result ?? 'null')).data;
    if (!told) return;
    const { merged, refusedCount, operationId } = told;
    const text = t`${plural(merged, { one: '# record merged', other: '# records merged' })}`;
    offerUndo(refusedCount > 0 ? t`${text}; ${refusedCount} groups were left alone` : text, operationId);
  });
  useEffect(() => {
    if (hasEnded) tell(mergeId).catch(reportError);
  }, [hasEnded, mergeId, reportError]);
  const tried = (call: () => Promise<void>): void => {
    call().catch(reportError);
  };
  return {
    running: active && { label: formatMessage(active.note ?? active.title), share: active.progress ?? undefined },
    cancel: () => {
      if (active) tried(async () => void (await engine.jobs.cancel({ jobs: { ids: [active.id] } })));
    },
    scan: () => tried(async () => void (await engine.duplicates.scan({ object }))),
    mergeCertain: () =>
      tried(async () => setMergeId((await engine.duplicates.mergeAll({ object, minScore: CERTAIN })).jobId)),
    dismiss: (ids) =>
      tried(async () => {
        await engine.duplicates.dismiss({ object, ids: [...ids] });
        const undo = () => tried(async () => void (await engine.duplicates.reopen({ object, ids: [...ids] })));
        show({ text: t`Not shown as duplicates again`, subject: 'duplicates', action: { label: t`Undo`, run: undo } });
      }),
    reopen: (ids) => tried(async () => void (await engine.duplicates.reopen({ object, ids: [...ids] }))),
  };
};
