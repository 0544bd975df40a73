import { useLingui } from '@lingui/react/macro';
import { Select } from '../../ui/select';
import { TextInput } from '../../ui/input';
import { CURRENCIES } from './regional-guess';
import styles from './first-run.module.css';

interface WorkspaceStepProps {
  readonly name: string;
  readonly ownerName: string;
  readonly currency: string;
  readonly onNameChange: (name: string) => void;
  readonly onOwnerNameChange: (name: string) => void;
  readonly onCurrencyChange: (currency: string) => void;
}

export const WorkspaceStep = (props: WorkspaceStepProps) => {
  const { t, i18n } = useLingui();
  const currencyNames = new Intl.DisplayNames(i18n.locale, { type: 'currency' });
  return (
    <div className={styles.fields}>
      <TextInput
        label={t`Name of the workspace`}
        placeholder={t`Your company or team`}
        value={props.name}
        onChange={props.onNameChange}
        maxLength={200}
        required
        // The first and only thing to do here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <TextInput
        label={t`Your name`}
        help={t`Shown beside the changes you make.`}
        value={props.ownerName}
        onChange={props.onOwnerNameChange}
        maxLength={200}
        autoComplete="name"
        required
      />
      <Select
        label={t`Currency`}
        options={CURRENCIES.map((code) => ({ value: code, label: `${code}, ${currencyNames.of(code) ?? code}` }))}
        value={props.currency}
        onChange={props.onCurrencyChange}
      />
    </div>
  );
};
