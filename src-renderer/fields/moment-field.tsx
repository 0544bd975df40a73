import { useLingui } from '@lingui/react/macro';
import { FieldRow } from './field-row';
import { plainField } from './plain-field';

interface MomentFieldProps {
  readonly atMs: number | null;
  readonly onChange: (atMs: number | null) => void;
}

/** A moment to be typed ("yesterday 3pm") or picked from a calendar. */
export const MomentField = ({ atMs, onChange }: MomentFieldProps) => {
  const { t } = useLingui();
  const field = plainField('dateTime', t`Moment`);
  return (
    <dl>
      <FieldRow
        object=""
        field={field}
        value={atMs}
        onSave={(_field, value) => {
          onChange(typeof value === 'number' ? value : null);
          return Promise.resolve();
        }}
      />
    </dl>
  );
};
