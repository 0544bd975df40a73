import { parsePhoneNumberFromString, type CountryCode, isSupportedCountry } from 'libphonenumber-js/min';
import { cleanPhone } from '@shared/domain/field-types/phones';

const E164 = /^\+[1-9]\d{6,14}$/;
const PLAUSIBLE = /\d{3}|\d.*\d.*\d/;

const regionOf = (code: string): CountryCode | undefined => (isSupportedCountry(code) ? code : undefined);

/**
 * A number in E.164, with " ext. 12" where it has an extension; what cannot be brought there stays as typed. Undefined when it is no number at all:
 * neither three digits nor a letter.
 */
export const normalizePhone = (text: string, region: string): string | undefined => {
  const clean = cleanPhone(text);
  if (clean === undefined || E164.test(clean) || !PLAUSIBLE.test(clean)) return clean;
  const number = parsePhoneNumberFromString(clean, { ...optionalRegion(region), extract: false });
  // Possible, not valid: ranges are opened faster than the product is updated, and fictional numbers are not valid either.
  if (!number?.isPossible()) return clean;
  return number.ext ? `${number.number} ext. ${number.ext}` : number.number;
};

const optionalRegion = (region: string): { readonly defaultCountry?: CountryCode } => {
  const defaultCountry = regionOf(region.toUpperCase());
  return defaultCountry ? { defaultCountry } : {};
};
