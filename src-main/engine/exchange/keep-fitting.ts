import type { ColumnTarget, FileReading, ImportColumn } from '@shared/contract/exchange.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { Clock } from '../kernel/ports';
import type { FieldModel, ObjectModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import { COMPANIONS, resolvePath } from './column-match.rules';
import { openImportFile } from './import-file';
import { readJsonCell, readNamed } from './json-cells';
import { cellContext, isCallingCode, parseCell } from './parse-cell';
import { asImported, eachRow, MAX_SCAN_BYTES } from './scan-rows';
import { readStageCells } from './stage-cells';

/** What understanding cells takes. */
export interface CellDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly settings: () => WorkspaceSettings;
}

const FIT_ROWS = 20_000;

/** Types that a few values which do not fit must not cost their place: the rows with those are reported. */
const FORGIVING: ReadonlySet<string> = new Set(['emails', 'phones']);
/** Types that take any text. */
const OPEN: ReadonlySet<string> = new Set([
  'text',
  'longText',
  'richText',
  'fullName',
  'select',
  'multiSelect',
  'array',
  'autoNumber',
  'relation',
  'relations',
  'morphRelation',
  'files',
]);

type Misfit = NonNullable<ImportColumn['misfit']>;

export interface Fitting {
  readonly targets: readonly ColumnTarget[];
  /** By column, those whose suggestion was taken back. */
  readonly misfits: ReadonlyMap<number, Misfit>;
}

/** Takes back suggestions whose field refuses too many of the values: nothing of a column may be lost by default. */
export const keepFitting = async (
  deps: CellDeps,
  filePath: string,
  reading: FileReading,
  object: ObjectModel,
  targets: readonly ColumnTarget[],
): Promise<Fitting> => {
  const checked = targets.flatMap((target, index) => {
    const place = target.kind === 'field' ? resolvePath(object, target.field) : undefined;
    const isChecked = place && (place.part === undefined || place.field.def.type === 'stage');
    return place && isChecked && !OPEN.has(place.field.def.type)
      ? [{ index, field: place.field, part: place.part, filled: 0, fits: 0 }]
      : [];
  });
  const stageColumns = checked.filter(({ field }) => field.def.type === 'stage');
  if (checked.length === 0) return { targets, misfits: new Map() };
  const context = cellContext(deps.settings(), deps.schema.current().members, deps.clock.nowMs(), reading);
  const isJson = reading.format === 'jsonl';
  const isValue = ({ def }: FieldModel, cell: string): boolean =>
    isJson && (readJsonCell(def, cell) ?? readNamed(cell)) !== undefined;
  const file = await openImportFile(filePath, reading);
  try {
    await eachRow(file, { rows: FIT_ROWS, bytes: MAX_SCAN_BYTES }, (row) => {
      const cells = asImported(row, reading);
      for (const column of checked) {
        const cell = cells[column.index]?.trim() ?? '';
        if (cell === '') continue;
        column.filled += 1;
        const { type } = column.field.def;
        const isPart = type === 'stage' || (type === 'phones' && isCallingCode(cell));
        if (isPart || isValue(column.field, cell) || parseCell(column.field, cell, context).ok) column.fits += 1;
      }
      const [stage] = stageColumns;
      if (!stage) return;
      const filled = stageColumns.flatMap((column) => {
        const text = cells[column.index]?.trim() ?? '';
        return text === '' || isValue(column.field, text) ? [] : [{ column, part: column.part, text }];
      });
      if (filled.length === 0) return;
      const read = readStageCells(stage.field, filled, context);
      if (!read.ok) read.cell.column.fits -= 1;
    });
  } finally {
    file.close();
  }
  const refused = new Set(
    checked
      .filter(({ field, filled, fits }) => fits < filled * (FORGIVING.has(field.def.type) ? 0.6 : 0.95))
      .map(({ index }) => index),
  );
  const refusedFields = new Set(
    checked.filter(({ index, part }) => part === undefined && refused.has(index)).map(({ field }) => field.def.name),
  );
  const misfits = new Map(
    checked
      .filter(({ index, part }) => part === undefined && refused.has(index))
      .map(({ index, field: { def }, filled, fits }): [number, Misfit] => [
        index,
        { field: def.name, label: def.label, filled, fits },
      ]),
  );
  const kept = targets.map((target, index): ColumnTarget => {
    // A currency goes where its amount goes, a pipeline where its stage goes.
    const place = target.kind === 'field' ? resolvePath(object, target.field) : undefined;
    const isCompanion = place?.part !== undefined && COMPANIONS[place.field.def.type]?.includes(place.part) === true;
    const isAlone = isCompanion && refusedFields.has(place.field.def.name);
    return refused.has(index) || isAlone ? { kind: 'skip' } : target;
  });
  // Without the pipelines that its field does not have, the stages may not fit either.
  const lostCompanion = checked.some(({ index, part }) => part !== undefined && refused.has(index));
  if (!lostCompanion) return { targets: kept, misfits };
  const rest = await keepFitting(deps, filePath, reading, object, kept);
  return { targets: rest.targets, misfits: new Map([...misfits, ...rest.misfits]) };
};
