import { Command } from 'commander';
import { printResult } from '../output';
import { type Cli, findMember, withEngine } from '../session';

interface Added {
  readonly email?: string;
  readonly role?: string;
}

const listCommand = (cli: Cli): Command =>
  new Command('list')
    .description('List who works in the workspace.')
    .action(async (_options: unknown, command: Command) => {
      const { members } = await withEngine(cli, command, 'existing', ({ client }) => client.members.list({}));
      printResult(cli, command, { members }, () =>
        members
          .map(({ id, name, email, role, isActive }) =>
            [id, name, email, role, isActive ? '' : 'not active'].join('\t').trimEnd(),
          )
          .join('\n'),
      );
    });

const addCommand = (cli: Cli): Command =>
  new Command('add')
    .description('Add somebody to the workspace.')
    .argument('<name>')
    .option('--email <address>', 'e-mail address')
    .option('--role <key>', 'key of a role (default: member)')
    .action(async (name: string, { email, role }: Added, command: Command) => {
      const member = await withEngine(cli, command, 'existing', ({ client }) =>
        client.members.add({
          name,
          ...(email === undefined ? {} : { email }),
          ...(role === undefined ? {} : { role }),
        }),
      );
      printResult(cli, command, member, () => `${member.name}: ${member.role}`);
    });

const removeCommand = (cli: Cli): Command =>
  new Command('remove')
    .description('Make a member inactive: their records stay theirs, and they may no longer work here.')
    .argument('<member>', 'id, e-mail address or name')
    .action(async (text: string, _options: unknown, command: Command) => {
      const member = await withEngine(cli, command, 'existing', async (session) => {
        const { id } = await findMember(session.client, text);
        return session.client.members.update({ id, isActive: false });
      });
      printResult(cli, command, member, () => `${member.name}: not active`);
    });

export const memberCommand = (cli: Cli): Command =>
  new Command('member')
    .description('Say who works in the workspace.')
    .addCommand(listCommand(cli))
    .addCommand(addCommand(cli))
    .addCommand(removeCommand(cli));
