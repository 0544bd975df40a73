import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import type { ChangeSet, Topic } from '@shared/domain/changes';
import type { Operation } from '@shared/contract/history.contract';
import { OWNER_ROLE } from '@shared/domain/roles';
import { toAppError } from '@main/engine-entry/engine-client';
import { PROCEDURES } from '@main/engine/handlers/procedures';
import { connectAs, everything } from '../../helpers/as-member';
import { PIPELINES } from '../pipelines/pipelines-fixture';
import { testEngine } from '../../helpers/test-engine';

/** A way to change the data model, the views, members or roles. */
interface Way {
  /** What must be there before it. */
  readonly prepare?: (client: EngineClient) => Promise<unknown>;
  readonly change: (client: EngineClient) => Promise<unknown>;
  readonly verb: Operation['verb'];
  /** What a window that shows it is told. */
  readonly topic: Topic;
  /** There is no way back. */
  readonly isFinal?: boolean;
}

const options = [{ key: 'a', label: 'A', color: 'gray' as const }];
const makeSite = (client: EngineClient) =>
  client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites', name: 'site' });
const makeField = async (client: EngineClient) => {
  await makeSite(client);
  await client.schema.createField({ object: 'site', label: 'Size', name: 'size', type: 'text' });
};
const dropField = async (client: EngineClient) => {
  await makeField(client);
  await client.schema.deleteField({ object: 'site', name: 'size' });
};
const dropSite = async (client: EngineClient) => {
  await makeSite(client);
  await client.schema.deleteObject({ name: 'site' });
};
const makeView = (client: EngineClient) =>
  client.views.create({ object: 'company', name: 'Mine', settings: { kind: 'table' } });
const findView = async (client: EngineClient) => {
  const view = (await client.views.list({})).views.find(({ name }) => name === 'Mine');
  if (!view) throw new Error('The view is not there');
  return view;
};
const rules = { settings: [], otherObjects: everything(), objects: {} };
const makeRole = (client: EngineClient) => client.members.saveRole({ name: 'Sales', rules });
const findRole = async (client: EngineClient) =>
  (await client.members.list({})).roles.find(({ name }) => name === 'Sales')?.key ?? '';
const makeMember = (client: EngineClient) => client.members.add({ name: 'Bo' });
const findMember = async (client: EngineClient) => {
  const member = (await client.members.list({})).members.find(({ name }) => name === 'Bo');
  if (!member) throw new Error('The member is not there');
  return member;
};
const setPipelines = (client: EngineClient) =>
  client.schema.updateField({
    object: 'opportunity',
    name: 'stage',
    settings: { pipelines: structuredClone([...PIPELINES]) },
  });

const schema = { verb: 'schema', topic: 'schema' } as const;
const view = { verb: 'view', topic: 'views' } as const;
const member = { verb: 'member', topic: 'schema' } as const;

/** By procedure, then by what it is asked for. */
const WAYS: Readonly<Record<string, Readonly<Record<string, Way>>>> = {
  'schema.createObject': { 'an object is made': { ...schema, change: makeSite } },
  'schema.updateObject': {
    'an object is renamed': {
      ...schema,
      prepare: makeSite,
      change: (client) => client.schema.updateObject({ name: 'site', labelPlural: 'Places' }),
    },
    'objects change places': { ...schema, change: (client) => client.schema.updateObject({ name: 'note', order: 0 }) },
  },
  'schema.deleteObject': {
    'an object is deleted': {
      ...schema,
      prepare: makeSite,
      change: (client) => client.schema.deleteObject({ name: 'site' }),
    },
  },
  'schema.restoreObject': {
    'an object is restored': {
      ...schema,
      prepare: dropSite,
      change: (client) => client.schema.restoreObject({ name: 'site' }),
    },
  },
  'schema.createField': {
    'a field is made': {
      ...schema,
      change: (client) => client.schema.createField({ object: 'company', label: 'Size', type: 'number' }),
    },
    'a relation is made': {
      ...schema,
      change: (client) =>
        client.schema.createField({
          object: 'company',
          label: 'Fans',
          type: 'relations',
          settings: { target: 'person' },
        }),
    },
    'a formula is made': {
      ...schema,
      change: (client) =>
        client.schema.createField({
          object: 'company',
          label: 'Shout',
          type: 'formula',
          settings: { expression: 'upper(name)' },
        }),
    },
  },
  'schema.updateField': Object.fromEntries(
    Object.entries({
      'is renamed': { label: 'Extent' },
      'gets help': { help: 'In square metres' },
      'becomes required': { isRequired: true },
      'becomes unique': { isUnique: true },
      'is hidden': { isHidden: true },
      'gets a rule': { settings: { maxLength: 5 } },
      'changes its place': { order: 0 },
    }).map(([what, change]): [string, Way] => [
      `a field ${what}`,
      {
        ...schema,
        prepare: makeField,
        change: (client) => client.schema.updateField({ object: 'site', name: 'size', ...change }),
      },
    ]),
  ),
  'schema.deleteField': {
    'a field is deleted': {
      ...schema,
      prepare: makeField,
      change: (client) => client.schema.deleteField({ object: 'site', name: 'size' }),
    },
  },
  'schema.restoreField': {
    'a field is restored': {
      ...schema,
      prepare: dropField,
      change: (client) => client.schema.restoreField({ object: 'site', name: 'size' }),
    },
  },
  'schema.convertField': {
    'a field changes its type': {
      ...schema,
      prepare: makeField,
      change: (client) => client.schema.convertField({ object: 'site', name: 'size', to: 'number' }),
    },
  },
  'schema.apply': {
    'a document is applied': {
      ...schema,
      change: async (client) => {
        const document = await client.schema.export({});
        const site = { name: 'site', labelSingular: 'Site', labelPlural: 'Sites' };
        const fields = [
          { name: 'name', label: 'Name', type: 'text' as const },
          { name: 'kind', label: 'Kind', type: 'select' as const, settings: { options } },
        ];
        await client.schema.apply({ document: { ...document, objects: [...document.objects, { ...site, fields }] } });
      },
    },
  },
  'schema.purge': {
    'a field is destroyed': {
      ...schema,
      verb: 'purge',
      isFinal: true,
      prepare: dropField,
      change: (client) => client.schema.purge({ object: 'site', field: 'size' }),
    },
    'an object is destroyed': {
      ...schema,
      verb: 'purge',
      isFinal: true,
      prepare: dropSite,
      change: (client) => client.schema.purge({ object: 'site' }),
    },
  },
  'pipelines.removeStages': {
    'a stage goes and its records move': {
      ...schema,
      prepare: async (client) => {
        await setPipelines(client);
        await client.records.create({ object: 'opportunity', values: { name: 'Pumps', stage: 'talk' } });
      },
      change: (client) =>
        client.pipelines.removeStages({ object: 'opportunity', moves: [{ stage: 'talk', to: 'due' }] }),
    },
  },
  'views.create': { 'a view is made': { ...view, change: makeView } },
  'views.update': {
    'a view changes': {
      ...view,
      prepare: makeView,
      change: async (client) => {
        const { id, revision } = await findView(client);
        await client.views.update({ id, expectedRevision: revision, name: 'Ours', isFavorite: true });
      },
    },
  },
  'views.delete': {
    'a view is deleted': {
      ...view,
      prepare: makeView,
      change: async (client) => client.views.delete({ id: (await findView(client)).id }),
    },
  },
  'members.add': { 'a member comes': { ...member, change: makeMember } },
  'members.update': {
    'a member gets another role': {
      ...member,
      prepare: makeMember,
      change: async (client) => client.members.update({ id: (await findMember(client)).id, role: OWNER_ROLE }),
    },
    'a member goes': {
      ...member,
      prepare: makeMember,
      change: async (client) => client.members.update({ id: (await findMember(client)).id, isActive: false }),
    },
  },
  'members.saveRole': {
    'a role is made': { ...member, change: makeRole },
    'a role changes': {
      ...member,
      prepare: makeRole,
      change: async (client) =>
        client.members.saveRole({
          key: await findRole(client),
          name: 'Sales',
          rules: { ...rules, settings: ['views'] },
        }),
    },
  },
  'members.deleteRole': {
    'a role is deleted': {
      ...member,
      prepare: makeRole,
      change: async (client) => client.members.deleteRole({ key: await findRole(client) }),
    },
  },
};

/** Changes nothing that anybody would undo: indexes come and go by themselves too, and who is looked through is the session's own. */
const NO_CHANGE: ReadonlySet<string> = new Set(['schema.makeIndex', 'schema.removeIndex', 'members.viewAs']);

test('every procedure that changes the data model, views, members or roles is tried', () => {
  const changing = [...PROCEDURES]
    .filter(([path, { meta }]) => /^(schema|pipelines|views|members)\./.test(path) && meta.kind !== 'query')
    .map(([path]) => path);

  expect([...Object.keys(WAYS), ...NO_CHANGE].toSorted((a, b) => a.localeCompare(b))).toEqual(
    changing.toSorted((a, b) => a.localeCompare(b)),
  );
});

/** Everything that a window shows of the data model: what is live, and what of it is in the trash by name. */
const readAll = async (client: EngineClient, isWithTrash: boolean) => {
  const isShown = ({ deletedAtMs }: { readonly deletedAtMs: number | null }) => isWithTrash || deletedAtMs === null;
  const { objects } = await client.schema.get({});
  const { views } = await client.views.list({});
  const { members, roles } = await client.members.list({});
  const { rows } = await client.records.query({ object: 'opportunity', fields: ['name', 'stage'] });
  return {
    objects: objects.filter(isShown).map((object) => ({ ...object, fields: object.fields.filter(isShown) })),
    views: views.map(({ revision: _revision, ...rest }) => rest),
    members,
    roles,
    rows,
  };
};

const listen = async (client: EngineClient): Promise<readonly ChangeSet[]> => {
  const heard: ChangeSet[] = [];
  const stream = await client.records.changes({});
  void (async () => {
    for await (const changes of stream) heard.push(changes);
  })().catch(() => undefined);
  return heard;
};

const CASES = Object.entries(WAYS).flatMap(([path, ways]) =>
  Object.entries(ways).map(([what, way]) => ({ path, what, way })),
);

test.each(CASES)('$what: in the history, undone and done again, in two windows ($path)', async ({ way }) => {
  const engine = await testEngine();
  const { client: mine } = engine;
  const other = await connectAs(engine, (await mine.members.list({})).me);
  await way.prepare?.(mine);
  const isFinal = way.isFinal === true;
  const before = await readAll(mine, isFinal);
  const { operations } = await mine.history.operations({});
  const heard = await listen(other);

  await way.change(mine);
  const after = await readAll(mine, isFinal);

  expect(after).not.toEqual(before);
  expect(await readAll(other, isFinal)).toEqual(after);
  await expect.poll(() => heard.some(({ topics }) => topics.includes(way.topic))).toBe(true);
  const [newest, ...rest] = (await other.history.operations({})).operations;
  expect([newest?.verb, rest.map(({ id }) => id)]).toEqual([way.verb, operations.map(({ id }) => id)]);
  const outcome = await mine.history.undo({ operationId: newest?.id }).then(
    () => 'undone',
    (error: unknown) => toAppError(error).code,
  );
  expect(outcome).toBe(isFinal ? 'unsupported' : 'undone');
  expect(await readAll(other, isFinal)).toEqual(isFinal ? after : before);
  await mine.history.redo({});
  expect(await readAll(other, isFinal)).toEqual(after);
  expect((await mine.workspace.doctor({})).findings).toEqual([]);
});
