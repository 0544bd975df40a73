import { useLingui } from '@lingui/react/macro';
import { formatMessage } from '@shared/messages/format-message';
import { useState } from 'react';
import { rulesFor } from '@shared/domain/field-types';
import { hasDayBounds } from '@shared/domain/field-types/field-rules';
import { readPattern } from '@shared/domain/field-types/text-pattern';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import { TextInput } from '../../ui/input';
import { DefaultInput } from './default-input';
import styles from './data-model.module.css';

interface ValueRulesProps {
  readonly type: FieldType;
  readonly settings: FieldSettings;
  readonly onChange: (settings: FieldSettings) => void;
}

type RuleName = 'min' | 'max' | 'minLength' | 'maxLength' | 'pattern' | 'patternHint';

/** The settings with one rule changed; a rule without a value goes. */
const withRule = (settings: FieldSettings, name: RuleName, value: string | number | undefined): FieldSettings => {
  const { [name]: _before, ...rest } = settings;
  return value === undefined ? rest : { ...rest, [name]: value };
};

const Bounds = ({ type, settings, onChange }: ValueRulesProps) => {
  const { t } = useLingui();
  const isDay = hasDayBounds(type);
  const bound = (name: 'min' | 'max', label: string) => (
    <TextInput
      label={label}
      type={isDay ? 'date' : 'number'}
      step="any"
      value={settings[name] === undefined ? '' : String(settings[name])}
      onChange={(text) => onChange(withRule(settings, name, text === '' ? undefined : isDay ? text : Number(text)))}
    />
  );
  return (
    <div className={styles.twoFields}>
      {bound('min', isDay ? t`Earliest day` : t`At least`)}
      {bound('max', isDay ? t`Latest day` : t`At most`)}
    </div>
  );
};

const Lengths = ({ settings, onChange, isList }: ValueRulesProps & { readonly isList: boolean }) => {
  const { t } = useLingui();
  const length = (name: 'minLength' | 'maxLength', label: string) => (
    <TextInput
      label={label}
      type="number"
      min={1}
      step={1}
      value={settings[name] === undefined ? '' : String(settings[name])}
      onChange={(text) => {
        const count = Math.trunc(Number(text));
        onChange(withRule(settings, name, count >= 1 ? count : undefined));
      }}
    />
  );
  return (
    <div className={styles.twoFields}>
      {length('minLength', isList ? t`Fewest entries` : t`Fewest characters`)}
      {length('maxLength', isList ? t`Most entries` : t`Most characters`)}
    </div>
  );
};

// A value of the message: braces in its text would be places to fill in.
const PATTERN_EXAMPLE = '[A-Z]{3}-\\d{4}';

const Pattern = ({ settings, onChange }: ValueRulesProps) => {
  const { t } = useLingui();
  const [sample, setSample] = useState('');
  const read = settings.pattern === undefined ? undefined : readPattern(settings.pattern);
  const doesMatch = read?.ok && sample !== '' ? read.pattern.matches(sample) : undefined;
  return (
    <>
      <TextInput
        label={t`Pattern`}
        help={t`A regular expression that the whole text has to match, such as ${PATTERN_EXAMPLE}`}
        error={read && !read.ok ? formatMessage(read.reason) : undefined}
        mono
        maxLength={200}
        value={settings.pattern ?? ''}
        onChange={(text) => onChange(withRule(settings, 'pattern', text === '' ? undefined : text))}
      />
      {settings.pattern !== undefined && (
        <>
          <TextInput
            label={t`The pattern in words`}
            help={t`Said to those whose text does not match.`}
            maxLength={200}
            value={settings.patternHint ?? ''}
            onChange={(text) => onChange(withRule(settings, 'patternHint', text === '' ? undefined : text))}
          />
          <TextInput
            label={t`Try it`}
            help={doesMatch ? t`Matches` : undefined}
            error={doesMatch === false ? t`Does not match` : undefined}
            value={sample}
            onChange={setSample}
          />
        </>
      )}
    </>
  );
};

/** What values of the field may be, and what a new record starts with. */
export const ValueRules = (props: ValueRulesProps) => {
  const { type, settings, onChange } = props;
  const has = new Set(rulesFor(type).settings);
  const isList = type !== 'text' && type !== 'longText' && type !== 'richText' && type !== 'json';
  return (
    <>
      {has.has('min') && <Bounds {...props} />}
      {has.has('minLength') && <Lengths {...props} isList={isList} />}
      {has.has('pattern') && <Pattern {...props} />}
      {has.has('defaultValue') && <DefaultInput key={type} type={type} settings={settings} onChange={onChange} />}
    </>
  );
};
