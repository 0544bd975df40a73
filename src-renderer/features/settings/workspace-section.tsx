import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { InputOf } from '../../rpc/procedures';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useUndo } from '../../stores/undo';
import { DENSITIES, THEMES, useWindowState, type Density, type Theme } from '../../stores/window.store';
import { Combobox, type ComboboxOption } from '../../ui/combobox';
import { Segmented } from '../../ui/segmented';
import { SkeletonRows } from '../../ui/skeleton';
import { currencyOptions, localeOptions, regionOptions, timeZoneOptions } from './regional-options';
import { SavedText } from './saved-text';
import styles from './settings-page.module.css';

interface ChoiceProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly options: readonly ComboboxOption[];
  readonly value: string;
  readonly onSave: (value: string) => void;
}

const Choice = ({ label, help, options, value, onSave }: ChoiceProps) => {
  const { t } = useLingui();
  return (
    <Combobox
      label={label}
      help={help}
      emptyLabel={t`Nothing found`}
      options={options}
      value={options.find((option) => option.value === value) ?? { value, label: value }}
      onChange={(option) => {
        if (option && option.value !== value) onSave(option.value);
      }}
    />
  );
};

/** Name, owner, regional habits, and how this window looks. */
export const WorkspaceSection = () => {
  const { t, i18n } = useLingui();
  const engine = useEngine();
  const { reportError } = useUndo();
  const settings = useEngineQuery('workspace.status', {}).data?.settings;
  const theme = useWindowState((state) => state.theme);
  const density = useWindowState((state) => state.density);
  const setTheme = useWindowState((state) => state.setTheme);
  const setDensity = useWindowState((state) => state.setDensity);
  const uiLocale = i18n.locale || 'en';
  const current = settings ?? { locale: 'en', timeZone: 'UTC', currency: 'EUR' };
  const locales = useMemo(() => localeOptions(uiLocale, current.locale), [uiLocale, current.locale]);
  const zones = useMemo(() => timeZoneOptions(current.timeZone), [current.timeZone]);
  const currencies = useMemo(() => currencyOptions(uiLocale, current.currency), [uiLocale, current.currency]);
  const regions = useMemo(() => regionOptions(uiLocale), [uiLocale]);
  if (!settings) return <SkeletonRows label={t`Loading settings`} />;

  const update = (change: InputOf<'workspace.update'>) => engine.workspace.update(change);
  const save = (change: InputOf<'workspace.update'>): void => void update(change).catch(reportError);
  const themes: Readonly<Record<Theme, string>> = { system: t`As the system`, light: t`Light`, dark: t`Dark` };
  const densities: Readonly<Record<Density, string>> = {
    compact: t`Compact`,
    standard: t`Standard`,
    comfortable: t`Comfortable`,
  };
  return (
    <div className={styles.form}>
      <section className={styles.group} aria-label={t`Workspace`}>
        <h2 className={styles.heading}>{t`Workspace`}</h2>
        <SavedText label={t`Name`} required value={settings.name} onSave={(name) => update({ name })} />
        <SavedText
          label={t`Your name`}
          help={t`Shown beside the changes you make.`}
          value={settings.ownerName}
          onSave={(ownerName) => update({ ownerName })}
        />
      </section>
      <section className={styles.group} aria-label={t`Region`}>
        <h2 className={styles.heading}>{t`Region`}</h2>
        <Choice
          label={t`Numbers and dates`}
          options={locales}
          value={settings.locale}
          onSave={(locale) => save({ locale })}
        />
        <Choice
          label={t`Time zone`}
          options={zones}
          value={settings.timeZone}
          onSave={(timeZone) => save({ timeZone })}
        />
        <div className={styles.pair}>
          <Choice
            label={t`Currency`}
            help={t`Used for amounts that name none.`}
            options={currencies}
            value={settings.currency}
            onSave={(currency) => save({ currency })}
          />
          <Choice
            label={t`Phone numbers`}
            help={t`Where numbers without a country code belong.`}
            options={regions}
            value={settings.phoneRegion}
            onSave={(phoneRegion) => save({ phoneRegion })}
          />
        </div>
      </section>
      <section className={styles.group} aria-label={t`This window`}>
        <h2 className={styles.heading}>{t`This window`}</h2>
        <div className={styles.choice}>
          <span className={styles.label}>{t`Theme`}</span>
          <Segmented<Theme>
            label={t`Theme`}
            options={THEMES.map((value) => ({ value, label: themes[value] }))}
            value={theme}
            onChange={setTheme}
          />
        </div>
        <div className={styles.choice}>
          <span className={styles.label}>{t`Height of rows`}</span>
          <Segmented<Density>
            label={t`Height of rows`}
            options={DENSITIES.map((value) => ({ value, label: densities[value] }))}
            value={density}
            onChange={setDensity}
          />
        </div>
      </section>
    </div>
  );
};
