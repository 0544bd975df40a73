import { Trans, useLingui } from '@lingui/react/macro';
import { inversesByObject } from '@shared/domain/inverses';
import { ROLLUP_FUNCTIONS, type FieldSettings, type ObjectDef, type Rollup } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { iconOfField, iconOfObject } from '../../fields/field-icon';
import { useFieldEnvironment } from '../../fields/field-environment';
import { FilterBuilder } from '../../fields/filter-builder';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Select } from '../../ui/select';
import { useDebounced } from '../../ui/use-debounced';
import { ComputedPreview } from './computed-preview';
import { ROLLUP_LABELS } from './function-help';
import { rolledUpFields } from './rollup-fields.rules';
import styles from './computed.module.css';

interface RollupSettingProps {
  readonly settings: FieldSettings;
  readonly onChange: (settings: FieldSettings) => void;
  readonly owner: ObjectDef;
}

const WAIT_MS = 250;

interface TrialProps {
  readonly owner: ObjectDef;
  readonly rollup: Rollup;
  readonly settings: FieldSettings;
}

const Trial = ({ owner, rollup, settings }: TrialProps) => {
  const settled = useDebounced(rollup, WAIT_MS);
  const trial = useEngineQuery('records.tryComputed', {
    object: owner.name,
    type: 'rollup',
    settings: { rollup: structuredClone(settled) },
  });
  if (!trial.data) return null;
  return (
    <>
      {trial.data.issues.length > 0 && (
        <ul className={styles.issues} role="alert">
          {trial.data.issues.map(({ message }) => (
            <li key={message.id} className={styles.issue}>
              {formatMessage(message)}
            </li>
          ))}
        </ul>
      )}
      <ComputedPreview object={owner.name} trial={trial.data} settings={settings} />
    </>
  );
};

/** What a rollup makes of which related records. */
export const RollupSetting = ({ settings, onChange, owner }: RollupSettingProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const inverses = [...(inversesByObject(objects).get(owner.name)?.values() ?? [])];
  const rollup = settings.rollup;
  const set = (next: Rollup): void => onChange({ ...settings, rollup: next });
  const related = inverses.find(({ name }) => name === rollup?.related)?.object;
  const fields = related && rollup ? rolledUpFields(related, rollup.fn) : [];
  const isWhole = rollup !== undefined && (rollup.fn === 'count' || fields.some(({ name }) => name === rollup.field));
  return (
    <div className={styles.formula}>
      <Select
        label={t`Related records`}
        placeholder={t`Choose a list`}
        value={rollup?.related}
        options={inverses.map(({ name, label, object }) => ({ value: name, label, icon: iconOfObject(object) }))}
        onChange={(name) => set({ related: name, fn: 'count' })}
      />
      {rollup && related && (
        <>
          <Select
            label={t`What of them`}
            value={rollup.fn}
            options={ROLLUP_FUNCTIONS.map((fn) => ({ value: fn, label: i18n._(ROLLUP_LABELS[fn]) }))}
            onChange={(fn) => {
              const { field, ...rest } = rollup;
              const doesFit = rolledUpFields(related, fn).some(({ name }) => name === field);
              set({ ...rest, fn, ...(doesFit && field !== undefined ? { field } : {}) });
            }}
          />
          {rollup.fn !== 'count' && (
            <Select
              label={t`Of the field`}
              placeholder={t`Choose a field`}
              help={fields.length === 0 ? t`No field of these records fits.` : undefined}
              value={rollup.field}
              options={fields.map((field) => ({ value: field.name, label: field.label, icon: iconOfField(field) }))}
              onChange={(field) => set({ ...rollup, field })}
            />
          )}
          <fieldset className={styles.where}>
            <legend className={styles.legend}>
              <Trans>Only those that match</Trans>
            </legend>
            <FilterBuilder
              key={rollup.related}
              object={related}
              filter={rollup.filter}
              onChange={(filter) => {
                const { filter: _before, ...rest } = rollup;
                set(filter === undefined ? rest : { ...rest, filter });
              }}
            />
          </fieldset>
          {isWhole && <Trial owner={owner} rollup={rollup} settings={settings} />}
        </>
      )}
    </div>
  );
};
