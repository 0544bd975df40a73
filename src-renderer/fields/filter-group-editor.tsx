import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, type ReactNode } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Select } from '../ui/select';
import { useFieldEnvironment } from './field-environment';
import { iconOfField, iconOfObject } from './field-icon';
import { FilterEditor } from './filter-editor';
import { operatorsOf, startCondition } from './filter-condition';
import { JsonPathInput } from './json-path-input';
import { findFilterField, listFilterFields, splitJsonPath } from './filter-fields';
import type { ListedCondition } from './filter-list';
import { FilterPartMenu } from './filter-part-menu';
import { FilterPartPicker } from './filter-part-picker';
import {
  addPart,
  emptyGroup,
  type FieldNode,
  fieldNode,
  type FilterGroup,
  type FilterNode,
  type Move,
  movesOf,
  type RelatedNode,
  relatedNode,
  replacePart,
  setMatch,
} from './filter-tree.rules';
import { RelatedAmountEditor } from './related-amount-editor';
import { relatedListOptions } from './related-lists';
import styles from './filter-group-editor.module.css';

export interface FilterActions {
  readonly change: (change: (tree: FilterGroup) => FilterGroup) => void;
  /** The part keeps the focus, wherever it goes. */
  readonly move: (key: string, move: Move) => void;
  /** The focus goes to the group that the part was in. */
  readonly remove: (groupKey: string, key: string) => void;
}

interface FilterGroupEditorProps {
  /** The object whose records the group is about. */
  readonly object: ObjectDef;
  readonly group: FilterGroup;
  readonly actions: FilterActions;
  /** What can be done with the group itself, where it is part of another; null where it stands on its own. */
  readonly menu: ReactNode;
}

interface PartProps<Node extends FilterNode> {
  readonly object: ObjectDef;
  readonly node: Node;
  readonly actions: FilterActions;
  readonly menu: (name: string) => ReactNode;
}

const FieldRow = ({ object, node, actions, menu }: PartProps<FieldNode>) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const { field: path } = node.condition;
  const found = useMemo(() => findFilterField(objects, object, path, i18n), [objects, object, i18n, path]);
  const json = useMemo(() => splitJsonPath(objects, object, path), [objects, object, path]);
  const label = found?.label ?? path;
  /** The value goes on where the operator is one of both. */
  const lookAt = (next: string): void => {
    const field = findFilterField(objects, object, next, i18n)?.field;
    if (!field) return;
    const { op, value } = node.condition;
    const kept = operatorsOf(field.type).includes(op) ? { op, value } : startCondition(field);
    actions.change((tree) => replacePart(tree, { ...node, condition: { field: next, ...kept } }));
  };
  return (
    <div className={styles.row} role="group" aria-label={t`Condition on ${label}`}>
      <span className={styles.field}>
        {found && <Icon name={iconOfField(found.field)} size={14} />}
        <span className="truncate">{label}</span>
      </span>
      {json && <JsonPathInput field={json.field} inside={json.inside} onChange={lookAt} />}
      {found ? (
        <FilterEditor
          layout="row"
          field={found.field}
          source={{ object: object.name, path }}
          condition={node.condition}
          onChange={(next) =>
            actions.change((tree) => replacePart(tree, { ...node, condition: { field: path, ...next } }))
          }
        />
      ) : (
        <p className={styles.hint}>
          <Trans>This field is no longer there.</Trans>
        </p>
      )}
      {menu(label)}
    </div>
  );
};

const RelatedRow = ({ object, node, actions, menu }: PartProps<RelatedNode>) => {
  const { t } = useLingui();
  const { objects } = useFieldEnvironment();
  const { related } = node.condition;
  const list = useMemo(
    () => relatedListOptions(objects, object).find(({ path }) => path === related),
    [objects, object, related],
  );
  const label = list?.label ?? related;
  return (
    <div className={styles.related} role="group" aria-label={t`Condition on ${label}`}>
      <div className={styles.row}>
        <span className={styles.field}>
          {list && <Icon name={iconOfObject(list.object)} size={14} />}
          <span className="truncate">{label}</span>
        </span>
        <RelatedAmountEditor
          condition={node.condition}
          onChange={(condition) => actions.change((tree) => replacePart(tree, { ...node, condition }))}
        />
        {menu(label)}
      </div>
      {list && <FilterGroupEditor object={list.object} group={node.where} actions={actions} menu={null} />}
    </div>
  );
};

/** What must hold of a list's parts, the parts, and ways to add more; parts may be groups themselves. */
export const FilterGroupEditor = ({ object, group, actions, menu }: FilterGroupEditorProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const fields = useMemo(() => listFilterFields(objects, object, i18n), [objects, object, i18n]);
  const lists = useMemo(() => relatedListOptions(objects, object), [objects, object]);
  const matches = [
    { value: 'all', label: t`All of these` },
    { value: 'any', label: t`Any of these` },
    { value: 'none', label: t`None of these` },
  ] as const;
  const add = (part: FilterNode): void => actions.change((tree) => addPart(tree, group.key, part));
  const begin = (condition: ListedCondition): void =>
    add('related' in condition ? relatedNode(condition) : fieldNode(condition));
  const menuOf = (part: FilterNode) => (name: string) => (
    <FilterPartMenu
      partKey={part.key}
      name={name}
      moves={movesOf(group, part.key, menu !== null)}
      onMove={(move) => actions.move(part.key, move)}
      onRemove={() => actions.remove(group.key, part.key)}
    />
  );
  const name = matches.find(({ value }) => value === group.match)?.label ?? '';
  return (
    <div className={styles.group} role="group" aria-label={name}>
      <div className={styles.head}>
        <Select
          size="sm"
          className={styles.match}
          aria-label={t`How many of these must hold`}
          value={group.match}
          options={matches}
          onChange={(match) => actions.change((tree) => setMatch(tree, group.key, match))}
        />
        {menu}
      </div>
      {group.parts.map((part) => {
        if (part.kind === 'field')
          return <FieldRow key={part.key} object={object} node={part} actions={actions} menu={menuOf(part)} />;
        if (part.kind === 'related')
          return <RelatedRow key={part.key} object={object} node={part} actions={actions} menu={menuOf(part)} />;
        return (
          <FilterGroupEditor
            key={part.key}
            object={object}
            group={part}
            actions={actions}
            menu={menuOf(part)(t`Group`)}
          />
        );
      })}
      <div className={styles.add} data-group={group.key}>
        <FilterPartPicker
          fields={fields}
          lists={lists}
          onPick={begin}
          trigger={
            <Button size="sm" variant="ghost" icon="plus">
              <Trans>Condition</Trans>
            </Button>
          }
        />
        <Button size="sm" variant="ghost" icon="group" onClick={() => add(emptyGroup())}>
          <Trans>Group</Trans>
        </Button>
      </div>
    </div>
  );
};
