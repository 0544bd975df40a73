import type { Random } from '../kernel/ports';
import type { WriteDb } from '../storage/db';
import { findSelf, insertSelf, saveSelf } from './clock.sql';

/** 2024-01-01 UTC: stamps count from here, so that they stay below 2^53 until 2093 (sync.md D2). */
export const EPOCH_MS = 1_704_067_200_000;
const TICKS_PER_MS = 4096;

/** The moment in a stamp, ms UTC. */
export const stampToMs = (t: number): number => Math.floor(t / TICKS_PER_MS) + EPOCH_MS;

/** The smallest stamp of a moment, ms UTC. */
export const firstStampAt = (ms: number): number => (Math.trunc(ms) - EPOCH_MS) * TICKS_PER_MS;

/** The last stamp of a moment, ms UTC: whatever has a larger one came after it. */
export const lastStampOf = (atMs: number): number => firstStampAt(Math.floor(atMs) + 1) - 1;

/** The stamp after `hlc`: the wall clock where it is ahead, else one tick more, so that stamps never repeat or fall. */
export const stampAfter = (hlc: number, nowMs: number, offsetMs: number): number =>
  Math.max(hlc + 1, (Math.trunc(nowMs) + offsetMs - EPOCH_MS) * TICKS_PER_MS);

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base62 = (value: number, length: number): string => {
  let text = '';
  let rest = value;
  for (let i = 0; i < length; i += 1) {
    text = (DIGITS[rest % 62] ?? '0') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
};

/**
 * The place in manual order of a record made at `t`: its stamp written as a fractional index ("g" heads seven digits). It
 * needs no look at the other records, is unique on a device and falls behind everything that was there before.
 */
export const positionOfStamp = (t: number): string =>
  `g${base62(Math.floor(t / TICKS_PER_MS), 7)}${base62(t % TICKS_PER_MS, 3).replace(/0+$/, '')}`;

/** This device's clock and counter, as they run within one transaction. */
export interface DeviceClock {
  /** Local number of this device: `dev` in the log and in stamps. */
  readonly dev: number;
  /** A new stamp, larger than all before. */
  readonly nextT: () => number;
  /** The next of 1, 2, 3 ... without holes. */
  readonly nextDseq: () => number;
  /** Keeps both in the file. Must run in the same transaction as the changes that used them. */
  readonly save: () => void;
}

/** Reads the device's clock, at a moment in ms UTC; `save` before the transaction ends. */
export const openDeviceClock = (db: WriteDb, nowMs: number): DeviceClock => {
  const self = findSelf(db);
  if (!self) throw new Error('The workspace has no device yet: initSync was not called');
  let { hlc, dseq } = self;
  return {
    dev: self.dev,
    nextT: () => {
      hlc = stampAfter(hlc, nowMs, self.offsetMs);
      return hlc;
    },
    nextDseq: () => {
      dseq += 1;
      return dseq;
    },
    save: () => saveSelf(db, { hlc, dseq }),
  };
};

/**
 * Gives a new workspace its device and clock; does nothing when it has one. `installId` names this installation
 * (sync.md 2.5); without one a random id is made.
 */
export const initSync = (deps: { readonly random: Random }, db: WriteDb, installId?: string): void => {
  if (findSelf(db)) return;
  const hex = (): string => Buffer.from(deps.random.bytes(8)).toString('hex');
  insertSelf(db, { device: hex(), installId: installId ?? hex() });
};
