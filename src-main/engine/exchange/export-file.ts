import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { msg } from '@lingui/core/macro';
import type { ExportRequest } from '@shared/contract/exchange.contract';
import type { FieldDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { assertMay } from '../records/policy/may';
import { resolvePath } from '../records/query/field-path';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { cardFields, toCardContent } from './card-content';
import { csvRowFormat, guardCell } from './formats/csv-write';
import { formatJsonLine } from './formats/jsonl-write';
import { formatCard } from './formats/vcard-write';
import { writeXlsx } from './formats/xlsx-write';
import { toXlsxCell, xlsxWidth } from './xlsx-cells';

export interface ExportFileDeps {
  readonly schema: SeenSchema;
  readonly settings: () => { readonly timeZone: string };
  readonly read: ReadDb;
  readonly paths: { readonly files: string };
}

/** Rows in pieces of any size. */
export type RowPieces = AsyncIterable<readonly Row[]>;

/** A file of records: what is read of each, and what becomes of it. */
export interface ExportFile {
  readonly fields: readonly string[];
  /** The bytes of the file, made as they are read; what `rows` throws ends it. */
  readonly write: (rows: RowPieces) => Readable;
  /** Texts that the format could not hold whole, so far. */
  readonly cutCells: () => number;
}

const BYTE_ORDER_MARK = '\uFEFF';

const ownFields = (object: ObjectModel): readonly string[] =>
  [...object.fields.values()].filter(({ def }) => !def.isSystem && !def.isHidden).map(({ def }) => def.name);

/** "Company" for a field, "Company Industry" for one of a related record; two columns never share a name. */
const headings = (schema: SchemaModel, object: ObjectModel, paths: readonly string[]): readonly string[] => {
  const used = new Set<string>();
  return paths.map((path) => {
    const labels: string[] = [];
    let at: ObjectModel | undefined = object;
    for (const name of path.split('.')) {
      const def: FieldDef | undefined = at?.fields.get(name)?.def;
      labels.push(def?.label ?? name);
      at = def?.settings.target === undefined ? undefined : schema.objects.get(def.settings.target);
    }
    const heading = labels.join(' ');
    const own = used.has(heading) ? `${heading} (${path})` : heading;
    used.add(own);
    return own;
  });
};

const textFile = (fields: readonly string[], head: string, format: (row: Row) => string): ExportFile => ({
  fields,
  cutCells: () => 0,
  write: (rows) => {
    async function* bytes(): AsyncGenerator<Buffer> {
      if (head !== '') yield Buffer.from(head);
      for await (const some of rows) yield Buffer.from(some.map(format).join(''));
    }
    return Readable.from(bytes(), { objectMode: false });
  },
});

const csvFile = (schema: SchemaModel, object: ObjectModel, request: ExportRequest): ExportFile => {
  const fields = request.fields ?? ownFields(object);
  const { delimiter, byteOrderMark } = request.csv ?? { delimiter: ',', byteOrderMark: false };
  const leaves = fields.map((path) => resolvePath(schema, object, path).leaf);
  const format = csvRowFormat(delimiter);
  const head = format(headings(schema, object, fields).map((heading) => guardCell(heading, 'text')));
  return textFile(fields, `${byteOrderMark ? BYTE_ORDER_MARK : ''}${head}`, (row) =>
    format(
      leaves.map(({ path, type, rules, settings }) =>
        guardCell(rules.formatText(row[path] ?? null, { settings }), type),
      ),
    ),
  );
};

const xlsxFile = (deps: ExportFileDeps, object: ObjectModel, request: ExportRequest): ExportFile => {
  const schema = deps.schema.current();
  const fields = request.fields ?? ownFields(object);
  const leaves = fields.map((path) => resolvePath(schema, object, path).leaf);
  const labels = headings(schema, object, fields);
  const { timeZone } = deps.settings();
  let cut = 0;
  const onCut = (): void => void (cut += 1);
  async function* cells(rows: RowPieces) {
    for await (const some of rows)
      yield some.map((row) => leaves.map((leaf) => toXlsxCell(leaf, row[leaf.path] ?? null, timeZone, onCut)));
  }
  return {
    fields,
    cutCells: () => cut,
    write: (rows) =>
      writeXlsx({
        sheet: object.def.labelPlural,
        columns: leaves.map(({ type }, i) => ({ heading: labels[i] ?? '', width: xlsxWidth(type) })),
        rows: cells(rows),
      }),
  };
};

/**
 * How the records of a request become a file: CSV with a row of labels (RFC 4180), a spreadsheet (XLSX), JSON lines, or vCard. Errors: `not_found`, `invalid_input` for a field
 * that is not there, `forbidden` for whoever may not export.
 */
export const openExportFile = (deps: ExportFileDeps, request: ExportRequest): ExportFile => {
  const schema = deps.schema.current();
  const object = schema.objects.get(request.set.object);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: request.set.object });
  assertMay(schema, 'export', { model: object });
  switch (request.format) {
    case 'csv':
      return csvFile(schema, object, request);
    case 'xlsx':
      return xlsxFile(deps, object, request);
    case 'jsonl':
      return textFile(request.fields ?? [...ownFields(object), 'createdAt', 'updatedAt'], '', formatJsonLine);
    case 'vcf':
      return textFile(cardFields(object), '', (row) =>
        formatCard(toCardContent(deps.read, schema, object, deps.paths.files, row), request.vcardVersion),
      );
  }
};
