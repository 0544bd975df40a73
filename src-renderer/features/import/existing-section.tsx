import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ImportCheck, ImportPlan } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { iconOfField } from '../../fields/field-icon';
import { Checkbox } from '../../ui/checkbox';
import { RadioCards } from '../../ui/radio-cards';
import { Select } from '../../ui/select';
import { keyFields } from './import-draft.rules';
import styles from './side-panel.module.css';

interface ExistingSectionProps {
  readonly plan: ImportPlan;
  readonly object: ObjectDef;
  readonly targets: readonly ObjectDef[];
  /** Of so many rows, how many look like a record that exists. */
  readonly alike: Pick<ImportCheck, 'alike' | 'alikeOf'> | undefined;
  readonly onChange: (
    change: Partial<Pick<ImportPlan, 'matchBy' | 'whenMatched' | 'whenAlike' | 'createTargets'>>,
  ) => void;
}

const ALL = ':all';

/** How a record that exists is recognised, and what then. */
export const ExistingSection = ({ plan, object, targets, alike, onChange }: ExistingSectionProps) => {
  const { t } = useLingui();
  const one = object.labelSingular.toLocaleLowerCase();
  const keys = new Set(keyFields(object, plan));
  const targetNames = targets.map((target) => target.labelPlural.toLocaleLowerCase()).join(', ');
  const isByAddress = object.fields.some(({ name, type }) => name === plan.matchBy && type === 'emails');
  const second = {
    value: 'create',
    label: t`Create a second ${one}`,
    help: isByAddress ? t`For shared addresses` : t`Every row is a new record`,
  } as const;
  const whenSame = [
    { value: 'skip', label: t`Leave it as it is`, help: t`The same file again changes nothing` },
    second,
  ] as const;
  const whenKnown = [
    { value: 'fill', label: t`Fill empty fields only`, help: t`Keeps what is in Outpost` },
    { value: 'replace', label: t`Replace with the file`, help: t`The file wins in every mapped field` },
    { value: 'skip', label: t`Leave untouched`, help: t`Skips the row` },
    second,
  ] as const;
  return (
    <section className={styles.section} aria-label={t`When the ${one} exists already`}>
      <h2>
        <Trans>When the {one} exists already</Trans>
      </h2>
      <div className={styles.inline}>
        <span>
          <Trans>Same</Trans>
        </span>
        <Select
          size="md"
          aria-label={t`Recognise the ${one} by`}
          value={plan.matchBy ?? ALL}
          onChange={(value) => onChange({ matchBy: value === ALL ? null : value })}
          options={[
            ...object.fields
              .filter(({ name }) => keys.has(name) || name === plan.matchBy)
              .map((field) => ({ value: field.name, label: field.label, icon: iconOfField(field) })),
            { value: ALL, label: t`In everything`, icon: 'layers' as const },
          ]}
        />
      </div>
      <RadioCards
        label={t`What to do when the ${one} exists`}
        // A record that is the same in everything can only be left or doubled.
        value={plan.matchBy === null && plan.whenMatched !== 'create' ? 'skip' : plan.whenMatched}
        onChange={(choice) => onChange({ whenMatched: plan.matchBy === null && choice === 'skip' ? 'fill' : choice })}
        options={plan.matchBy === null ? whenSame : whenKnown}
      />
      {((alike?.alike ?? 0) > 0 || plan.whenAlike !== 'create') && (
        <>
          <p>
            {t`${plural(alike?.alike ?? 0, {
              one: '# row looks like a record that exists',
              other: '# rows look like records that exist',
            })} (${plural(alike?.alikeOf ?? 0, { one: '# row was compared', other: '# rows were compared' })}).`}
          </p>
          <RadioCards
            label={t`What to do when a row looks like a record that exists`}
            value={plan.whenAlike}
            onChange={(whenAlike) => onChange({ whenAlike })}
            options={[
              { value: 'create', label: t`Create it all the same`, help: t`Duplicates can be merged later` },
              { value: 'fill', label: t`Fill its empty fields`, help: t`Keeps what is in Outpost` },
              { value: 'skip', label: t`Leave it out`, help: t`Skips the row` },
            ]}
          />
        </>
      )}
      {targets.length > 0 && (
        <Checkbox
          checked={plan.createTargets}
          onChange={(createTargets) => onChange({ createTargets })}
          label={t`Make missing ${targetNames}`}
        />
      )}
    </section>
  );
};
