/** What a file is, as far as its first bytes tell. A zip may be a workbook; a compound file is one of an older Office, or one with a password. */
export type FileKind = 'text' | 'zip' | 'compound' | 'document' | 'binary';

/** How much of a file has to be looked at. */
export const FILE_HEAD_BYTES = 4096;

const startsWith = (head: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => head[index] === byte);

/** Share of bytes that no text holds. UTF-16 is full of NULs, so these count only where two follow each other. */
const controlShare = (head: Uint8Array): number => {
  const odd = head.filter((byte, index) =>
    byte === 0 ? head[index + 1] === 0 : byte < 9 || (byte > 13 && byte < 32 && byte !== 27),
  );
  return head.length === 0 ? 0 : odd.length / head.length;
};

/** Tells what a file is by its first bytes. */
export const fileKind = (head: Uint8Array): FileKind => {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'compound';
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46])) return 'document';
  return controlShare(head) > 0.02 ? 'binary' : 'text';
};
