import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { ObjectMark } from '../../fields/record-mark';
import { useEngine } from '../../rpc/engine-context';
import { Button, IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Menu, MenuItem } from '../../ui/menu';
import { TabPanel, Tabs } from '../../ui/tabs';
import { FieldTable } from './field-table';
import { shownFields } from './field-rules';
import { IndexList } from './index-list';
import { ObjectDialog } from './object-dialog';
import { PurgeDialog } from './purge-dialog';
import { RelationList, relationsOf } from './relation-list';
import { useSchemaChange } from './use-schema-undo';
import styles from './data-model.module.css';

interface ObjectDetailProps {
  readonly object: ObjectDef;
  readonly objects: readonly ObjectDef[];
  /** What is to be said of the data model before anything else. */
  readonly notice: ReactNode;
  /** Name of the field that is being edited. */
  readonly selected: string | undefined;
  readonly onEditField: (name: string) => void;
  readonly onAddField: () => void;
  readonly onOpenList: (object: string) => void;
}

/** One object: what it is called, its fields and its relations. */
export const ObjectDetail = ({
  notice,
  object,
  objects,
  selected,
  onEditField,
  onAddField,
  onOpenList,
}: ObjectDetailProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const engine = useEngine();
  const change = useSchemaChange();
  const [tab, setTab] = useState<'fields' | 'relations' | 'indexes'>('fields');
  const [isEditing, setEditing] = useState(false);
  const [isPurging, setPurging] = useState(false);
  const isDeleted = object.deletedAtMs !== null;
  const relations = relationsOf(objects, object);
  const tabs = [
    { value: 'fields', label: t`Fields`, count: formatNumber(environment, shownFields(object).length) },
    { value: 'relations', label: t`Relations`, count: formatNumber(environment, relations.length) },
    { value: 'indexes', label: t`Indexes` },
  ] as const;
  const remove = (): void =>
    void change(t`${object.labelPlural} deleted`, () => engine.schema.deleteObject({ name: object.name }));
  const liveObjects = objects.filter(({ deletedAtMs }) => deletedAtMs === null);
  const place = liveObjects.findIndex(({ name }) => name === object.name);
  const move = (order: number): void =>
    void change(t`${object.labelPlural} moved`, () => engine.schema.updateObject({ name: object.name, order }));
  const restore = (): void =>
    void change(t`${object.labelPlural} restored`, () => engine.schema.restoreObject({ name: object.name }));
  return (
    <section className={styles.middle} aria-label={object.labelPlural}>
      {notice}
      <div className={styles.head}>
        <ObjectMark object={object.name} size={40} />
        <div className={styles.objectText}>
          <h2 className={styles.name}>{object.labelPlural}</h2>
          <p className={styles.quiet}>
            {t`One is called ${object.labelSingular.toLocaleLowerCase()}. Name for API and import:`}{' '}
            <code className="mono">{object.name}</code>
          </p>
        </div>
        {isDeleted ? (
          <>
            <Button size="sm" icon="restore" onClick={restore}>
              {t`Restore`}
            </Button>
            <Button size="sm" variant="danger" icon="trash" onClick={() => setPurging(true)}>
              {t`Delete for good`}
            </Button>
          </>
        ) : (
          <>
            <Button size="sm" icon="pencil" onClick={() => setEditing(true)}>
              {t`Edit`}
            </Button>
            <Menu
              align="end"
              label={t`More actions`}
              trigger={<IconButton icon="dots" size="sm" label={t`More actions`} tooltip={false} />}
            >
              <MenuItem icon="table" onSelect={() => onOpenList(object.name)}>
                {t`Show ${object.labelPlural}`}
              </MenuItem>
              <MenuItem icon="chevron-up" disabled={place <= 0} onSelect={() => move(place - 1)}>
                {t`Move up`}
              </MenuItem>
              <MenuItem icon="chevron-down" disabled={place >= liveObjects.length - 1} onSelect={() => move(place + 1)}>
                {t`Move down`}
              </MenuItem>
              <MenuItem
                icon="trash"
                danger
                disabled={object.isStandard}
                disabledReason={t`Belongs to Outpost`}
                onSelect={remove}
              >
                {t`Delete object`}
              </MenuItem>
            </Menu>
          </>
        )}
      </div>
      <Tabs
        tabs={tabs}
        value={tab}
        onChange={setTab}
        label={t`Object sections`}
        className={styles.tabs}
        end={
          tab === 'fields' &&
          !isDeleted && (
            <Button size="sm" icon="plus" className={styles.add} onClick={onAddField}>
              {t`Add field`}
            </Button>
          )
        }
      >
        <TabPanel value="fields" className={styles.tabPanel}>
          <FieldTable object={object} selected={selected} onEdit={onEditField} />
          {object.isStandard && (
            <p className={styles.footnote}>
              <Icon name="lock" size={14} />
              {t`Locked fields belong to every ${object.labelSingular.toLocaleLowerCase()} and can be renamed and hidden, not deleted.`}
            </p>
          )}
        </TabPanel>
        <TabPanel value="relations" className={styles.tabPanel}>
          <RelationList relations={relations} />
        </TabPanel>
        <TabPanel value="indexes" className={styles.tabPanel}>
          <IndexList object={object} />
        </TabPanel>
      </Tabs>
      {isPurging && <PurgeDialog label={object.labelPlural} object={object.name} onClose={() => setPurging(false)} />}
      {isEditing && (
        <ObjectDialog object={object} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      )}
    </section>
  );
};
