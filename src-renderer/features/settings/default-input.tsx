import { useLingui } from '@lingui/react/macro';
import { formatMessage } from '@shared/messages/format-message';
import { useState } from 'react';
import { hasDayBounds } from '@shared/domain/field-types/field-rules';
import { type FieldDef, type FieldSettings, type FieldType, PLAIN_FIELD } from '@shared/domain/schema';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { editableText, parseNewValue } from '../../fields/field-parsing';
import { fieldText } from '../../fields/field-text';
import { plainText, textsOf } from '../../fields/field-value';
import { Checkbox } from '../../ui/checkbox';
import { TextInput } from '../../ui/input';
import { Select } from '../../ui/select';
import styles from './data-model.module.css';

interface DefaultInputProps {
  readonly type: FieldType;
  readonly settings: FieldSettings;
  readonly onChange: (settings: FieldSettings) => void;
}

const withDefault = (settings: FieldSettings, value: FieldValue): FieldSettings => {
  const { defaultValue: _before, ...rest } = settings;
  // A FieldValue is JSON; only `readonly` keeps the types apart.
  return value === null ? rest : { ...rest, defaultValue: value as FieldInput };
};

const NONE = 'none';
const STARS = ['1', '2', '3', '4', '5'] as const;

/** The field as its values are read and shown; nothing else of it is known yet. */
const draftField = (label: string, type: FieldType, settings: FieldSettings): FieldDef => ({
  ...PLAIN_FIELD,
  key: '',
  name: 'draft',
  label,
  type,
  settings,
});

const TypedDefault = ({ type, settings, onChange }: DefaultInputProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const label = t`Default value`;
  const field = draftField(label, type, settings);
  const before = settings.defaultValue;
  const isDate = hasDayBounds(type);
  const [text, setText] = useState(() =>
    typeof before === 'string' && isDate ? before : editableText(field, (before as FieldValue) ?? null, environment),
  );
  const read = parseNewValue(field, text, environment);
  const shown = read.ok && isDate ? fieldText(field, read.value, environment) : '';
  return (
    <TextInput
      label={label}
      help={
        isDate
          ? shown === ''
            ? t`A day, or words such as "today" and "in 2 weeks"`
            : t`For a record made now: ${shown}`
          : t`What a new record starts with`
      }
      error={read.ok ? undefined : formatMessage(read.reason)}
      value={text}
      onChange={(next) => {
        setText(next);
        const parsed = parseNewValue(field, next, environment);
        // Words about dates are read again for every new record; what cannot be read is refused when the field is saved.
        onChange(withDefault(settings, next.trim() === '' ? null : isDate || !parsed.ok ? next.trim() : parsed.value));
      }}
    />
  );
};

const ChosenDefault = ({ type, settings, onChange }: DefaultInputProps) => {
  const { t } = useLingui();
  const { defaultValue } = settings;
  const options =
    type === 'boolean'
      ? [
          { value: 'true', label: t`Yes` },
          { value: 'false', label: t`No` },
        ]
      : type === 'rating'
        ? STARS.map((value) => ({ value, label: value }))
        : (settings.options ?? []).map(({ key, label, color }) => ({ value: key, label, color }));
  const toValue = (choice: string): FieldValue => {
    if (choice === NONE) return null;
    if (type === 'boolean') return choice === 'true';
    return type === 'rating' ? Number(choice) : choice;
  };
  return (
    <Select
      label={t`Default value`}
      value={plainText(defaultValue as FieldValue | undefined) || NONE}
      options={[{ value: NONE, label: t`None` }, ...options]}
      onChange={(choice) => onChange(withDefault(settings, toValue(choice)))}
    />
  );
};

const ManyChosen = ({ settings, onChange }: DefaultInputProps) => {
  const { t } = useLingui();
  const chosen = textsOf(settings.defaultValue as FieldValue | undefined);
  if (!settings.options?.length) return null;
  return (
    <fieldset className={styles.targets}>
      <legend className={styles.label}>{t`Default value`}</legend>
      {settings.options.map(({ key, label }) => (
        <Checkbox
          key={key}
          label={label}
          checked={chosen.includes(key)}
          onChange={(isChosen) => {
            const next = isChosen ? [...chosen, key] : chosen.filter((each) => each !== key);
            onChange(withDefault(settings, next.length === 0 ? null : next));
          }}
        />
      ))}
    </fieldset>
  );
};

const CHOSEN: ReadonlySet<FieldType> = new Set(['boolean', 'select', 'rating']);

/** What a new record starts with in the field. */
export const DefaultInput = (props: DefaultInputProps) => {
  if (CHOSEN.has(props.type)) return <ChosenDefault {...props} />;
  return props.type === 'multiSelect' ? <ManyChosen {...props} /> : <TypedDefault {...props} />;
};
