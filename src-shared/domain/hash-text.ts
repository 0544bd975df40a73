/**
 * FNV-1a over UTF-16 units, 32 bit, unsigned: the same on every machine, even over short texts, and cheap. Not for secrets.
 * Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
export const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
