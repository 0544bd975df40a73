import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Filter } from '@shared/domain/query';
import { RECORD_RIGHTS, SETTING_RIGHTS, type ObjectRule, type Role } from '@shared/domain/roles';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { FilterBuilder } from '../../fields/filter-builder';
import { useEngine } from '../../rpc/engine-context';
import { keyCaps } from '../../stores/key-names';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Dialog } from '../../ui/dialog';
import { TextInput } from '../../ui/input';
import { Select } from '../../ui/select';
import { NEW_RULES, ruleFor, toggleRight, toggleSetting, withField, withRule, withScope } from './role-draft';
import { useRoleNames } from './role-names';
import { useSchemaForm } from './use-schema-undo';
import styles from './role-dialog.module.css';

interface RightsRowProps {
  readonly label: string;
  readonly rule: ObjectRule;
  readonly onChange: (rule: ObjectRule) => void;
  readonly hasFilter: boolean;
}

const useRightNames = () => {
  const { t } = useLingui();
  return {
    see: t`See`,
    create: t`Create`,
    edit: t`Edit`,
    delete: t`Delete`,
    restore: t`Restore`,
    purge: t`Destroy`,
    export: t`Export`,
  } as const;
};

const RightsRow = ({ label, rule, onChange, hasFilter }: RightsRowProps) => {
  const { t } = useLingui();
  const names = useRightNames();
  const scopes = [
    { value: 'all', label: t`All` },
    { value: 'ownAndShared', label: t`Own and shared` },
    { value: 'own', label: t`Own` },
    ...(hasFilter ? [{ value: 'filter', label: t`Those that match` } as const] : []),
  ] as const;
  return (
    <tr>
      <th scope="row">{label}</th>
      {RECORD_RIGHTS.map((right) => (
        <td key={right}>
          <Checkbox
            aria-label={`${label}: ${names[right]}`}
            checked={rule.rights.includes(right)}
            onChange={(isOn) => onChange(toggleRight(rule, right, isOn))}
          />
        </td>
      ))}
      <td>
        <Select
          size="sm"
          aria-label={t`Records: ${label}`}
          value={rule.records}
          options={scopes}
          onChange={(records) => onChange(withScope(rule, records))}
        />
      </td>
    </tr>
  );
};

interface ObjectDetailProps {
  readonly object: ObjectDef;
  readonly rule: ObjectRule;
  readonly onChange: (rule: ObjectRule) => void;
}

const NO_CONDITION: Filter = { and: [] };

const RecordFilter = ({ object, rule, onChange }: ObjectDetailProps) => {
  const { t } = useLingui();
  const isEmpty = JSON.stringify(rule.filter ?? NO_CONDITION) === JSON.stringify(NO_CONDITION);
  return (
    <fieldset className={styles.filter}>
      <legend>{t`Which ${object.labelPlural}`}</legend>
      <FilterBuilder
        object={object}
        filter={rule.filter}
        onChange={(filter) => onChange({ ...rule, filter: filter ?? NO_CONDITION })}
      />
      {isEmpty && <p className={styles.note}>{t`Without a condition all of them can be seen.`}</p>}
    </fieldset>
  );
};

const ObjectDetail = ({ object, rule, onChange }: ObjectDetailProps) => {
  const { t } = useLingui();
  const fields = object.fields.filter(
    ({ isSystem, deletedAtMs, name }) => !isSystem && deletedAtMs === null && name !== object.titleField,
  );
  return (
    <div className={styles.detail}>
      {rule.records === 'filter' && <RecordFilter object={object} rule={rule} onChange={onChange} />}
      <ul className={styles.fields}>
        {fields.map((field) => (
          <li key={field.key}>
            <span className="truncate">{field.label}</span>
            <Select
              size="sm"
              aria-label={t`Field ${field.label}`}
              value={rule.fields[field.name] ?? 'open'}
              options={[
                { value: 'open', label: t`See and edit` },
                { value: 'readOnly', label: t`See only` },
                { value: 'hidden', label: t`Hidden` },
              ]}
              onChange={(access) => onChange(withField(rule, field.name, access))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
};

interface RoleDialogProps {
  /** Without it a new role is made. */
  readonly role: Role | undefined;
  readonly onClose: () => void;
}

/** What a role may see and do: objects by rights, fields, records and settings. */
export const RoleDialog = ({ role, onClose }: RoleDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { change, problem } = useSchemaForm();
  const roleName = useRoleNames();
  const rights = useRightNames();
  const { objects } = useFieldEnvironment();
  const [name, setName] = useState(role?.name ?? '');
  const [rules, setRules] = useState(role?.rules ?? NEW_RULES);
  const live = objects.filter(({ deletedAtMs }) => deletedAtMs === null);
  const [chosen, setChosen] = useState(live[0]?.name ?? '');
  const [isSaving, setSaving] = useState(false);
  const detail = live.find((object) => object.name === chosen);
  const canSave = name.trim() !== '';
  const settings = {
    workspace: t`Settings of the workspace`,
    dataModel: t`Data model`,
    members: t`Members and roles`,
    views: t`Views`,
    import: t`Imports`,
    backups: t`Backups`,
  } as const;

  const run = async (words: string, work: () => Promise<unknown>): Promise<void> => {
    if (isSaving) return;
    setSaving(true);
    const isDone = await change(words, async () => {
      await work();
    });
    setSaving(false);
    if (isDone) onClose();
  };
  const save = (): void => {
    if (!canSave) return;
    void run(t`Role ${name.trim()} saved`, () =>
      engine.members.saveRole({ name: name.trim(), rules, ...(role ? { key: role.key } : {}) }),
    );
  };
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={role ? t`Role ${roleName(role)}` : t`New role`}
      closeLabel={t`Close`}
      onSubmit={save}
      footerStart={
        role &&
        !role.isStandard && (
          <Button
            variant="ghost"
            icon="trash"
            onClick={() => void run(t`Role ${name} deleted`, () => engine.members.deleteRole({ key: role.key }))}
          >
            {t`Delete role`}
          </Button>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" keys={keyCaps('Mod+Enter')} disabled={!canSave} loading={isSaving} onClick={save}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextInput label={t`Name`} required maxLength={100} value={name} onChange={setName} />
        <div className={styles.scroll}>
          <table className={styles.matrix}>
            <thead>
              <tr>
                <th scope="col">{t`Object`}</th>
                {RECORD_RIGHTS.map((right) => (
                  <th key={right} scope="col">
                    {rights[right]}
                  </th>
                ))}
                <th scope="col">{t`Records`}</th>
              </tr>
            </thead>
            <tbody>
              {live.map((object) => (
                <RightsRow
                  key={object.name}
                  label={object.labelPlural}
                  rule={ruleFor(rules, object.name)}
                  hasFilter
                  onChange={(rule) => {
                    setRules(withRule(rules, object.name, rule));
                    // Where the conditions are made.
                    if (rule.records === 'filter') setChosen(object.name);
                  }}
                />
              ))}
              <RightsRow
                label={t`Objects made later`}
                rule={rules.otherObjects}
                hasFilter={false}
                onChange={(rule) => setRules(withRule(rules, null, rule))}
              />
            </tbody>
          </table>
        </div>
        <Select
          label={t`Records and fields of`}
          value={chosen}
          options={live.map((object) => ({ value: object.name, label: object.labelPlural }))}
          onChange={setChosen}
        />
        {detail && (
          <ObjectDetail
            key={detail.name}
            object={detail}
            rule={ruleFor(rules, detail.name)}
            onChange={(rule) => setRules(withRule(rules, detail.name, rule))}
          />
        )}
        <fieldset className={styles.settings}>
          <legend>{t`May change`}</legend>
          {SETTING_RIGHTS.map((setting) => (
            <Checkbox
              key={setting}
              label={settings[setting]}
              checked={rules.settings.includes(setting)}
              onChange={(isOn) => setRules(toggleSetting(rules, setting, isOn))}
            />
          ))}
        </fieldset>
        {problem && <Banner tone="danger">{problem}</Banner>}
      </div>
    </Dialog>
  );
};
