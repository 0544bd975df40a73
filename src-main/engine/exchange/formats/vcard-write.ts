import { Buffer } from 'node:buffer';
import type { AddressValue, FullNameValue } from '@shared/domain/values';

/** What a card says; empty parts are left out. */
export interface CardContent {
  readonly name: FullNameValue;
  /** What the card is called where it has no name: a card must have one (RFC 2426 3.1.1). */
  readonly title: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly company: string;
  readonly jobTitle: string;
  readonly address: AddressValue | null;
  /** YYYY-MM-DD. */
  readonly birthday: string;
  readonly links: readonly string[];
  readonly photo: { readonly mime: string; readonly bytes: Uint8Array } | null;
  readonly notes: readonly string[];
}

const escape = (text: string): string =>
  text.replaceAll(/[\\,;]/g, (char) => `\\${char}`).replaceAll(/\r\n|\r|\n/g, '\\n');

const MAX_LINE_OCTETS = 75;

/** RFC 2426 2.6: lines of at most 75 octets, continued after a blank; characters stay whole. */
const fold = (line: string): string => {
  if (line.length * 3 <= MAX_LINE_OCTETS || Buffer.byteLength(line) <= MAX_LINE_OCTETS) return `${line}\r\n`;
  const lines: string[] = [];
  let part = '';
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > MAX_LINE_OCTETS) {
      lines.push(part);
      part = ' ';
      octets = 1;
    }
    part += char;
    octets += size;
  }
  lines.push(part);
  return lines.map((each) => `${each}\r\n`).join('');
};

/** 3.0 is what every address book reads (RFC 2426); 4.0 is the newest (RFC 6350). */
export type CardVersion = '3.0' | '4.0';

const photoLine = ({ mime, bytes }: NonNullable<CardContent['photo']>, version: CardVersion): string => {
  const base64 = Buffer.from(bytes).toString('base64');
  if (version === '4.0') return `PHOTO:data:${mime};base64,${base64}`;
  return `PHOTO;ENCODING=b;TYPE=${(mime.split('/')[1] ?? 'jpeg').toUpperCase()}:${base64}`;
};

/** One card of a version. */
export const formatCard = (card: CardContent, version: CardVersion = '3.0'): string => {
  const { name, address, photo } = card;
  const is4 = version === '4.0';
  const full = [name.first, name.last].filter((part) => part !== '').join(' ') || card.title;
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    `N:${escape(name.last)};${escape(name.first)};;;`,
    `FN:${escape(full)}`,
    ...(card.company === '' ? [] : [`ORG:${escape(card.company)}`]),
    ...(card.jobTitle === '' ? [] : [`TITLE:${escape(card.jobTitle)}`]),
    ...card.emails.map((email, at) =>
      is4 ? `EMAIL${at === 0 ? ';PREF=1' : ''}:${escape(email)}` : `EMAIL;TYPE=INTERNET:${escape(email)}`,
    ),
    ...card.phones.map((phone, at) => `TEL${is4 && at === 0 ? ';PREF=1' : ''}:${escape(phone)}`),
    ...(address
      ? [
          `ADR:;;${[address.street, address.city, address.state, address.postalCode, address.country].map(escape).join(';')}`,
        ]
      : []),
    // RFC 6350 4.3.1 knows dates without hyphens only.
    ...(card.birthday === '' ? [] : [`BDAY:${is4 ? card.birthday.replaceAll('-', '') : card.birthday}`]),
    ...card.links.map((link) => `URL:${escape(link)}`),
    ...card.notes.map((note) => `NOTE:${escape(note)}`),
    ...(photo ? [photoLine(photo, version)] : []),
    'END:VCARD',
  ];
  return lines.map(fold).join('');
};
