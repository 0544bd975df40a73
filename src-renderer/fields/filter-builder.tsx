import { useEffect, useRef, useState } from 'react';
import type { Filter } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import { type FilterActions, FilterGroupEditor } from './filter-group-editor';
import { fromTree, movePart, removePart, toTree } from './filter-tree.rules';
import styles from './filter-builder.module.css';

interface FilterBuilderProps {
  readonly object: ObjectDef;
  /** What to begin with; later changes come from here alone. */
  readonly filter: Filter | undefined;
  /** Called with what is finished after every change. */
  readonly onChange: (filter: Filter | undefined) => void;
}

/** Conditions in groups in groups: all of them, any of them, none of them. */
export const FilterBuilder = ({ object, filter, onChange }: FilterBuilderProps) => {
  const [tree, setTree] = useState(() => toTree(filter));
  const box = useRef<HTMLDivElement>(null);
  /** Where the focus goes when the tree has been drawn anew. */
  const focused = useRef<string | null>(null);
  useEffect(() => {
    if (focused.current === null) return;
    box.current?.querySelector<HTMLElement>(`${focused.current} button`)?.focus();
    focused.current = null;
  }, [tree]);

  const change: FilterActions['change'] = (edit) => {
    const next = edit(tree);
    setTree(next);
    const after = fromTree(next);
    // What is not finished yet changes nothing.
    if (JSON.stringify(fromTree(tree)) !== JSON.stringify(after)) onChange(after);
  };
  const actions: FilterActions = {
    change,
    move: (key, move) => {
      focused.current = `[data-part="${key}"]`;
      change((before) => movePart(before, key, move));
    },
    remove: (groupKey, key) => {
      focused.current = `[data-group="${groupKey}"]`;
      change((before) => removePart(before, key));
    },
  };
  return (
    <div ref={box} className={styles.builder}>
      <FilterGroupEditor object={object} group={tree} actions={actions} menu={null} />
    </div>
  );
};
