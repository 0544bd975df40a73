import { expect, test } from 'vitest';
import { linkIn, pathOfLink } from '@main/host-electron/deep-link.rules';
import { reachableBounds } from '@main/host-electron/window-bounds.rules';

const id = '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b';

test.each([
  [`outpost://person/${id}`, `/o/person/${id}`],
  [`outpost://person/${id}/`, `/o/person/${id}`],
  ['outpost://company', '/o/company'],
  ['outpost://person/not-an-id', undefined],
  [`outpost://person/${id}/more`, undefined],
  ['outpost:///etc/passwd', undefined],
  ['outpost://../..', undefined],
  ['https://person/', undefined],
  ['outpost', undefined],
  ['', undefined],
])('the link %j leads to %j', (link, place) => {
  expect(pathOfLink(link)).toBe(place);
});

test('a link is found among other arguments', () => {
  expect(linkIn(['/usr/bin/outpost', '--workspace', '/w', 'outpost://person'])).toBe('outpost://person');
  expect(linkIn(['/usr/bin/outpost'])).toBeUndefined();
});

test('a window returns to its place only while its title bar can be reached there', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }];
  const at = (x: number, y: number) => ({ x, y, width: 1200, height: 800 });

  expect(reachableBounds(at(100, 50), screens)).toEqual(at(100, 50));
  expect(reachableBounds(at(1700, 900), screens)).toEqual(at(1700, 900));
  expect(reachableBounds(at(1900, 50), screens)).toBeUndefined();
  expect(reachableBounds(at(2500, 50), screens)).toBeUndefined();
  expect(reachableBounds(at(100, -700), screens)).toBeUndefined();
  expect(reachableBounds(null, screens)).toBeUndefined();
});
