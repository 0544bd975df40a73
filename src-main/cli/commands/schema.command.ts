import { Command } from 'commander';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

const getCommand = (cli: Cli): Command =>
  new Command('get')
    .description('Print objects and their fields: the names that queries and imports use.')
    .action(async (_options: unknown, command: Command) => {
      const schema = await withEngine(cli, command, 'existing', ({ client }) => client.schema.get({}));
      printResult(cli, command, schema, () =>
        schema.objects
          .filter((object) => object.deletedAtMs === null)
          .map(({ name, labelPlural, fields }) => {
            const live = fields.filter((field) => field.deletedAtMs === null);
            return [`${name} (${labelPlural})`, ...live.map((f) => `  ${f.name}\t${f.type}\t${f.label}`)].join('\n');
          })
          .join('\n'),
      );
    });

export const schemaCommand = (cli: Cli): Command =>
  new Command('schema').description('Read the data model.').addCommand(getCommand(cli));
