import { useLingui } from '@lingui/react/macro';
import { plural } from '@lingui/core/macro';
import type { StageStay } from '@shared/contract/pipelines.contract';
import { reasonLabel, stageLabel } from '@shared/domain/field-types/stage';
import type { RecordId } from '@shared/domain/ids';
import { DAY_MS, findStage } from '@shared/domain/pipelines';
import type { FieldDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { useNow } from '../../fields/use-now';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Dot } from '../../ui/tag';
import { Section } from './section';
import styles from './record-page.module.css';

interface StayLineProps {
  readonly field: FieldDef;
  readonly stay: StageStay;
}

const StayLine = ({ field: { settings }, stay }: StayLineProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const nowMs = useNow();
  const days = Math.floor(Math.max(0, (stay.leftAtMs ?? nowMs) - stay.enteredAtMs) / DAY_MS);
  const since = formatDateTime(environment, stay.enteredAtMs);
  const reason = stay.reason === null ? '' : reasonLabel(settings, stay.stage, stay.reason);
  return (
    <li className={styles.stay} title={t`Since ${since}, by ${stay.actor.name}`}>
      <Dot color={findStage(settings.pipelines, stay.stage)?.stage.color ?? 'gray'} />
      <span className="truncate">{stageLabel(settings, stay.stage)}</span>
      {reason !== '' && <span className={styles.relatedWords}>{reason}</span>}
      <span className={styles.relatedEnd}>{plural(days, { 0: 'less than a day', one: '# day', other: '# days' })}</span>
    </li>
  );
};

/** The stages that a record was in, the newest first, and for how long. */
export const StageStays = ({
  object,
  id,
  field,
}: {
  readonly object: string;
  readonly id: RecordId;
  readonly field: FieldDef;
}) => {
  const { t } = useLingui();
  const { data, error } = useEngineQuery('pipelines.stageHistory', { object, id });
  const stays = data?.stays.toReversed() ?? [];
  return (
    <Section title={t`Stages so far`}>
      <ul>
        {stays.map((stay) => (
          <StayLine key={`${stay.stage}:${stay.enteredAtMs}`} field={field} stay={stay} />
        ))}
      </ul>
      {data && stays.length === 0 && <p className={styles.none}>{t`None yet`}</p>}
      {error && <p className={styles.none}>{error.message}</p>}
    </Section>
  );
};
