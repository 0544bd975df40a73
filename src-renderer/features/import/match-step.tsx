import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { useSettingRights } from '../../fields/use-rights';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { ColumnTable } from './column-table';
import { decideTarget, keepUnknown, unknownColumns, type ImportDraft } from './import-draft.rules';
import { ProblemList } from './problem-list';
import type { CheckState } from './use-import-check';
import { useFieldOfColumn } from './use-field-of-column';
import styles from './import-page.module.css';

interface MatchStepProps {
  readonly draft: ImportDraft;
  readonly object: ObjectDef;
  readonly state: CheckState;
  readonly onDraft: (draft: ImportDraft) => void;
  /** Goes by the names and contents of the columns again. */
  readonly onForget: () => void;
}

/** Which column goes where, and what does not fit there. */
export const MatchStep = ({ draft, object, state: { check, error }, onDraft, onForget }: MatchStepProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const { remembered } = draft.preview;
  const importedAt = remembered && formatDateTime(environment, remembered.atMs);
  const fieldOf = useFieldOfColumn(draft, object);
  const mayAddFields = useSettingRights().has('dataModel');
  const unknown = unknownColumns(draft).length;
  return (
    <div className={styles.main}>
      {error && (
        <Banner tone="danger" title={<Trans>This cannot be imported so.</Trans>}>
          {' '}
          {error.message}
        </Banner>
      )}
      {remembered && (
        <div className={styles.unknown} role="status">
          <Icon name="history" />
          <span>{t`Columns go where they went when a file like this was imported, ${importedAt}.`}</span>
          <Button size="sm" onClick={onForget}>
            <Trans>Match anew</Trans>
          </Button>
        </div>
      )}
      {unknown > 0 && (
        <div className={styles.unknown} role="status">
          <Icon name="info" />
          <span>
            {t`${plural(unknown, {
              one: '# column matches no field and would be left out.',
              other: '# columns match no field and would be left out.',
            })}`}
          </span>
          {mayAddFields && (
            <Button size="sm" icon="plus" onClick={() => onDraft(keepUnknown(draft))}>
              <Trans>Keep all unknown columns as new fields</Trans>
            </Button>
          )}
        </div>
      )}
      <ColumnTable
        draft={draft}
        object={object}
        check={check}
        error={error}
        onTarget={(index, target) => onDraft(decideTarget(draft, object, index, target))}
      />
      <ProblemList draft={draft} problems={check?.problems ?? []} fieldOf={fieldOf} onDraft={onDraft} />
    </div>
  );
};
