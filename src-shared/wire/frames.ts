/**
 * What goes over a line between the engine and a caller: texts of JSON, each a list that begins with the id of the call it belongs to.
 *
 * - `[id, path, input]` calls a procedure ("records.window"); `[id]` says that the caller has left the call or its stream.
 * - `[id, "answer", value]` and `[id, "error", { code, message, data }]` end a call.
 * - A subscription answers `[id, "stream"]`, then `[id, "item", value]` for each value, then `[id, "end"]` or an error.
 *
 * Ids are whole numbers that the caller chooses, another one for each call of a line.
 */
export interface CallFrame {
  readonly id: number;
  /** Undefined: the caller has left. */
  readonly path: string | undefined;
  readonly input: unknown;
}

const REPLIES = ['answer', 'error', 'stream', 'item', 'end'] as const;
export type ReplyKind = (typeof REPLIES)[number];

export interface ReplyFrame {
  readonly id: number;
  readonly kind: ReplyKind;
  readonly value: unknown;
}

export const callFrame = (id: number, path: string, input: unknown): string => JSON.stringify([id, path, input]);

export const leaveFrame = (id: number): string => `[${id}]`;

/** `json` is the value's text, which goes into the frame unread. */
export const replyFrame = (id: number, kind: ReplyKind, json?: string): string =>
  json === undefined ? `[${id},"${kind}"]` : `[${id},"${kind}",${json}]`;

const listOf = (frame: unknown): readonly unknown[] | undefined => {
  if (typeof frame !== 'string') return undefined;
  try {
    const list: unknown = JSON.parse(frame);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
};

/** What a caller sent; undefined for what is no such frame. */
export const readCallFrame = (frame: unknown): CallFrame | undefined => {
  const [id, path, input] = listOf(frame) ?? [];
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined;
  return path === undefined || typeof path === 'string' ? { id, path, input } : undefined;
};

/** What the engine sent; undefined for what is no such frame. */
export const readReplyFrame = (frame: unknown): ReplyFrame | undefined => {
  const [id, said, value] = listOf(frame) ?? [];
  const kind = REPLIES.find((each) => each === said);
  return typeof id === 'number' && kind ? { id, kind, value } : undefined;
};
