import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import { Command } from 'commander';
import type { EngineClient } from '@shared/contract';
import type { Operation } from '@shared/contract/history.contract';
import type { SchemaChange, SchemaChanges } from '@shared/contract/schema.contract';
import { SchemaDocument } from '@shared/domain/schema-document';
import { AppError } from '@shared/errors/app-error';
import { parseAs, parseJson, readText } from '../arguments';
import { describeOperation } from '../operation-text';
import { count, printJson, printResult } from '../output';
import { type Cli, withEngine } from '../session';

/** More than any data model that fits the limits. */
const MAX_DOCUMENT_CHARS = 50_000_000;

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

const exportCommand = (cli: Cli): Command =>
  new Command('export')
    .description('Write the data model as one JSON document, to stdout or into a file.')
    .option('--out <file>', 'write there instead of to stdout')
    .action(async ({ out }: { readonly out?: string }, command: Command) => {
      const document = await withEngine(cli, command, 'existing', ({ client }) => client.schema.export({}));
      if (out === undefined) return printJson(cli, command, document);
      try {
        fs.writeFileSync(out, `${JSON.stringify(document, undefined, 2)}\n`);
      } catch (cause) {
        throw new AppError('storage_failed', msg`${out} cannot be written.`, { out }, { cause });
      }
      const objects = document.objects.length;
      return printResult(cli, command, { objects, out }, () => `${count(objects, 'object')} in ${out}`);
    });

const changeInWords = ({ kind, object, field }: SchemaChange): string =>
  `${kind}\t${field === null ? object : `${object}.${field}`}`;

const changesInWords = ({ changes }: SchemaChanges, dryRun: boolean): string =>
  [
    ...changes.map(changeInWords),
    changes.length === 0 ? 'Nothing to change' : `${count(changes.length, 'change')}${dryRun ? ', not made' : ''}`,
  ].join('\n');

const readDocument = async (file: string): Promise<SchemaDocument> => {
  const text = await (file === '-' ? readText('-', undefined) : readText(undefined, file));
  if (text.length > MAX_DOCUMENT_CHARS)
    throw new AppError('invalid_input', msg`${file} is larger than a data model can be.`, { file });
  return parseAs(SchemaDocument, parseJson(text, file), file);
};

const applyCommand = (cli: Cli): Command =>
  new Command('apply')
    .description(
      'Bring the data model to what a document from "schema export" says, as one action. What it does not name stays. Makes the workspace when there is none.',
    )
    .argument('<file>', 'the document; - for stdin')
    .option('--dry-run', 'say what would be done, and do nothing')
    .action(async (file: string, { dryRun = false }: { readonly dryRun?: boolean }, command: Command) => {
      const document = await readDocument(file);
      const mode = dryRun ? 'existing' : 'create';
      const result = await withEngine(cli, command, mode, ({ client }) => client.schema.apply({ document, dryRun }));
      printResult(cli, command, result, () => changesInWords(result, dryRun));
    });

/** The newest change of the data model that stands. */
const findNewest = async (client: EngineClient): Promise<Operation | undefined> => {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await client.history.operations(cursor === undefined ? {} : { cursor });
    const found = page.operations.find(({ verb, isUndone }) => verb === 'schema' && !isUndone);
    if (found) return found;
    cursor = page.nextCursor;
  }
  return undefined;
};

const undoCommand = (cli: Cli): Command =>
  new Command('undo')
    .description('Undo the newest change of the data model, whatever else was done since.')
    .action(async (_options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'existing', async ({ client }) => {
        const newest = await findNewest(client);
        return newest
          ? client.history.undo({ operationId: newest.id })
          : { operation: null, count: 0, skipped: [], skippedCount: 0 };
      });
      printResult(cli, command, result, () =>
        result.operation ? `undo: ${describeOperation(result.operation)}` : 'Nothing to undo',
      );
    });

export const schemaCommand = (cli: Cli): Command =>
  new Command('schema')
    .description('Read and change the data model.')
    .addCommand(getCommand(cli))
    .addCommand(exportCommand(cli))
    .addCommand(applyCommand(cli))
    .addCommand(undoCommand(cli));
