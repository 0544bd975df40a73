import { compactName } from './column-names.rules';

/** The columns by which the exports of a program are told, and those that mean something else there than their name says. */
interface KnownExport {
  readonly program: string;
  readonly signs: readonly RegExp[];
  /** Compact names of columns that fill no field: "Title" of Outlook is "Ms". */
  readonly others?: string;
}

const KNOWN_EXPORTS: readonly KnownExport[] = [
  { program: 'Google Contacts', signs: [/^(?:e-mail|phone|address|website|organization) 1 - /i], others: 'fileas' },
  {
    program: 'Outlook',
    signs: [
      /^(?:e-mail display name|business country\/region|business fax|e-mail: angezeigter name|telefon geschäftlich)$/i,
      /^(?:téléphone \(bureau\)|adresse de messagerie|rue \(bureau\))$/i,
    ],
    others: 'title anrede titre account konto compte location priority prioritat priorite language sprache langue',
  },
  { program: 'HubSpot', signs: [/^(?:record id|associated (?:company|contact|deal|note)(?: ids)?)\b/i] },
  {
    program: 'Salesforce',
    signs: [
      /^(?:mailing|billing|shipping) ?(?:street|city|country)/i,
      /^(?:opportunity name|account owner|contact owner alias|lead source|leadsource|stagename|salutation)$/i,
    ],
  },
  { program: 'Pipedrive', signs: [/^(?:person|organization|deal|activity|lead) - /i] },
  {
    program: 'Twenty',
    signs: [/ \/ (?:first name|primary email|primary link (?:url|label)|primary phone number|amount|address 1)$/i],
  },
];

const find = (headers: readonly string[]): KnownExport | undefined =>
  KNOWN_EXPORTS.find(({ signs }) => headers.some((header) => signs.some((sign) => sign.test(header))));

/** The program whose export has such columns. */
export const knownProgram = (headers: readonly string[]): string | undefined => find(headers)?.program;

/** Says of a column of this file whether it means something else than its name says, so that it fills no field. */
export const staysOut = (headers: readonly string[]): ((header: string) => boolean) => {
  const others = new Set(find(headers)?.others?.split(' '));
  return (header) => others.has(compactName(header));
};
