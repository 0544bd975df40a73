import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { RecordId } from '@shared/domain/ids';
import type { FieldDef, FieldSettings } from '@shared/domain/schema';
import { ReasonedRecords } from '../../fields/reasoned-records';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Banner } from '../../ui/banner';
import { useDebounced } from '../../ui/use-debounced';

interface RuleMisfitsProps {
  readonly object: string;
  readonly field: FieldDef['name'];
  readonly settings: FieldSettings;
  readonly isRequired: boolean;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Opens the list of an object with these records alone. */
  readonly onShowRecords: (object: string, ids: readonly RecordId[]) => void;
}

const WAIT_MS = 400;

/** How many records have values that the rules, as they stand in the form, would refuse. They stay as they are until somebody edits them. */
export const RuleMisfits = ({ object, field, settings, isRequired, hrefOfRecord, onShowRecords }: RuleMisfitsProps) => {
  const { t } = useLingui();
  const settled = useDebounced(settings, WAIT_MS);
  const misfits = useEngineQuery('records.misfits', { object, field, settings: structuredClone(settled), isRequired });
  if (!misfits.data || misfits.data.count === 0) return null;
  const { count, examples, ids } = misfits.data;
  return (
    <>
      <Banner
        tone="warning"
        title={<Plural value={count} one="# record breaks these rules" other="# records break these rules" />}
      >
        <Trans>They stay as they are; whoever edits the field has to mend it.</Trans>
      </Banner>
      <ReasonedRecords
        label={t`Records that break these rules`}
        object={object}
        records={examples}
        count={count}
        hrefOfRecord={hrefOfRecord}
        onShowAll={() => onShowRecords(object, ids)}
      />
    </>
  );
};
