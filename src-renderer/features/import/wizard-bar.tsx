import { useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import { IconButton } from '../../ui/button';
import { PageBar } from '../../ui/page-bar';
import { Stepper } from '../../ui/stepper';
import type { WizardStep } from './import-wizard.store';

interface WizardBarProps {
  readonly step: WizardStep;
  readonly object: ObjectDef | undefined;
  readonly onClose: () => void;
}

/** What is imported, and how far along. */
export const WizardBar = ({ step, object, onClose }: WizardBarProps) => {
  const { t } = useLingui();
  const many = object?.labelPlural.toLocaleLowerCase();
  return (
    <PageBar
      icon="import"
      title={many === undefined ? t`Import a file` : t`Import ${many}`}
      center={
        <Stepper
          label={t`Steps`}
          doneLabel={t`done`}
          current={step}
          steps={[
            { key: 'file', label: t`File` },
            { key: 'match', label: t`Match columns` },
            { key: 'review', label: t`Review` },
            { key: 'run', label: t`Import` },
          ]}
        />
      }
      actions={<IconButton icon="close" label={t`Close`} onClick={onClose} />}
    />
  );
};
