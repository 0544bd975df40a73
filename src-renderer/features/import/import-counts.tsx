import { useLingui } from '@lingui/react/macro';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { Stat, StatList } from '../../ui/stat';

interface ImportCountsProps {
  readonly status: ImportStatus;
  readonly object: ObjectDef | undefined;
}

/** What an import has done so far. */
export const ImportCounts = ({ status, object }: ImportCountsProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const count = (value: number) => formatNumber(environment, value, 0);
  const many = (object?.labelPlural ?? t`Records`).toLocaleLowerCase();
  return (
    <StatList>
      <Stat label={t`New ${many}`} value={count(status.created)} />
      <Stat label={t`Updated`} value={count(status.updated)} />
      <Stat label={t`Unchanged`} value={count(status.unchanged)} />
      {status.skipped > 0 && <Stat label={t`Skipped`} value={count(status.skipped)} />}
      <Stat
        label={t`Not imported`}
        value={count(status.rejectedCount)}
        tone={status.rejectedCount > 0 ? 'warning' : 'neutral'}
      />
      {status.createdTargets > 0 && <Stat label={t`New linked records`} value={count(status.createdTargets)} />}
    </StatList>
  );
};
