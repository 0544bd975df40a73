/** Currencies of the regions where Outpost is most often set up; a wrong guess is one choice away. */
const CURRENCY_BY_REGION: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  CH: 'CHF',
  LI: 'CHF',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  JP: 'JPY',
  CN: 'CNY',
  IN: 'INR',
  AU: 'AUD',
  NZ: 'NZD',
  CA: 'CAD',
  BR: 'BRL',
  MX: 'MXN',
  ZA: 'ZAR',
  KR: 'KRW',
  SG: 'SGD',
  TR: 'TRY',
};

export const CURRENCIES: readonly string[] = ['EUR', ...new Set(Object.values(CURRENCY_BY_REGION))].toSorted();

export interface RegionalGuess {
  readonly locale: string;
  readonly timeZone: string;
  readonly phoneRegion: string;
  readonly currency: string;
}

/** What this device's language and clock say of where its owner works. */
export const guessRegional = (language: string, timeZone: string): RegionalGuess => {
  const region = new Intl.Locale(language).maximize().region ?? 'US';
  return {
    locale: language,
    timeZone,
    phoneRegion: /^[A-Z]{2}$/.test(region) ? region : 'US',
    currency: CURRENCY_BY_REGION[region] ?? 'EUR',
  };
};
