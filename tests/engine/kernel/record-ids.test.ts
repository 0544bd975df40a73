import { expect, test } from 'vitest';
import { derivedUuid, newRecordId } from '@main/engine/kernel/record-ids';

const random = { bytes: (length: number) => new Uint8Array(length).fill(0xff) };

test('ids made later sort later and carry their time', () => {
  const early = newRecordId({ clock: { nowMs: () => 1_700_000_000_000 }, random });
  const late = newRecordId({ clock: { nowMs: () => 1_700_000_000_001 }, random });

  expect(early < late).toBe(true);
  expect(early).toBe('018bcfe5-6800-7fff-bfff-ffffffffffff');
});

test('the same natural key gives the same id, a differently cut one another', () => {
  expect(derivedUuid('person', 'a@b.example')).toBe(derivedUuid('person', 'a@b.example'));
  expect(derivedUuid('persona', '@b.example')).not.toBe(derivedUuid('person', 'a@b.example'));
});
