import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { autoNumberText, FIRST_NUMBER } from '@shared/domain/field-types/auto-number';
import { rulesFor } from '@shared/domain/field-types';
import type { FieldSettings, FieldType, ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { Checkbox } from '../../ui/checkbox';
import { Combobox } from '../../ui/combobox';
import { TextInput } from '../../ui/input';
import { Select } from '../../ui/select';
import { FormulaSetting } from './formula-setting';
import { RollupSetting } from './rollup-setting';
import { OptionsEditor } from './options-editor';
import { currencyOptions } from './regional-options';
import { useComputedTrial } from './use-computed-trial';
import styles from './data-model.module.css';

interface TypeSettingsProps {
  readonly type: FieldType;
  readonly settings: FieldSettings;
  readonly onChange: (settings: FieldSettings) => void;
  readonly objects: readonly ObjectDef[];
  /** API name of the field, once it is there: where a relation leads cannot change then. */
  readonly field: string | undefined;
  /** The object that the field belongs to. */
  readonly owner: ObjectDef;
}

const AUTO = 'auto';
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const DECIMALS = ['0', '1', '2', '3', '4'] as const;

type SettingProps = Omit<TypeSettingsProps, 'type'>;

const OnDelete = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  return (
    <Select
      label={t`When the linked record is deleted`}
      value={settings.onTargetDelete ?? 'clear'}
      options={[
        { value: 'clear', label: t`Clear the link` },
        { value: 'cascade', label: t`Delete this record too` },
        { value: 'refuse', label: t`Refuse to delete it` },
      ]}
      onChange={(onTargetDelete) => onChange({ ...settings, onTargetDelete })}
    />
  );
};

const Options = ({ settings, onChange }: SettingProps) => (
  <OptionsEditor
    options={settings.options ?? []}
    onChange={(options) => onChange({ ...settings, options: [...options] })}
  />
);

const Decimals = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  return (
    <Select
      label={t`Digits after the point`}
      value={settings.decimals === undefined ? AUTO : String(settings.decimals)}
      options={[{ value: AUTO, label: t`As many as there are` }, ...DECIMALS.map((value) => ({ value, label: value }))]}
      onChange={(choice) => {
        const { decimals: _before, ...rest } = settings;
        onChange(choice === AUTO ? rest : { ...rest, decimals: Number(choice) });
      }}
    />
  );
};

/** Of a computed field only where it gives a number: what it gives is known once it is written. */
const ComputedDecimals = (props: SettingProps & { readonly type: 'formula' | 'rollup' }) => {
  const result = useComputedTrial(props).trial?.result ?? props.settings.result;
  return result === 'number' && <Decimals {...props} />;
};

const Currency = ({ settings, onChange }: SettingProps) => {
  const { t, i18n } = useLingui();
  const environment = useFieldEnvironment();
  const current = settings.defaultCurrency ?? environment.currency;
  const options = currencyOptions(i18n.locale || 'en', current);
  return (
    <Combobox
      label={t`Currency`}
      help={t`Used for amounts that name none.`}
      emptyLabel={t`Nothing found`}
      options={options}
      value={options.find(({ value }) => value === current) ?? null}
      onChange={(option) => {
        if (option) onChange({ ...settings, defaultCurrency: option.value });
      }}
    />
  );
};

const liveOf = (objects: readonly ObjectDef[]) => objects.filter(({ deletedAtMs }) => deletedAtMs === null);

const Target = ({ settings, onChange, objects, field }: SettingProps) => {
  const { t } = useLingui();
  return (
    <Select
      label={t`Leads to`}
      placeholder={t`Choose an object`}
      disabled={field !== undefined}
      value={settings.target}
      options={liveOf(objects).map((object) => ({
        value: object.name,
        label: object.labelPlural,
        icon: iconOfObject(object),
      }))}
      onChange={(name) => onChange({ ...settings, target: name })}
    />
  );
};

const InverseLabel = ({ settings, onChange, objects, owner }: SettingProps) => {
  const { t } = useLingui();
  const target = liveOf(objects).find(({ name }) => name === settings.target);
  // The field on the other side is there, and has a name of its own.
  if (settings.link !== undefined) return null;
  return (
    <TextInput
      label={
        target
          ? t`Name of the list on the page of a ${target.labelSingular.toLocaleLowerCase()}`
          : t`Name of the list on the other side`
      }
      placeholder={owner.labelPlural}
      maxLength={200}
      value={settings.inverseLabel ?? ''}
      onChange={(inverseLabel) => onChange({ ...settings, inverseLabel })}
    />
  );
};

const Targets = ({ settings, onChange, objects }: SettingProps) => {
  const { t } = useLingui();
  const targets = settings.targets ?? [];
  return (
    <fieldset className={styles.targets}>
      <legend className={styles.label}>{t`May lead to`}</legend>
      {liveOf(objects).map((object) => (
        <Checkbox
          key={object.name}
          label={object.labelPlural}
          checked={targets.includes(object.name)}
          onChange={(checked) =>
            onChange({
              ...settings,
              targets: checked ? [...targets, object.name] : targets.filter((name) => name !== object.name),
            })
          }
        />
      ))}
    </fieldset>
  );
};

const HowMany = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  return (
    <Select
      label={t`How many`}
      value={settings.maxFiles === 1 ? 'one' : 'many'}
      options={[
        { value: 'one', label: t`One file` },
        { value: 'many', label: t`Several files` },
      ]}
      onChange={(choice) => {
        const { maxFiles: _before, ...rest } = settings;
        onChange(choice === 'one' ? { ...rest, maxFiles: 1 } : rest);
      }}
    />
  );
};

const DefaultsToCreator = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  return (
    <Checkbox
      label={t`A new record's value is whoever makes it`}
      checked={settings.defaultsToCreator === true}
      onChange={(defaultsToCreator) => onChange({ ...settings, defaultsToCreator })}
    />
  );
};

const Prefix = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  const example = autoNumberText(settings, settings.firstNumber ?? FIRST_NUMBER);
  return (
    <TextInput
      label={t`Before the number`}
      help={t`The first one is ${example}. Numbers that were given stay as they are.`}
      maxLength={20}
      value={settings.prefix ?? ''}
      onChange={(prefix) => onChange({ ...settings, prefix })}
    />
  );
};

const Digits = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  return (
    <Select
      label={t`Digits`}
      value={String(settings.digits ?? 1)}
      options={DIGITS.map((digits) => ({
        value: String(digits),
        label: digits === 1 ? t`As many as needed` : t`At least ${digits}`,
      }))}
      onChange={(choice) => onChange({ ...settings, digits: Number(choice) })}
    />
  );
};

const FirstNumber = ({ settings, onChange }: SettingProps) => {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`First number`}
      type="number"
      min={0}
      max={1_000_000_000}
      step={1}
      value={String(settings.firstNumber ?? FIRST_NUMBER)}
      onChange={(text) => onChange({ ...settings, firstNumber: Math.max(0, Math.trunc(Number(text))) })}
    />
  );
};

/** The form of each setting that says what a type holds; rules about values are in `value-rules.tsx`. */
const SETTINGS: { readonly [K in keyof FieldSettings]?: (props: SettingProps) => ReactNode } = {
  options: Options,
  decimals: Decimals,
  defaultCurrency: Currency,
  target: Target,
  targets: Targets,
  inverseLabel: InverseLabel,
  onTargetDelete: OnDelete,
  maxFiles: HowMany,
  expression: FormulaSetting,
  rollup: RollupSetting,
  defaultsToCreator: DefaultsToCreator,
  prefix: Prefix,
  digits: Digits,
  firstNumber: FirstNumber,
};

/** What only some types have: options, decimals, a currency, where a relation leads. */
export const TypeSettings = ({ type, ...props }: TypeSettingsProps) =>
  rulesFor(type).settings.map((name) => {
    if (name === 'decimals' && (type === 'formula' || type === 'rollup'))
      return <ComputedDecimals key={name} type={type} {...props} />;
    const Setting = SETTINGS[name];
    return Setting && <Setting key={name} {...props} />;
  });
