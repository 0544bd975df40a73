import type { FieldInput, FieldValue } from '@shared/domain/values';

/** Payload of a create or patch as sync.md 3 writes it: values, element changes of sets, whole sets. */
export interface Payload {
  readonly s?: Readonly<Record<string, FieldValue>>;
  readonly e?: Readonly<Record<string, { readonly '+': readonly string[]; readonly '-': readonly string[] }>>;
  readonly E?: Readonly<Record<string, readonly string[]>>;
  /** Life. */
  readonly l?: boolean;
  /** With the end of a life: id of the record into which it was merged. */
  readonly m?: string;
}

/** What a change says; nothing for one whose source of truth is elsewhere. */
export const parsePayload = (p: string | null): Payload => {
  if (p === null) return {};
  // The engine wrote it itself, in this shape.
  return JSON.parse(p) as Payload;
};

/** Old values by register. */
export const parsePrev = (prev: string | null): Readonly<Record<string, FieldValue>> => {
  if (prev === null) return {};
  // The engine wrote it itself, in this shape.
  return JSON.parse(prev) as Readonly<Record<string, FieldValue>>;
};

/** Keys of the registers that a payload names. */
export const payloadRegisters = (payload: Payload): readonly string[] => [
  ...Object.keys(payload.s ?? {}),
  ...Object.keys(payload.e ?? {}),
  ...Object.keys(payload.E ?? {}),
];

/** Values of metadata by column, in a create or patch. */
export const parseMetaValues = (p: string | null): Readonly<Record<string, FieldInput>> => {
  if (p === null) return {};
  // The engine wrote it itself, in this shape.
  return (JSON.parse(p) as { readonly s?: Readonly<Record<string, FieldInput>> }).s ?? {};
};
