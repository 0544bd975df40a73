import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import styles from './data-model.module.css';

interface BrokenFieldsProps {
  readonly objects: readonly ObjectDef[];
  /** Opens the form of a field, wherever it is. */
  readonly onMend: (object: string, field: string) => void;
}

/** Formulas and rollups that compute nothing, because what they need has gone or changed, each with the way to its form. */
export const BrokenFields = ({ objects, onMend }: BrokenFieldsProps) => {
  const { t } = useLingui();
  const { data = [] } = useEngineQuery('schema.broken', {});
  const broken = data.flatMap(({ object, field, message }) => {
    const owner = objects.find(({ name, deletedAtMs }) => name === object && deletedAtMs === null);
    const def = owner?.fields.find(({ name }) => name === field);
    return owner && def ? [{ owner, def, message }] : [];
  });
  if (broken.length === 0) return null;
  return (
    <div className={styles.broken}>
      <Banner tone="warning" title={t`Fields that compute nothing`}>
        <Trans>What they need is gone or is of another kind now. They are empty until they are mended.</Trans>
      </Banner>
      <ul className={styles.breaks} aria-label={t`Fields that compute nothing`}>
        {broken.map(({ owner, def, message }) => (
          <li key={`${owner.key}.${def.key}`}>
            <b>{t`${def.label}, ${owner.labelPlural}`}</b>{' '}
            <span className={styles.quiet}>{formatMessage(message)}</span>{' '}
            <Button
              size="sm"
              variant="ghost"
              icon="pencil"
              aria-label={t`Mend ${def.label}`}
              onClick={() => onMend(owner.name, def.name)}
            >
              {t`Mend`}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
};
