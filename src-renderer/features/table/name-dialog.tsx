import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextInput } from '../../ui/input';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly description?: string;
  readonly initialName: string;
  readonly submitLabel: string;
  readonly onSubmit: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for one name. Shown as long as it is mounted. */
export const NameDialog = ({
  title,
  label,
  description,
  initialName,
  submitLabel,
  onSubmit,
  onClose,
}: NameDialogProps) => {
  const { t } = useLingui();
  const [name, setName] = useState(initialName);
  const trimmed = name.trim();
  const submit = () => {
    if (!trimmed) return;
    onSubmit(trimmed);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      {...(description === undefined ? {} : { description })}
      size="sm"
      closeLabel={t`Close`}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" disabled={!trimmed} onClick={submit}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <TextInput
        label={label}
        value={name}
        onChange={setName}
        maxLength={200}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            submit();
          }
        }}
      />
    </Dialog>
  );
};
