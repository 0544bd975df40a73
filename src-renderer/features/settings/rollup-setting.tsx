import { Trans, useLingui } from '@lingui/react/macro';
import { ROLLUP_FUNCTIONS, type FieldSettings, type ObjectDef, type Rollup } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { iconOfField, iconOfObject } from '../../fields/field-icon';
import { useFieldEnvironment } from '../../fields/field-environment';
import { FilterBuilder } from '../../fields/filter-builder';
import { ownListOptions } from '../../fields/related-lists';
import { Select } from '../../ui/select';
import { ComputedPreview } from './computed-preview';
import { ROLLUP_LABELS } from './function-help';
import { rolledUpFields } from './rollup-fields.rules';
import { useComputedTrial } from './use-computed-trial';
import styles from './computed.module.css';

interface RollupSettingProps {
  readonly settings: FieldSettings;
  readonly onChange: (settings: FieldSettings) => void;
  readonly owner: ObjectDef;
  /** API name of the field, once it is there. */
  readonly field: string | undefined;
}

interface TrialProps {
  readonly owner: ObjectDef;
  readonly field: string | undefined;
  readonly settings: FieldSettings;
}

const Trial = ({ owner, field, settings }: TrialProps) => {
  const { trial } = useComputedTrial({ owner, field, type: 'rollup', settings });
  if (!trial) return null;
  return (
    <>
      {trial.issues.length > 0 && (
        <ul className={styles.issues} role="alert">
          {trial.issues.map(({ message }) => (
            <li key={message.id} className={styles.issue}>
              {formatMessage(message)}
            </li>
          ))}
        </ul>
      )}
      <ComputedPreview object={owner.name} trial={trial} settings={settings} />
    </>
  );
};

/** What a rollup makes of which related records. */
export const RollupSetting = ({ settings, onChange, owner, field }: RollupSettingProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const lists = ownListOptions(objects, owner);
  const rollup = settings.rollup;
  const set = (next: Rollup): void => onChange({ ...settings, rollup: next });
  const related = lists.find(({ path }) => path === rollup?.related)?.object;
  const fields = related && rollup ? rolledUpFields(related, rollup.fn) : [];
  const isWhole = rollup !== undefined && (rollup.fn === 'count' || fields.some(({ name }) => name === rollup.field));
  return (
    <div className={styles.formula}>
      <Select
        label={t`Related records`}
        placeholder={t`Choose a list`}
        value={rollup?.related}
        options={lists.map(({ path, label, object }) => ({ value: path, label, icon: iconOfObject(object) }))}
        onChange={(name) => set({ related: name, fn: 'count' })}
      />
      {rollup && related && (
        <>
          <Select
            label={t`What of them`}
            value={rollup.fn}
            options={ROLLUP_FUNCTIONS.map((fn) => ({ value: fn, label: i18n._(ROLLUP_LABELS[fn]) }))}
            onChange={(fn) => {
              const { field: before, ...rest } = rollup;
              const doesFit = rolledUpFields(related, fn).some(({ name }) => name === before);
              set({ ...rest, fn, ...(doesFit && before !== undefined ? { field: before } : {}) });
            }}
          />
          {rollup.fn !== 'count' && (
            <Select
              label={t`Of the field`}
              placeholder={t`Choose a field`}
              help={fields.length === 0 ? t`No field of these records fits.` : undefined}
              value={rollup.field}
              options={fields.map((each) => ({ value: each.name, label: each.label, icon: iconOfField(each) }))}
              onChange={(name) => set({ ...rollup, field: name })}
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
          {isWhole && <Trial owner={owner} field={field} settings={settings} />}
        </>
      )}
    </div>
  );
};
