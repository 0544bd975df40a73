import { Command } from 'commander';
import { RecordId } from '@shared/domain/ids';
import { collect, parseAs, readValues } from '../arguments';
import { count, printJson, printResult } from '../output';
import { type Cli, withEngine } from '../session';

const recordId = (text: string): RecordId => parseAs(RecordId, text.toLowerCase(), 'The id');

interface Values {
  readonly set?: readonly string[];
}

const getCommand = (cli: Cli): Command =>
  new Command('get')
    .description('Print one record.')
    .argument('<object>', 'API name of the object, such as person')
    .argument('<id>')
    .action(async (object: string, id: string, _options: unknown, command: Command) => {
      const ref = { object, id: recordId(id) };
      printJson(cli, command, await withEngine(cli, command, 'existing', ({ client }) => client.records.get(ref)));
    });

const createCommand = (cli: Cli): Command =>
  new Command('create')
    .description('Create a record and print it.')
    .argument('<object>')
    .argument('[values]', 'JSON object of field values; "-" reads it from stdin')
    .option('--set <field=value>', 'one value as text; may be repeated', collect)
    .action(async (object: string, json: string | undefined, options: Values, command: Command) => {
      const values = await readValues(json, options.set);
      const { row } = await withEngine(cli, command, 'existing', ({ client }) =>
        client.records.create({ object, values }),
      );
      printJson(cli, command, row);
    });

const updateCommand = (cli: Cli): Command =>
  new Command('update')
    .description('Change fields of a record and print it.')
    .argument('<object>')
    .argument('<id>')
    .argument('[values]', 'JSON object of field values; "-" reads it from stdin')
    .option('--set <field=value>', 'one value as text; may be repeated', collect)
    .action(async (object: string, id: string, json: string | undefined, options: Values, command: Command) => {
      const change = { object, id: recordId(id), values: await readValues(json, options.set) };
      const { row } = await withEngine(cli, command, 'existing', ({ client }) => client.records.update(change));
      printJson(cli, command, row);
    });

const selectCommand = (cli: Cli, name: 'delete' | 'restore' | 'purge', description: string, done: string): Command =>
  new Command(name)
    .description(description)
    .argument('<object>')
    .argument('<id...>')
    .action(async (object: string, ids: readonly string[], _options: unknown, command: Command) => {
      const input = { object, selection: { ids: ids.map(recordId) } };
      const result = await withEngine(cli, command, 'existing', ({ client }) => client.records[name](input));
      printResult(cli, command, result, () => `${count(result.count, 'record')} ${done}`);
    });

export const recordCommand = (cli: Cli): Command =>
  new Command('record')
    .description('Read and change single records.')
    .addCommand(getCommand(cli))
    .addCommand(createCommand(cli))
    .addCommand(updateCommand(cli))
    .addCommand(selectCommand(cli, 'delete', 'Move records to the trash.', 'in the trash'))
    .addCommand(selectCommand(cli, 'restore', 'Take records out of the trash.', 'restored'))
    .addCommand(
      selectCommand(
        cli,
        'purge',
        'Delete records in the trash for good. This cannot be undone; only the history still names their values.',
        'deleted for good',
      ),
    );
