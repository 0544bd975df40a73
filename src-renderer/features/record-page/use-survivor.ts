import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordName } from '../../fields/record-name';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';

interface Merged {
  readonly object: string;
  readonly id: RecordId;
  readonly title: string;
  /** Only what is in the trash can have been merged away. */
  readonly isGone: boolean;
  readonly onReplaceRecord: OpenRecord;
}

/** Leads on from a record that was merged into another, so that links to it go on working. */
export const useSurvivor = ({ object, id, title, isGone, onReplaceRecord }: Merged): void => {
  const { t } = useLingui();
  const { data } = useEngineQuery('records.survivor', { object, id }, { enabled: isGone });
  const nameOf = useRecordName();
  const show = useToasts((state) => state.show);
  const survivor = isGone ? data?.survivor : null;
  const into = survivor?.id;
  const intoTitle = survivor?.title ?? '';
  useEffect(() => {
    if (into === undefined) return;
    show({ text: t`${nameOf(object, title)} was merged into ${nameOf(object, intoTitle)}`, subject: 'merged' });
    onReplaceRecord(object, into);
  }, [into, intoTitle, nameOf, object, onReplaceRecord, show, t, title]);
};
