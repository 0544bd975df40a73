import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { findOption } from '@shared/domain/field-types/select';
import { isTextList, splitList, unquote } from '@shared/domain/field-types/list-text';
import { toMessage, type Message } from '@shared/messages/message';
import type { FieldInput, FieldValue, FileValue } from '@shared/domain/values';
import { splitNames } from '@shared/domain/field-types/relations';
import { unguardCell } from './formats/csv-write';
import { DETAILS_COLUMN, DETAILS_TITLE } from './formats/vcard-read';
import type { FieldColumn, ImportColumns, ImportField } from './import-columns';
import { readJsonCell, readJsonTexts, readNamed } from './json-cells';
import { type CellContext, isCellError, joinCallingCodes, parseCell } from './parse-cell';
import { readStageCells } from './stage-cells';
import { suggestCell } from './suggest-cell.rules';

export interface ValueProblem {
  readonly column: string;
  readonly index: number;
  /** As much of the cell as a report shows. */
  readonly value: string;
  readonly isCut: boolean;
  /** Looks for what was meant: when somebody is to see it, for an import of a million bad rows has nobody to ask. */
  readonly suggest: () => string | null;
  readonly reason: Message;
}

/** A note about the row's record; without a title its first line heads it. */
export interface RowNote {
  readonly title: string | undefined;
  readonly text: string;
}

/** A row understood as far as the row alone says. */
export interface RowValues {
  /** By API name; only what the row fills. Relations hold the names that stand in the file. */
  readonly values: ReadonlyMap<string, FieldInput>;
  readonly notes: readonly RowNote[];
  readonly problems: readonly ValueProblem[];
}

export interface RowServices {
  readonly context: CellContext;
  /** Cells are as a program of ours would have written them: an apostrophe before a sign is not part of the text. */
  readonly isGuarded: boolean;
  /** Cells hold values as exports of JSON lines write them. */
  readonly isJson: boolean;
  /** What does not fit is kept in a note instead of refusing the row: an address book is brought in whole. */
  readonly keepsMisfits: boolean;
  /** The key of an option of a select field; a new one when the field has none of this label. */
  readonly optionKey: (field: ImportField, label: string) => string;
  /** Keeps the file that a data address holds. */
  readonly attach: (dataAddress: string) => FileValue | undefined;
}

const asInput = (value: FieldValue): FieldInput =>
  // A FieldValue is JSON; only `readonly` keeps the types apart.
  value as FieldInput;

const chooseOptions = (field: ImportField, text: string, services: RowServices): FieldInput => {
  const { def } = field.model;
  if (def.type === 'select') return services.optionKey(field, text.trim());
  const listed = services.isJson ? readJsonTexts(text) : undefined;
  if (listed) return listed.map((key) => services.optionKey(field, key));
  const whole = findOption(def.settings, text.trim());
  const labels = whole ? [text.trim()] : splitList(text).map(unquote);
  return labels.map((label) => services.optionKey(field, label));
};

/** Heads the note that holds what a file says beyond the fields. */
const OTHER_DETAILS_TITLE = 'Other details';
const SHOWN_CHARS = 200;
const ERROR_VALUE = msg`The spreadsheet could not work this cell out`;

type Cell = FieldColumn & { readonly text: string };

/** An amount whose currency stands in a column of its own; a currency without an amount says nothing. */
const readMoney = (
  field: ImportField,
  cells: readonly Cell[],
  services: RowServices,
  refuse: (cell: Cell, reason: MessageDescriptor) => void,
): FieldInput | undefined => {
  const amount = cells.find(({ part }) => part === undefined);
  const code = cells.find(({ part }) => part !== undefined)?.text.trim() ?? '';
  if (!amount) return undefined;
  const isBare = !/[\p{L}\p{Sc}]/u.test(amount.text);
  const text = isBare && code !== '' ? `${amount.text.trim()} ${code}` : amount.text;
  const parsed = parseCell(field.model, text, services.context);
  if (parsed.ok) return asInput(parsed.value);
  refuse(amount, parsed.reason);
  return undefined;
};

/** The parts of a name or an address; several columns of one part are its lines. */
const joinParts = (cells: readonly Cell[]): FieldInput => {
  const parts: Record<string, string> = {};
  for (const { part = '', text } of cells) parts[part] = parts[part] === undefined ? text : `${parts[part]}\n${text}`;
  return parts;
};

/** What a cell of JSON lines says of a field, where it does so otherwise than in words. */
const readValue = (
  { model }: ImportField,
  cells: readonly Cell[],
  { context }: RowServices,
): FieldInput | undefined => {
  const [cell, other] = cells;
  if (!cell || other || cell.part !== undefined) return undefined;
  if (model.def.type !== 'member') return readJsonCell(model.def, cell.text);
  // Members of another workspace are known by name.
  const named = readNamed(cell.text);
  return named && (context.members.some(({ id }) => id === named.id) ? named.id : named.title);
};

const fillField = (
  field: ImportField,
  cells: readonly Cell[],
  services: RowServices,
  refuse: (cell: Cell, reason: MessageDescriptor) => void,
): FieldInput | undefined => {
  const { def } = field.model;
  const given = services.isJson ? readValue(field, cells, services) : undefined;
  if (given !== undefined) return given;
  if (def.type === 'stage') {
    const read = readStageCells(field.model, cells, services.context);
    if (read.ok) return read.value;
    refuse(read.cell, read.reason);
    return undefined;
  }
  if (cells.some(({ part }) => part !== undefined)) {
    if (def.type === 'currency' && cells.every(({ part }) => part === undefined || part === 'currency')) {
      return readMoney(field, cells, services, refuse);
    }
    return joinParts(cells);
  }
  const list: FieldInput[] = [];
  for (const cell of def.type === 'phones' ? joinCallingCodes(cells) : cells) {
    if (def.type === 'relation' || def.type === 'morphRelation') return cell.text.trim();
    if (def.type === 'relations') {
      list.push(...splitNames(cell.text));
      continue;
    }
    if (def.type === 'select') return chooseOptions(field, cell.text, services);
    if (def.type === 'multiSelect') {
      const keys = chooseOptions(field, cell.text, services);
      list.push(...(Array.isArray(keys) ? keys : [keys]));
      continue;
    }
    if (def.type === 'files') {
      const file = services.attach(cell.text);
      if (!file) refuse(cell, msg`Not a file`);
      else list.push({ ...file });
      continue;
    }
    const parsed = parseCell(field.model, cell.text, services.context);
    if (!parsed.ok) refuse(cell, parsed.reason);
    else if (isTextList(parsed.value)) list.push(...parsed.value);
    else return asInput(parsed.value);
  }
  return list.length > 0 ? list : undefined;
};

/** Reads the cells of one row by the types of their fields. */
export const readRow = (columns: ImportColumns, cells: readonly string[], services: RowServices): RowValues => {
  const textAt = (index: number): string => {
    const text = cells[index] ?? '';
    return services.isGuarded && text.startsWith("'") ? unguardCell(text) : text;
  };
  const values = new Map<string, FieldInput>();
  const problems: ValueProblem[] = [];
  const notes: RowNote[] = [];
  const misfits: string[] = [];
  for (const { index, header } of columns.notes) {
    const text = textAt(index).trim();
    const title = services.keepsMisfits && header === DETAILS_COLUMN ? DETAILS_TITLE : undefined;
    if (text !== '') notes.push({ title, text });
  }
  const refuse = (field: ImportField, { header, index, text, part }: Cell, reason: MessageDescriptor): void => {
    if (services.keepsMisfits) misfits.push(`${header}: ${text}`);
    else {
      const value = text.slice(0, SHOWN_CHARS);
      const isCut = value !== text;
      const suggest = (): string | null =>
        isCut || part !== undefined ? null : suggestCell(field.model, text, services.context);
      problems.push({ column: header, index, value, isCut, suggest, reason: toMessage(reason) });
    }
  };
  const details = columns.details.flatMap(({ index, header }) => {
    const text = textAt(index).trim();
    return text === '' ? [] : [`${header}: ${text}`];
  });
  if (details.length > 0) notes.push({ title: OTHER_DETAILS_TITLE, text: details.join('\n') });
  // A loop without closures: this runs for every field of every row.
  for (const field of columns.fields.values()) {
    const filled: Cell[] = [];
    for (const { index, header, part } of field.columns) {
      const text = textAt(index);
      if (text !== '' && text.trim() !== '') filled.push({ index, header, text, part });
    }
    if (filled.length === 0) continue;
    const broken = services.isJson ? undefined : filled.find(({ text }) => isCellError(text));
    if (broken) {
      refuse(field, broken, ERROR_VALUE);
      continue;
    }
    const value = fillField(field, filled, services, (cell, reason) => refuse(field, cell, reason));
    if (value !== undefined && value !== null) values.set(field.model.def.name, value);
  }
  if (misfits.length > 0) notes.push({ title: DETAILS_TITLE, text: misfits.join('\n') });
  return { values, notes, problems };
};
