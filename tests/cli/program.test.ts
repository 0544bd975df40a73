import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createKeyHolder } from '@main/engine-entry/key-holder';
import { createProgram } from '@main/cli/program';
import { renderReference } from '@main/cli/reference';

const programOf = () => {
  const out: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    note: () => undefined,
    status: () => undefined,
    askSecret: () => Promise.resolve(undefined),
  };
  return { out, program: createProgram({ terminal, entriesDir: '/nowhere', keys: createKeyHolder({}) }, '0.0.0') };
};

test('docs/cli.md is what the commands say; `npm run docs:cli` writes it', () => {
  const written = fs.readFileSync(path.join(import.meta.dirname, '../../docs/cli.md'), 'utf8');

  expect(written).toBe(renderReference(programOf().program));
});

test('every command and option says what it does', () => {
  const { program } = programOf();
  const all = [...program.commands, ...program.commands.flatMap((command) => command.commands)];

  const silent = all.flatMap((command) => [
    ...(command.description() === '' ? [command.name()] : []),
    ...command.options.filter(({ description }) => description === '').map(({ flags }) => `${command.name()} ${flags}`),
  ]);

  expect(silent).toEqual([]);
});

test.each([
  [['nonsense'], 'unknown command'],
  [['search'], 'missing required argument'],
  [['export', '--object', 'person', '--format', 'pdf'], 'Allowed choices are csv, xlsx, jsonl, vcf'],
  [['export', '--object', 'person', '--format', 'xlsx'], 'Give --out'],
  [['search', 'x', '--limit', 'many'], 'A whole number is expected'],
  [['query', '{'], 'not JSON'],
  [['export'], 'Give --object, --view or --archive'],
  [['export', '--archive', 'x', '--object', 'person'], '--archive is the whole workspace'],
  [['compare'], 'required option'],
  [['record', 'create', 'person'], 'Give values'],
  [['history', 'person'], 'an object and an id'],
  [['history', 'person', 'x', '--field', 'name'], 'no filter'],
])('%j is refused before anything is opened', async (args, reason) => {
  const { program } = programOf();

  await expect(program.parseAsync(args, { from: 'user' })).rejects.toThrow(reason);
});

test('help is printed on stdout', async () => {
  const { out, program } = programOf();

  await expect(program.parseAsync(['import', '--help'], { from: 'user' })).rejects.toMatchObject({ exitCode: 0 });

  expect(out.join('')).toContain('--create-fields');
  expect(out.join('')).toContain('--workspace');
});
