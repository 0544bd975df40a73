import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { OwnAccess } from '@shared/contract/members.contract';
import { usePaletteCommands } from '@renderer/app/use-palette-commands';
import { FAKE_OBJECTS } from '../fake-objects';
import { fakeSession, wrapperFor } from '../fake-session';

afterEach(cleanup);

const commandsFor = (access: OwnAccess | null): readonly string[] => {
  const wrapper = wrapperFor({ session: fakeSession({}), access });
  const { result } = renderHook(
    () => usePaletteCommands({ objects: FAKE_OBJECTS, views: [], onHelp: () => undefined }),
    { wrapper },
  );
  return result.current.map(({ id }) => id);
};

const GATED = ['create-person', 'create-company', 'import', 'go-data-model'];

test('the palette offers everything to whoever may do everything', () => {
  expect(commandsFor(null)).toEqual(expect.arrayContaining(GATED));
});

test('the palette offers only what a role lets its members do', () => {
  const seeing = { rights: ['see' as const], readOnly: [] };
  const making = { rights: ['see' as const, 'create' as const], readOnly: [] };
  const guest = commandsFor({ settings: [], objects: { person: seeing, company: seeing } });
  const writer = commandsFor({ settings: ['import'], objects: { person: making, company: seeing } });

  expect(GATED.filter((id) => guest.includes(id))).toEqual([]);
  expect(GATED.filter((id) => writer.includes(id))).toEqual(['create-person', 'import']);
});
