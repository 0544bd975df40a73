import { Trans, useLingui } from '@lingui/react/macro';
import type { ViewId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import styles from './data-model.module.css';

interface BrokenViewsProps {
  readonly objects: readonly ObjectDef[];
  /** Opens the list, where its filter can be changed. */
  readonly onOpen: (object: string, view: ViewId) => void;
}

/** Saved views that name fields or options that have gone, each with the way to its list. */
export const BrokenViews = ({ objects, onOpen }: BrokenViewsProps) => {
  const { t } = useLingui();
  const { data = [] } = useEngineQuery('views.problems', {});
  const broken = data.flatMap((problem) => {
    const owner = objects.find(({ name, deletedAtMs }) => name === problem.object && deletedAtMs === null);
    return owner ? [{ ...problem, owner }] : [];
  });
  if (broken.length === 0) return null;
  return (
    <div className={styles.broken}>
      <Banner tone="warning" title={t`Views that do not work`}>
        <Trans>
          They name a field or an option that has gone. Open the list, take the condition out and save the view; or
          bring back what is missing.
        </Trans>
      </Banner>
      <ul className={styles.breaks} aria-label={t`Views that do not work`}>
        {broken.map(({ id, name, object, owner, message }) => (
          <li key={id}>
            <b>
              {name}, {owner.labelPlural}
            </b>{' '}
            <span className={styles.quiet}>{formatMessage(message)}</span>{' '}
            <Button size="sm" variant="ghost" aria-label={t`Open the view ${name}`} onClick={() => onOpen(object, id)}>
              {t`Open`}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
};
