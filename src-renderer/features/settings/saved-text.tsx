import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextInput } from '../../ui/input';

interface SavedTextProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: string;
  readonly onSave: (value: string) => Promise<unknown>;
  readonly required?: boolean | undefined;
}

/** A setting that is saved by leaving it or by Enter; Esc brings the saved text back. */
export const SavedText = ({ label, help, value, onSave, required = false }: SavedTextProps) => {
  const { t } = useLingui();
  const [draft, setDraft] = useState<string>();
  const [reason, setReason] = useState('');
  const save = async (): Promise<void> => {
    if (draft === undefined) return;
    const next = draft.trim();
    if (required && next === '') return setReason(t`A name is needed`);
    if (next === value) return setDraft(undefined);
    try {
      await onSave(next);
      setDraft(undefined);
      setReason('');
    } catch (error) {
      setReason(error instanceof Error ? error.message : t`It was not saved`);
    }
  };
  return (
    <TextInput
      label={label}
      help={help}
      required={required}
      error={reason || undefined}
      maxLength={200}
      value={draft ?? value}
      onChange={(text) => {
        setDraft(text);
        setReason('');
      }}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) void save();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setDraft(undefined);
          setReason('');
        }
      }}
    />
  );
};
