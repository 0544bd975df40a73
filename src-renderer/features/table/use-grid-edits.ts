import { msg, plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { refused } from '@shared/domain/field-types/parse-result';
import type { RecordId } from '@shared/domain/ids';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue, Row } from '@shared/domain/values';
import type { RecordEdit } from '../../rpc/cached-rows';
import { useFieldEnvironment } from '../../fields/field-environment';
import { parseFieldText } from '../../fields/field-parsing';
import { isEditable } from '../../fields/is-editable';
import { useEngine } from '../../rpc/engine-context';
import { useRecordEdit } from '../../rpc/use-record-edit';
import { useUndo } from '../../stores/undo';
import type { GridRange } from '../../ui/data-grid/grid-column';
import { pastedEdits, rangeEdits, textsFor } from './grid-edits.rules';
import { findLinkedTitles } from './linked-titles';

interface GridEditDeps {
  readonly object: string;
  /** Visible fields in their order. */
  readonly fields: readonly FieldDef[];
  /** The rows of a range, fetched where they are not loaded. */
  readonly readRows: (first: number, last: number) => Promise<readonly Row[]>;
}

export interface GridEdits {
  readonly commit: (id: RecordId, field: string, value: FieldValue) => void;
  readonly paste: (at: GridRange, cells: readonly (readonly string[])[]) => void;
  readonly clear: (range: GridRange) => void;
  readonly fillDown: (range: GridRange) => void;
}

/** Changes made in the grid: one cell at once, or many by one gesture that one Undo takes back. */
export const useGridEdits = ({ object, fields, readRows }: GridEditDeps): GridEdits => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const engine = useEngine();
  const edit = useRecordEdit(object);
  const { offerUndo, reportError } = useUndo();
  return useMemo(() => {
    const editable = fields.filter(isEditable);
    const apply = async (work: () => Promise<readonly RecordEdit[]>, say: (edits: readonly RecordEdit[]) => string) => {
      try {
        const edits = await work();
        const operationId = await edit(edits);
        offerUndo(say(edits), edits.length > 0 ? operationId : null);
      } catch (error) {
        reportError(error);
      }
    };
    const countCells = (edits: readonly RecordEdit[]): number =>
      edits.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
    return {
      commit: (id, field, value) => {
        edit([{ id, values: { [field]: value } }]).catch(reportError);
      },
      paste: (at, cells) => {
        let misread = 0;
        void apply(
          async () => {
            const height = Math.max(cells.length, at.lastRow - at.firstRow + 1);
            const rows = await readRows(at.firstRow, at.firstRow + (cells.length === 1 ? height : cells.length) - 1);
            const linked = await findLinkedTitles(engine, textsFor(fields, at, cells));
            const result = pastedEdits(rows, fields, at, cells, (field, text) => {
              if (!isEditable(field)) return refused(msg`This field cannot be written`);
              const link = linked.find(field, text);
              return link ? { ok: true, value: link } : parseFieldText(field, text, environment);
            });
            misread = result.misread;
            return result.edits;
          },
          (edits) => {
            const pasted = plural(countCells(edits), { one: '# cell pasted', other: '# cells pasted' });
            if (misread === 0) return pasted;
            const left = plural(misread, { one: '# was not understood', other: '# were not understood' });
            return t`${pasted}, ${left}`;
          },
        );
      },
      clear: (range) => {
        void apply(
          async () => rangeEdits(await readRows(range.firstRow, range.lastRow), editable, range, () => null),
          (edits) => plural(countCells(edits), { one: '# cell cleared', other: '# cells cleared' }),
        );
      },
      fillDown: (range) => {
        void apply(
          async () => {
            const [first, ...rest] = await readRows(range.firstRow, range.lastRow);
            return first ? rangeEdits(rest, editable, range, (field) => first[field.name] ?? null) : [];
          },
          (edits) => plural(countCells(edits), { one: '# cell filled', other: '# cells filled' }),
        );
      },
    };
  }, [engine, fields, edit, offerUndo, reportError, readRows, environment, t]);
};
