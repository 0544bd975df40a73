const ascii = (bytes: Uint8Array, from: number, text: string): boolean =>
  Array.from(text).every((char, i) => bytes[from + i] === char.charCodeAt(0));
const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);

/** What a file is, by its first bytes: a name or a claimed type is never believed (WHATWG MIME sniffing, in part). */
export const sniffMime = (bytes: Uint8Array): string => {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (ascii(bytes, 0, 'GIF87a') || ascii(bytes, 0, 'GIF89a')) return 'image/gif';
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP')) return 'image/webp';
  if (ascii(bytes, 4, 'ftypavif')) return 'image/avif';
  if (ascii(bytes, 0, '%PDF-')) return 'application/pdf';
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'application/zip';
  if (starts(bytes, 0x1f, 0x8b)) return 'application/gzip';
  if (ascii(bytes, 0, 'BM')) return 'image/bmp';
  const head = bytes.subarray(0, 1024);
  return head.length > 0 && head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
    ? 'text/plain'
    : 'application/octet-stream';
};
