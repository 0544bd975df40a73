import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min';
import type { ComboboxOption } from '../../ui/combobox';

const nameOf = (names: Intl.DisplayNames, code: string): string => {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
};

const byLabel = (locale: string) => {
  const collator = new Intl.Collator(locale);
  return (a: ComboboxOption, b: ComboboxOption): number => collator.compare(a.label, b.label);
};

/** The languages in which numbers and dates are commonly written; any other stays chosen when it was set. */
const LOCALES =
  'en-US en-GB en-IE en-CA en-AU en-NZ en-IN en-ZA de-DE de-AT de-CH fr-FR fr-BE fr-CA fr-CH it-IT es-ES es-MX pt-PT pt-BR nl-NL nl-BE da-DK sv-SE nb-NO fi-FI is-IS pl-PL cs-CZ sk-SK hu-HU ro-RO bg-BG el-GR hr-HR sl-SI et-EE lv-LV lt-LT uk-UA tr-TR he-IL ar-EG ja-JP ko-KR zh-CN zh-TW vi-VN th-TH id-ID'.split(
    ' ',
  );

const SAMPLE_MS = Date.UTC(2026, 10, 27, 12);

export const localeOptions = (uiLocale: string, current: string): readonly ComboboxOption[] => {
  const names = new Intl.DisplayNames(uiLocale, { type: 'language' });
  return [...new Set([current, ...LOCALES])]
    .map((code) => ({
      value: code,
      label: nameOf(names, code),
      description: `${new Intl.NumberFormat(code).format(12_345.6)} · ${new Intl.DateTimeFormat(code, { timeZone: 'UTC' }).format(SAMPLE_MS)}`,
    }))
    .toSorted(byLabel(uiLocale));
};

export const timeZoneOptions = (current: string): readonly ComboboxOption[] =>
  [...new Set([current, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));

export const currencyOptions = (uiLocale: string, current: string): readonly ComboboxOption[] => {
  const names = new Intl.DisplayNames(uiLocale, { type: 'currency' });
  return [...new Set([current, ...Intl.supportedValuesOf('currency')])].map((code) => ({
    value: code,
    label: code,
    description: nameOf(names, code),
  }));
};

export const regionOptions = (uiLocale: string): readonly ComboboxOption[] => {
  const names = new Intl.DisplayNames(uiLocale, { type: 'region' });
  return getCountries()
    .map((code) => ({ value: code, label: nameOf(names, code), description: `+${getCountryCallingCode(code)}` }))
    .toSorted(byLabel(uiLocale));
};
