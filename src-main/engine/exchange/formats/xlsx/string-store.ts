import fs from 'node:fs';

const BLOCK = 64;
const BLOCK_CHARS = 256 * 1024;
const CACHED_CHARS = 8_000_000;
const WRITE_CHARS = 1_000_000;

interface Block {
  readonly first: number;
  readonly atByte: number;
  readonly bytes: number;
}

/** The texts of a workbook by number: on disk, since there may be millions. */
export interface StringStore {
  readonly add: (text: string) => void;
  /** A text by its number from 0; undefined when there is none. */
  readonly get: (index: number) => string | undefined;
  /** Takes the file away. */
  readonly close: () => void;
}

/** Keeps texts in blocks in a file, with the blocks that were last asked for in memory. */
export const createStringStore = (file: string): StringStore => {
  const fd = fs.openSync(file, 'w+', 0o600);
  const blocks: Block[] = [];
  let count = 0;
  let atByte = 0;
  let open: string[] = [];
  let openChars = 0;
  let unwritten: string[] = [];
  let unwrittenChars = 0;
  const cache = new Map<number, readonly string[]>();
  let cachedChars = 0;
  const charsOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);

  const flush = (): void => {
    fs.writeSync(fd, unwritten.join(''));
    unwritten = [];
    unwrittenChars = 0;
  };
  const endBlock = (): void => {
    if (open.length === 0) return;
    const text = JSON.stringify(open);
    const bytes = Buffer.byteLength(text);
    blocks.push({ first: count - open.length, atByte, bytes });
    atByte += bytes;
    unwritten.push(text);
    unwrittenChars += text.length;
    open = [];
    openChars = 0;
    if (unwrittenChars > WRITE_CHARS) flush();
  };
  const findBlock = (index: number): number => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((blocks[middle]?.first ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const load = (at: number): readonly string[] => {
    const block = blocks[at];
    if (!block) return [];
    const bytes = Buffer.alloc(block.bytes);
    fs.readSync(fd, bytes, 0, block.bytes, block.atByte);
    // Written by `endBlock` only.
    return JSON.parse(bytes.toString('utf8')) as string[];
  };
  const read = (at: number): readonly string[] => {
    const known = cache.get(at);
    // Moved to the end: what was asked for longest ago goes first.
    if (known) cache.delete(at);
    const texts = known ?? load(at);
    cache.set(at, texts);
    if (!known) cachedChars += charsOf(texts);
    for (const [oldest, dropped] of cache) {
      if (cachedChars <= CACHED_CHARS || oldest === at) break;
      cache.delete(oldest);
      cachedChars -= charsOf(dropped);
    }
    return texts;
  };
  return {
    add: (text) => {
      open.push(text);
      openChars += text.length;
      count += 1;
      if (open.length >= BLOCK || openChars > BLOCK_CHARS) endBlock();
    },
    get: (index) => {
      if (!(index >= 0 && index < count)) return undefined;
      endBlock();
      if (unwrittenChars > 0) flush();
      const at = findBlock(index);
      return read(at)[index - (blocks[at]?.first ?? 0)];
    },
    close: () => {
      fs.closeSync(fd);
      fs.rmSync(file, { force: true });
    },
  };
};
