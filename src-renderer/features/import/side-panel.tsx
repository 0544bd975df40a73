import { Trans, useLingui } from '@lingui/react/macro';
import type { ImportCheck, ImportPlan } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { Icon } from '../../ui/icon';
import { ExistingSection } from './existing-section';
import { FileSection } from './file-section';
import { newFieldCount, targetObjects, type ImportDraft, type ReadingChoices } from './import-draft.rules';
import { OutcomeSection } from './outcome-section';
import { ReadingSection } from './reading-section';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly draft: ImportDraft;
  readonly object: ObjectDef;
  readonly check: ImportCheck | undefined;
  readonly onPlan: (change: Partial<ImportPlan>) => void;
  readonly onReading: (change: ReadingChoices) => void;
  readonly onObject: (object: string) => void;
  readonly onReplace: () => void;
}

/** What holds for the whole file. */
export const SidePanel = ({ draft, object, check, onPlan, onReading, onObject, onReplace }: SidePanelProps) => {
  const { t } = useLingui();
  const { objects } = useFieldEnvironment();
  const { preview, plan } = draft;
  const targets = targetObjects(plan, object).flatMap((name) => objects.find((each) => each.name === name) ?? []);
  return (
    <aside className={styles.panel} aria-label={t`Import settings`}>
      <FileSection preview={preview} object={plan.object} onObject={onObject} onReplace={onReplace} />
      <OutcomeSection check={check} object={object} targets={targets} newFields={newFieldCount(plan)} />
      <ExistingSection plan={plan} object={object} targets={targets} alike={check} onChange={onPlan} />
      <ReadingSection preview={preview} onChange={onReading} />
      <p className={styles.undo}>
        <Icon name="undo" size={14} />
        <Trans>The whole import can be undone.</Trans>
      </p>
    </aside>
  );
};
