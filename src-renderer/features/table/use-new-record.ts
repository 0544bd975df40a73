import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { RecordSet, Sort } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import type { FieldValues } from '../../rpc/cached-rows';
import { useEngine } from '../../rpc/engine-context';
import { useRecordRights } from '../../fields/use-rights';
import { usePageCommand, usePageCommands } from '../../stores/page-commands.store';
import { useUndo } from '../../stores/undo';
import type { GridHandle } from '../../ui/data-grid/data-grid';
import type { RecordCommands } from './use-record-commands';

interface NewRecordDeps {
  readonly object: ObjectDef;
  readonly set: RecordSet;
  readonly sort: readonly Sort[];
  readonly total: number;
  readonly grid: RefObject<GridHandle | null>;
  readonly commands: RecordCommands;
}

export interface NewRecord {
  readonly isOpen: boolean;
  /** Undefined where no record may be made. */
  readonly open: (() => void) | undefined;
  readonly close: () => void;
  /** Answers null when it is done, or why not. */
  readonly create: (values: FieldValues) => Promise<string | null>;
}

/** The form for a new record, and the way to its row once it is made. */
export const useNewRecord = ({ object, set, sort, total, grid, commands }: NewRecordDeps): NewRecord => {
  const { t } = useLingui();
  const engine = useEngine();
  const { offerUndo } = useUndo();
  const [isOpen, setOpen] = useState(false);
  const isRequested = usePageCommands((state) => state.createIn === object.name);
  const mayCreate = useRecordRights(object.name).has('create');
  const open = mayCreate ? () => setOpen(true) : undefined;
  usePageCommand('create', open);

  // The row can be shown once the list has grown to hold it.
  const [made, setMade] = useState<{ readonly index: number } | null>(null);
  const shown = useRef<typeof made>(null);
  useEffect(() => {
    if (!made || made === shown.current || made.index >= total) return;
    shown.current = made;
    grid.current?.focusCell(made.index, object.titleField);
  }, [made, total, grid, object.titleField]);

  /** Undefined when it could not be found out. */
  const findIndex = async (id: Parameters<typeof engine.records.position>[0]['id']) => {
    try {
      return (await engine.records.position({ ...set, sort: [...sort], id })).index;
    } catch {
      // The record is there; only the way to its row is not known.
      return undefined;
    }
  };
  return {
    isOpen: mayCreate && (isOpen || isRequested),
    open,
    close: () => {
      setOpen(false);
      usePageCommands.getState().requestCreate(null);
    },
    create: async (values) => {
      const result = await commands.create(values);
      if ('failure' in result) return result.failure;
      const index = await findIndex(result.id);
      const said = t`${object.labelSingular} created`;
      offerUndo(index === null ? t`${said}. The filters of this view hide it.` : said, result.operationId);
      if (typeof index === 'number') setMade({ index });
      return null;
    },
  };
};
