import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { cleanText } from './clean-text';
import { emailsRules, MAX_LIST, MAX_LIST_TEXT } from './emails';
import type { FieldTypeRules } from './field-type';
import { isTextList, uniqueBy } from './list-text';
import { parsed, refused } from './parse-result';

const WITH_SCHEME = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i;
const BARE = /^((?:[\p{L}\p{N}_-]+\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+))\.?(:\d{1,5})?([/?#].*)?$/iu;
/** Schemes that run code where they are opened. */
const DANGEROUS = new Set(['javascript', 'data', 'vbscript', 'file', 'blob']);
const MAX_LINK = 4000;
/** A comma or a semicolon, but not the one that ends "&amp;". */
const MARK = String.raw`(?:,|(?<!&\w{1,10});)`;
const NEXT_LINK = String.raw`[a-z][a-z0-9+.-]*:\/\/|www\.`;
const SEPARATOR = new RegExp(String.raw`\s+|${MARK}(?=\s|$|${NEXT_LINK})`, 'i');
const TRAILING = new RegExp(`${MARK}+$`);
const INNER = new RegExp(`${MARK}(?=${NEXT_LINK})`, 'gi');

/**
 * A web address as typed, its host in lower case; bare domains stay bare ("fjordgate.example"). Undefined when it is none or its scheme runs code.
 */
export const cleanLink = (text: string): string | undefined => {
  if (text.length > MAX_LINK) return undefined;
  const clean = cleanText(text)
    .replace(/^<(.*)>$/s, '$1')
    .replace(TRAILING, '')
    .replace(/\s/g, '%20')
    // What would part a list ("…,http://…") is written so that it does not.
    .replace(INNER, (mark) => (mark === ',' ? '%2C' : '%3B'));
  const full = WITH_SCHEME.exec(clean);
  if (full) {
    const [, scheme = '', host = '', rest = ''] = full;
    return DANGEROUS.has(scheme.toLowerCase()) ? undefined : `${scheme.toLowerCase()}://${host.toLowerCase()}${rest}`;
  }
  const bare = BARE.exec(clean);
  return bare ? `${(bare[1] ?? '').toLowerCase()}${bare[2] ?? ''}${bare[3] ?? ''}` : undefined;
};

/** The host without "www.", which is what tells companies apart. */
export const linkHost = (link: string): string =>
  (WITH_SCHEME.exec(link)?.[2] ?? BARE.exec(link)?.[1] ?? '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .toLowerCase()
    .replace(/^www\./, '');

export const notALink = (text: string): MessageDescriptor => {
  const shown = text.slice(0, 100);
  return msg`"${shown}" is not a web address`;
};

export const linksRules: FieldTypeRules = {
  ...emailsRules,
  type: 'links',
  parseText: (text) => {
    if (text.length > MAX_LIST_TEXT) return refused(msg`Too long for links`);
    const links: string[] = [];
    for (const part of text.split(SEPARATOR).filter((each) => cleanText(each) !== '')) {
      const link = cleanLink(part);
      if (link === undefined) return refused(notALink(part));
      links.push(link);
    }
    if (links.length > MAX_LIST) return refused(msg`More than ${MAX_LIST} links`);
    return parsed(links.length === 0 ? null : uniqueBy(links, (link) => link));
  },
  formatText: (value) => (isTextList(value) ? value.join(', ') : ''),
};
