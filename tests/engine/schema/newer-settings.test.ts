import { expect, test } from 'vitest';
import { createSchemaRegistry } from '@main/engine/schema/registry';
import { openSeeded } from './seeded-database';

test.each<readonly [string, string, object]>([
  ['of a newer version', '{"target":"company","inverseLabel":"Staff","colour":"red"}', { inverseLabel: 'Staff' }],
  ['damaged', '{"target":"company","onTargetDelete":"explode","inverseLabel":"Staff"}', { inverseLabel: 'Staff' }],
  ['no settings at all', '[1]', {}],
  ['no JSON', '{', {}],
])('a setting that is %s costs a field none of the others', (_what, settings, kept) => {
  const { read, inTransaction } = openSeeded();
  inTransaction((db) =>
    db.run("UPDATE meta_field SET settings = ? WHERE object_key = 'person' AND name = 'company'", [settings]),
  );

  const field = createSchemaRegistry().reload(read).objects.get('person')?.fields.get('company');

  expect(field?.def.settings).toMatchObject(kept);
  expect(field?.def.settings).not.toHaveProperty('colour');
  expect(field?.def.settings).not.toHaveProperty('onTargetDelete', 'explode');
});
