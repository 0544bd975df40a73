import { expect, test } from 'vitest';
import { RecordId, ViewId } from '@shared/domain/ids';
import { hrefOf, parseRoute, type Route } from '@renderer/app/routes';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const ROUTES: readonly Route[] = [
  { page: 'home' },
  { page: 'table', object: 'person', viewId: null },
  { page: 'table', object: 'opportunity', viewId: ViewId.parse(id) },
  { page: 'record', object: 'person', id: RecordId.parse(id), viewId: null },
  { page: 'settings', section: null, detail: null },
  { page: 'settings', section: 'data-model', detail: 'person' },
  { page: 'import', object: null },
  { page: 'import', object: 'company' },
  { page: 'trash', object: 'person' },
  { page: 'search', text: '', object: null },
  { page: 'search', text: 'stage:won "a & b" -c', object: 'person' },
  { page: 'activity' },
  { page: 'activity', filter: { object: 'person', kind: 'delete', from: '2026-11-19', to: '2026-11-20' } },
];

test.each(ROUTES)('the address of $page leads back to it', (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test.each(['#/o', '#/o/person/not-an-id', '#/o/1person', '#/nowhere', '#/o/person/x/y', '#/activity/2'])(
  '%s is an unknown place, not an error',
  (hash) => {
    expect(parseRoute(hash).page).toBe('unknown');
  },
);

test('what is wrong in the query is left out', () => {
  expect(parseRoute('#/o/person?view=zzz&x=1')).toEqual({
    page: 'table',
    object: 'person',
    viewId: null,
  });
});
