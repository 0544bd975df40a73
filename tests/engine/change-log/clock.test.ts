import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EPOCH_MS, positionOfStamp, stampAfter, stampToMs } from '@main/engine/change-log/clock';
import { tempFolder } from '../../helpers/temp-folder';
import { writeFixture } from '../../helpers/write-fixture';

test('a stamp is the wall clock while it moves, and one tick more while it does not', () => {
  const t = stampAfter(0, EPOCH_MS + 5, 0);

  expect(t).toBe(5 * 4096);
  expect(stampAfter(t, EPOCH_MS + 5, 0)).toBe(t + 1);
  expect(stampAfter(t, EPOCH_MS - 10_000, 0)).toBe(t + 1);
  expect(stampAfter(t, EPOCH_MS, 7)).toBe(7 * 4096);
  expect(stampToMs(t + 4095)).toBe(EPOCH_MS + 5);
});

test('positions sort as their stamps do', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 48 }), fc.nat({ max: 2 ** 48 }), (a, b) => {
      expect(Math.sign(a - b)).toBe(
        positionOfStamp(a) < positionOfStamp(b) ? -1 : positionOfStamp(a) > positionOfStamp(b) ? 1 : 0,
      );
    }),
  );
});

test('after a restart with a clock that went back, stamps go on rising and the counter goes on', () => {
  const folder = tempFolder();
  const file = `${folder}/w.db`;
  const first = writeFixture({ file });
  first.advance(86_400_000);
  first.create('company', { name: 'A' });
  first.database.close();

  const second = writeFixture({ file });
  second.create('company', { name: 'B' });

  const rows = second.db.all<{ readonly t: number; readonly dseq: number }>(
    'SELECT t, dseq FROM change_log ORDER BY pos',
  );
  expect(rows).toMatchObject([{ dseq: 1 }, { dseq: 2, t: (rows[0]?.t ?? 0) + 1 }]);
  second.database.close();
});
