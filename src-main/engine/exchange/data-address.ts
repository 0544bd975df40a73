import { Buffer } from 'node:buffer';

/** Bytes of a "data:image/jpeg;base64,..." text and the ending that their type has; undefined when it is none. */
export const decodeDataAddress = (
  text: string,
): { readonly bytes: Uint8Array; readonly extension: string } | undefined => {
  const match = /^data:([a-z0-9.+-]+\/([a-z0-9.+-]+))?[^,]*;base64,/i.exec(text.slice(0, 200));
  if (!match) return undefined;
  const bytes = Buffer.from(text.slice(match[0].length), 'base64');
  const extension = (match[2] ?? 'bin').toLowerCase().replace('jpeg', 'jpg').replace('octet-stream', 'bin');
  return bytes.length === 0 ? undefined : { bytes, extension };
};
