import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { onTestFinished } from 'vitest';
import { createCalls } from '@shared/wire/calls';
import { portLine } from '@shared/wire/line';
import type { EngineClient } from '@shared/contract/index';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectRule, RoleRules } from '@shared/domain/roles';
import { RECORD_RIGHTS } from '@shared/domain/roles';
import type { TestEngine } from './test-engine';

/** Another connection to the engine, which speaks for a member. */
export const connectAs = async ({ engine }: TestEngine, id: RecordId): Promise<EngineClient> => {
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1);
  port1.start();
  port2.start();
  onTestFinished(() => port2.close());
  const client: EngineClient = createORPCClient(createCalls(portLine(port2)));
  await client.members.viewAs({ id });
  return client;
};

export const everything = (more: Partial<ObjectRule> = {}): ObjectRule => ({
  rights: [...RECORD_RIGHTS],
  records: 'all',
  fields: {},
  ...more,
});

/** Somebody new, with a role of their own. */
export const newMember = async (
  test: TestEngine,
  name: string,
  rules: Partial<RoleRules>,
): Promise<{ readonly id: RecordId; readonly client: EngineClient; readonly role: string }> => {
  const { key } = await test.client.members.saveRole({
    name: `${name}'s role`,
    rules: { settings: [], otherObjects: everything(), objects: {}, ...rules },
  });
  const { id } = await test.client.members.add({ name, role: key });
  return { id, role: key, client: await connectAs(test, id) };
};
