/** ISO 4217, active codes. */
const CODES = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK ' +
    'DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF ' +
    'KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK ' +
    'PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX ' +
    'USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG HRK'
  ).split(' '),
);
const NO_MINOR_UNIT = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
const THREE_DIGITS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

export const isCurrencyCode = (text: string): boolean => CODES.has(text);

/** Digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export const currencyExponent = (code: string): 0 | 2 | 3 | 4 => {
  if (NO_MINOR_UNIT.has(code)) return 0;
  if (code === 'CLF') return 4;
  return THREE_DIGITS.has(code) ? 3 : 2;
};

/** Each with the currencies that use it; the first is meant when the workspace's own is none of them. */
const SYMBOLS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD', 'MXN', 'ARS', 'CLP', 'COP', 'TWD'],
  '€': ['EUR'],
  '£': ['GBP', 'EGP', 'GIP', 'FKP', 'SHP'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₽': ['RUB'],
  '₩': ['KRW', 'KPW'],
  '₺': ['TRY'],
  '₴': ['UAH'],
  '₪': ['ILS'],
  '₫': ['VND'],
  '₱': ['PHP'],
  '₦': ['NGN'],
  zł: ['PLN'],
  kč: ['CZK'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  fr: ['CHF'],
  ft: ['HUF'],
  us$: ['USD'],
  a$: ['AUD'],
  c$: ['CAD'],
  ca$: ['CAD'],
  nz$: ['NZD'],
  s$: ['SGD'],
  hk$: ['HKD'],
  r$: ['BRL'],
  euro: ['EUR'],
  euros: ['EUR'],
  dollar: ['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD'],
  dollars: ['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD'],
};

/** The code that a sign or word means in a workspace whose own currency is `own`; undefined when it means none. */
export const currencyOfSign = (sign: string, own: string): string | undefined => {
  const upper = sign.toUpperCase();
  if (isCurrencyCode(upper)) return upper;
  const candidates = SYMBOLS[sign.toLowerCase().replace(/\.$/, '')];
  return candidates?.includes(own) ? own : candidates?.[0];
};
