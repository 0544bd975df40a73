import { Command } from 'commander';
import { RoleRules, type Role } from '@shared/domain/roles';
import { parseAs, parseJson, readText } from '../arguments';
import { printJson, printResult } from '../output';
import { type Cli, findMember, type Session, withEngine } from '../session';
import { UsageError } from '../usage-error';

const findRole = async ({ client }: Pick<Session, 'client'>, text: string): Promise<Role | undefined> => {
  const { roles } = await client.members.list({});
  return roles.find(({ key }) => key === text) ?? roles.find(({ name }) => name.toLowerCase() === text.toLowerCase());
};

const listCommand = (cli: Cli): Command =>
  new Command('list')
    .description('List roles with what they allow.')
    .action(async (_options: unknown, command: Command) => {
      const roles = await withEngine(cli, command, 'existing', async ({ client }) => {
        const people = await client.members.list({});
        return people.roles.map((role) => ({
          ...role,
          members: people.members.filter((member) => member.role === role.key).map(({ name }) => name),
        }));
      });
      printResult(cli, command, { roles }, () =>
        roles.map(({ key, name, members }) => [key, name, members.join(', ')].join('\t').trimEnd()).join('\n'),
      );
    });

const setCommand = (cli: Cli): Command =>
  new Command('set')
    .description('Change what a role allows, or make a role. Prints it as JSON.')
    .argument('<role>', 'key or name')
    .argument('[rules]', 'the rules as JSON; "-" reads them from stdin')
    .option('--file <path>', 'read the rules from a file')
    .addHelpText(
      'after',
      `
Rules name objects and fields by their API names:
  {"settings": ["views"], "otherObjects": {"rights": ["see"]},
   "objects": {"opportunity": {"rights": ["see", "create", "edit"], "records": "own", "fields": {"amount": "readOnly"}}}}
"records" is all, ownAndShared, own, or filter with a "filter" in the query language; a field is hidden or readOnly.`,
    )
    .action(async (name: string, json: string | undefined, options: { readonly file?: string }, command: Command) => {
      const rules = parseAs(RoleRules, parseJson(await readText(json, options.file), 'The rules'), 'The rules');
      const role = await withEngine(cli, command, 'existing', async (session) => {
        const known = await findRole(session, name);
        return session.client.members.saveRole({ name, rules, ...(known ? { key: known.key, name: known.name } : {}) });
      });
      printJson(cli, command, role);
    });

const assignCommand = (cli: Cli): Command =>
  new Command('assign')
    .description('Give a member a role.')
    .argument('<member>', 'id, e-mail address or name')
    .argument('<role>', 'key or name')
    .action(async (member: string, roleName: string, _options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'existing', async (session) => {
        const role = await findRole(session, roleName);
        if (!role) throw new UsageError(`There is no role "${roleName}"`);
        const { id } = await findMember(session.client, member);
        return session.client.members.update({ id, role: role.key });
      });
      printResult(cli, command, result, () => `${result.name}: ${result.role}`);
    });

const removeCommand = (cli: Cli): Command =>
  new Command('remove')
    .description('Delete a role that no member has any more. It can be undone.')
    .argument('<role>', 'key or name')
    .action(async (name: string, _options: unknown, command: Command) => {
      const role = await withEngine(cli, command, 'existing', async (session) => {
        const found = await findRole(session, name);
        if (!found) throw new UsageError(`There is no role "${name}"`);
        await session.client.members.deleteRole({ key: found.key });
        return found;
      });
      printResult(cli, command, role, () => `${role.name}: deleted`);
    });

export const roleCommand = (cli: Cli): Command =>
  new Command('role')
    .description('Say what members may see and do.')
    .addCommand(listCommand(cli))
    .addCommand(setCommand(cli))
    .addCommand(assignCommand(cli))
    .addCommand(removeCommand(cli));
