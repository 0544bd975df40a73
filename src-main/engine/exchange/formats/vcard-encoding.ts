import { decodeUtf8 } from './text-source';

/** RFC 2045 6.7. A "=" that starts no byte is kept as it is. */
export const decodeQuotedPrintable = (text: string): Buffer => {
  const bytes: Buffer[] = [];
  const pattern = /=([0-9A-Fa-f]{2})|=?[^=]*/g;
  for (const [match, hex] of text.matchAll(pattern)) {
    if (match !== '') bytes.push(hex === undefined ? Buffer.from(match, 'utf8') : Buffer.from(hex, 'hex'));
  }
  return Buffer.concat(bytes);
};

/** Bytes in a named character set; an unknown name is read as UTF-8. */
export const decodeText = (bytes: Buffer, charset: string): string => {
  if (/^utf-?8$/i.test(charset)) return decodeUtf8(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return decodeUtf8(bytes);
  }
};
