import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import type { FileReading } from '@shared/contract/exchange.contract';

export type Encoding = FileReading['encoding'];

/** A text file read in pieces, each a whole number of characters. U+0000 is left out: no field may hold it. */
export interface TextSource {
  readonly sizeBytes: number;
  /** The piece that starts at a byte, or undefined at the end of the file. */
  readonly read: (atByte: number) => { readonly text: string; readonly nextByte: number } | undefined;
  /** Where the text starts: after a byte order mark. */
  readonly startByte: number;
  readonly close: () => void;
}

const PIECE_BYTES = 256 * 1024;

// windows-1252 differs from Latin-1 in 0x80..0x9F only; the five unassigned bytes stay control characters (WHATWG).
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const decodeWindows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replaceAll(/[\u0080-\u009f]/g, (char) => CP1252.charAt(char.charCodeAt(0) - 0x80) || char);

/** Length of the UTF-8 sequence that starts at a byte, or 0 when it is not one. */
const sequenceLength = (bytes: Buffer, at: number): number => {
  const lead = bytes[at] ?? 0;
  const length =
    lead < 0x80
      ? 1
      : lead >= 0xc2 && lead < 0xe0
        ? 2
        : lead >= 0xe0 && lead < 0xf0
          ? 3
          : lead >= 0xf0 && lead < 0xf5
            ? 4
            : 0;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
};

/** UTF-8 whose stray bytes are taken for windows-1252: a file glued together from two programs loses nothing. */
export const decodeUtf8 = (bytes: Buffer): string => {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    parts.push(bytes.toString('utf8', from, at), decodeWindows1252(bytes.subarray(at, at + 1)));
    at += 1;
    from = at;
  }
  parts.push(bytes.toString('utf8', from));
  return parts.join('');
};

const decodeUtf16be = (bytes: Buffer): string => Buffer.from(bytes).swap16().toString('utf16le');

/** How many bytes of a piece are whole characters. */
const wholeBytes = (bytes: Buffer, encoding: Encoding): number => {
  if (encoding === 'windows-1252') return bytes.length;
  if (encoding === 'utf-8') {
    for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
      const byte = bytes[bytes.length - back] ?? 0;
      if (byte < 0x80) return bytes.length;
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
    }
    return bytes.length;
  }
  const even = bytes.length - (bytes.length % 2);
  const last = even < 2 ? 0 : encoding === 'utf-16le' ? bytes.readUInt16LE(even - 2) : bytes.readUInt16BE(even - 2);
  return last >= 0xd800 && last < 0xdc00 ? even - 2 : even;
};

const DECODERS: Readonly<Record<Encoding, (bytes: Buffer) => string>> = {
  'utf-8': decodeUtf8,
  'utf-16le': (bytes) => bytes.toString('utf16le', 0, bytes.length - (bytes.length % 2)),
  'utf-16be': (bytes) => decodeUtf16be(bytes.subarray(0, bytes.length - (bytes.length % 2))),
  'windows-1252': decodeWindows1252,
};

const MARKS: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
const markOf = (head: Buffer) => MARKS.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));

/** Opens a file as text. Errors of the file system pass through. */
export const openTextSource = (file: string, encoding: Encoding): TextSource => {
  const fd = fs.openSync(file, 'r');
  const sizeBytes = fs.fstatSync(fd).size;
  const buffer = Buffer.alloc(PIECE_BYTES);
  const head = buffer.subarray(0, fs.readSync(fd, buffer, 0, 3, 0));
  const mark = markOf(head);
  return {
    sizeBytes,
    startByte: mark?.encoding === encoding ? mark.bytes.length : 0,
    read: (atByte) => {
      const count = fs.readSync(fd, buffer, 0, PIECE_BYTES, atByte);
      if (count === 0) return undefined;
      const isLast = atByte + count >= sizeBytes;
      const length = isLast ? count : wholeBytes(buffer.subarray(0, count), encoding) || count;
      const text = DECODERS[encoding](buffer.subarray(0, length));
      return { text: text.includes('\0') ? text.replaceAll('\0', '') : text, nextByte: atByte + length };
    },
    close: () => fs.closeSync(fd),
  };
};

const isZeroAt = (head: Buffer, parity: 0 | 1): number =>
  head.reduce((zeros, byte, i) => (i % 2 === parity && byte === 0 ? zeros + 1 : zeros), 0);

/**
 * Tells a file's encoding: by its byte order mark, by where zero bytes stand (UTF-16), by whether it is valid UTF-8.
 * UTF-8 with a few stray bytes still counts as UTF-8; anything else is windows-1252. Reads the whole file, a piece at a time.
 */
export const detectEncoding = (file: string): Encoding => {
  const fd = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(PIECE_BYTES);
    let atByte = 0;
    let multiByte = 0;
    let stray = 0;
    for (;;) {
      const count = fs.readSync(fd, buffer, 0, PIECE_BYTES, atByte);
      if (count === 0) break;
      const bytes = buffer.subarray(0, count);
      if (atByte === 0) {
        const mark = markOf(bytes);
        if (mark) return mark.encoding;
        const head = bytes.subarray(0, 4096);
        if (isZeroAt(head, 1) > head.length * 0.3) return 'utf-16le';
        if (isZeroAt(head, 0) > head.length * 0.3) return 'utf-16be';
      }
      const whole = bytes.subarray(0, wholeBytes(bytes, 'utf-8') || count);
      if (!isUtf8(whole)) {
        for (let at = 0; at < whole.length;) {
          const length = sequenceLength(whole, at);
          if (length > 1) multiByte += 1;
          if (length === 0) stray += 1;
          at += length || 1;
        }
      } else if (stray > 0 || multiByte < 100_000) {
        multiByte += whole.toString('utf8').length === whole.length ? 0 : 100;
      }
      atByte += whole.length;
    }
    return stray > 0 && stray * 4 > multiByte ? 'windows-1252' : 'utf-8';
  } finally {
    fs.closeSync(fd);
  }
};
