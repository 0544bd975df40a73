import type { Argument, Command, Option } from 'commander';

const escapePipes = (text: string): string => text.replaceAll('|', '\\|');

const argumentName = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

const usage = (path: string, command: Command): string =>
  [path, ...command.registeredArguments.map(argumentName), command.options.length > 0 ? '[options]' : '']
    .filter((part) => part !== '')
    .join(' ');

const optionText = ({ description, argChoices, defaultValue }: Option): string => {
  const standard: unknown = defaultValue;
  const notes = [
    ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
    ...(typeof standard === 'string' || typeof standard === 'number' ? [`default ${standard}`] : []),
  ];
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`;
};

const table = (head: string, rows: readonly (readonly [string, string])[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        '',
        `| ${head} | |`,
        '|---|---|',
        ...rows.map(([name, text]) => `| \`${escapePipes(name)}\` | ${escapePipes(text)} |`),
      ];

const section = (path: string, command: Command): readonly string[] => {
  const name = `${path} ${command.name()}`;
  const inner = command.commands.flatMap((child) => section(name, child));
  if (inner.length > 0) return ['', `## ${name}`, '', command.description(), ...inner];
  return [
    '',
    `## ${name}`,
    '',
    command.description(),
    '',
    '```',
    usage(name, command),
    '```',
    ...table(
      'argument',
      command.registeredArguments
        .filter((argument) => argument.description !== '')
        .map((argument) => [argumentName(argument), argument.description] as const),
    ),
    ...table(
      'option',
      command.options.map((option) => [option.flags, optionText(option)] as const),
    ),
  ];
};

const SHAPES: readonly (readonly [string, string])[] = [
  ['import', '`{created, updated, unchanged, skipped, rejected: [{line, reason}], createdFields}`'],
  ['export --out FILE', '`{rows, out}`'],
  [
    'query',
    '`{rows, total, nextCursor}`; a row is `{id, ...fields}` by field name. With aggregates `{groups, isTruncated}`',
  ],
  ['record get, create, update', '`{id, ...fields}`'],
  ['record delete, restore', '`{operationId, count}`'],
  ['search', '`{results: [{object, id, title}]}`'],
  ['undo, redo', '`{operation, count, skipped, skippedCount}`'],
  [
    'history',
    '`{operations, nextCursor}`; of one record `{entries, nextCursor}`; with --changes, --operation or --field `{changes, nextCursor}`; with --format and --out `{rows, out}`',
  ],
  ['schema get', '`{version, objects}`'],
  ['schema export', 'the document; with --out `{objects, out}`'],
  ['schema apply', '`{operationId, changes: [{kind, object, field}]}`'],
  ['schema undo', '`{operation, count, skipped, skippedCount}`'],
  ['sample-data', '`{created: {object: count}}`'],
  ['backup create', '`{name, atMs, sizeBytes, reason, isEncrypted}`'],
  ['backup list', '`{backups: [{name, atMs, sizeBytes, reason, isEncrypted}], lastFailure}`'],
  ['backup verify', '`{name, version, records}`'],
  [
    'encryption status, on, off, backups',
    '`{isEncrypted, areBackupsEncrypted, plainCopies, failure}`; `on` also `recoveryPhrase`',
  ],
  ['encryption change-passphrase', '`{changed}`'],
  ['encryption remove-plain-copies', '`{removed}`'],
  ['restore', '`{restored, safetyCopy, counts: {object: count}}`'],
  ['doctor', '`{ok, findings}`, with `--repair` also `mended` and `folder`'],
  [
    'metrics',
    '`{atMs, uptimeMs, commits, changes, databaseBytes, freeBytes, walBytes, memoryBytes, heapBytes, bucketBoundsMs, calls, readers, trees: [{name, bytes}]}`',
  ],
  [
    'slow-queries',
    '`{thresholdMs, queries: [{id, shape, count, unfinished, p95Ms, worstMs, lastMs, lastAtMs, lastRows, plan, index}], indexesMade}`',
  ],
  ['bench', '`{rows: [{name, p50Ms, p95Ms, plainP50Ms, ratio, withinBudget}]}`'],
];

/** The command line as docs/cli.md describes it: made from the commands themselves. */
export const renderReference = (program: Command): string => {
  const commands = program.commands.filter((command) => command.name() !== 'reference');
  const lines = [
    '# The command line',
    '',
    'Made from the commands by `npm run docs:cli`; do not edit.',
    '',
    '`npx outpost <command>` (or `npm run outpost -- <command>`) works on a workspace without a window. A workspace is open',
    'in one program at a time: close the app first. `import`, `schema apply`, `sample-data` and `serve` make a workspace',
    'that does not exist; the others answer `not_found`.',
    '',
    'An encrypted workspace is opened with its passphrase or its recovery phrase: from `OUTPOST_PASSPHRASE`, from the file that',
    '`OUTPOST_PASSPHRASE_FILE` names (which only its owner may read), or asked for at the terminal. Without it, or with a wrong',
    'one, every command ends with `sign_in_required` and changes nothing. `OUTPOST_BACKUP_PASSPHRASE` opens a backup that was',
    'encrypted with another one.',
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage. An error is one line on stderr: `error <code>: <message>`.',
    ...table(
      'option of every command',
      program.options.map((option) => [option.flags, option.description] as const),
    ),
    '',
    'With `--json` stdout holds one JSON document:',
    ...table('command', SHAPES),
    ...commands.flatMap((command) => section('outpost', command)),
  ];
  return `${lines.join('\n')}\n`;
};
