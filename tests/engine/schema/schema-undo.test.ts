import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import { CUSTOM_FIELD_TYPES, type FieldSettings, type FieldType } from '@shared/domain/schema';
import { testEngine } from '../../helpers/test-engine';

const settingsOf = (type: FieldType, label: string): FieldSettings => {
  if (type === 'relation') return { target: 'company', onTargetDelete: 'refuse' };
  if (type === 'formula') return { expression: '1 + 1' };
  if (type === 'morphRelation') return { targets: ['person', 'task'] };
  return type === 'select' ? { options: [{ key: 'k', label: `Option ${label}`, color: 'red' }] } : {};
};

/** What people see of the data model: without the version, which only rises, and without what is in the trash. */
const visible = async (client: EngineClient) => {
  const { objects } = await client.schema.get({});
  return objects
    .filter((object) => object.deletedAtMs === null)
    .map((object) => ({ ...object, fields: object.fields.filter((field) => field.deletedAtMs === null) }));
};

type Step = (client: EngineClient) => Promise<unknown>;
/** Fields and objects of the run are named f0, f1 … and o0, o1 …; steps that name one that is not there are refused, which is fine. */
const name = (letter: 'f' | 'o') => fc.nat(4).map((count) => `${letter}${count}`);
const label = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() !== '');
const object = fc.oneof(fc.constantFrom('person', 'task'), name('o'));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(name('o'), label).map(
    ([o, text]): Step =>
      (client) =>
        client.schema.createObject({ name: o, labelSingular: text, labelPlural: text }),
  ),
  fc.tuple(object, name('f'), label, fc.constantFrom(...CUSTOM_FIELD_TYPES)).map(
    ([o, f, text, type]): Step =>
      (client) =>
        client.schema.createField({ object: o, name: f, label: text, type, settings: settingsOf(type, text) }),
  ),
  fc.tuple(object, fc.oneof(name('f'), fc.constantFrom('name', 'title')), label, fc.nat(9), fc.boolean()).map(
    ([o, f, text, order, isRequired]): Step =>
      (client) =>
        client.schema.updateField({ object: o, name: f, label: text, order, isRequired }),
  ),
  fc.tuple(object, label).map(
    ([o, text]): Step =>
      (client) =>
        client.schema.updateObject({ name: o, labelPlural: text, color: 'teal' }),
  ),
  fc.tuple(object, name('f')).map(
    ([o, f]): Step =>
      (client) =>
        client.schema.deleteField({ object: o, name: f }),
  ),
  fc.tuple(object, name('f')).map(
    ([o, f]): Step =>
      (client) =>
        client.schema.restoreField({ object: o, name: f }),
  ),
  name('o').map(
    (o): Step =>
      (client) =>
        client.schema.deleteObject({ name: o }),
  ),
  name('o').map(
    (o): Step =>
      (client) =>
        client.schema.restoreObject({ name: o }),
  ),
);

test('any changes of the data model are undone one by one to where they began, and done again to where they ended', async () => {
  const runs = process.env['OUTPOST_NIGHTLY'] === '1' ? 100 : 12;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const { client, errors, close } = await testEngine();
      const states = [await visible(client)];
      for (const apply of steps) {
        const before = await client.history.state({});
        await apply(client).catch(() => undefined);
        const { undo } = await client.history.state({});
        if (undo?.id !== before.undo?.id) states.push(await visible(client));
      }

      const back = [await visible(client)];
      for (let undone = await client.history.undo({}); undone.operation; undone = await client.history.undo({})) {
        back.push(await visible(client));
      }
      for (let again = await client.history.redo({}); again.operation;) again = await client.history.redo({});

      expect(back.toReversed()).toEqual(states);
      expect(await visible(client)).toEqual(back[0]);
      expect(errors).toEqual([]);
      await close();
    }),
    { numRuns: runs },
  );
});
