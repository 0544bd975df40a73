import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { nextTurn } from '../../../kernel/next-turn';

const SLICE_MS = 12;
/** A single text or attribute that is longer is no spreadsheet's. */
const MAX_PIECE_CHARS = 64_000_000;

/** Names are without their namespace prefix: some programs write "x:row" where others write "row". */
export interface XmlEvents {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML as it arrives, in constant memory, letting others have their turn. Entities are the five of XML; a document type is not followed. Errors: what the
 * stream throws, `Error` for what is no XML, the signal's reason.
 */
export const readXml = async (bytes: AsyncIterable<Buffer>, events: XmlEvents, signal?: AbortSignal): Promise<void> => {
  const parser = new SaxesParser({ position: false, xmlns: false });
  const { text, close } = events;
  let failure: Error | undefined;
  let chars = 0;
  parser.on('error', (error) => (failure ??= error));
  parser.on('opentag', ({ name, attributes }) => {
    chars = 0;
    events.open(localName(name), attributes);
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', ({ name }) => close(localName(name)));
  const decoder = new StringDecoder('utf8');
  let sliceEnd = performance.now() + SLICE_MS;
  for await (const chunk of bytes) {
    chars += chunk.length;
    parser.write(decoder.write(chunk));
    if (failure) throw failure;
    if (chars > MAX_PIECE_CHARS) throw new Error('A piece of text in the file has no end');
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  }
  parser.close();
  if (failure) throw failure;
};
