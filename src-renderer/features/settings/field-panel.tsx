import { useLingui } from '@lingui/react/macro';
import { formatMessage } from '@shared/messages/format-message';
import { useState, type KeyboardEvent } from 'react';
import { rulesProblem } from '@shared/domain/field-types/field-rules';
import { conversionsOf } from '@shared/domain/conversions';
import type { RecordId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import { iconOfField, iconOfType } from '../../fields/field-icon';
import { TYPE_LABELS } from '../../fields/field-labels';
import { keyCaps } from '../../stores/key-names';
import { Banner } from '../../ui/banner';
import { Button, IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { TextArea, TextInput } from '../../ui/input';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import { canBeRequired, canBeUnique, settingsForType, type DraftProblem } from './field-draft';
import { CHOOSABLE_TYPES } from './field-rules';
import { ConvertDialog } from './convert-dialog';
import { TypeSettings } from './type-settings';
import { RuleMisfits } from './rule-misfits';
import { useFieldForm } from './use-field-form';
import { ValueRules } from './value-rules';
import styles from './data-model.module.css';

export type FieldPanelTarget =
  | { readonly kind: 'edit'; readonly object: string; readonly field: string }
  | { readonly kind: 'add'; readonly object: string };

interface FieldPanelProps {
  readonly object: ObjectDef;
  readonly objects: readonly ObjectDef[];
  readonly target: FieldPanelTarget;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Opens the list of an object with these records alone. */
  readonly onShowRecords: (object: string, ids: readonly RecordId[]) => void;
  readonly onClose: () => void;
}

/** The form of one field, new or known. */
export const FieldPanel = ({ object, objects, target, hrefOfRecord, onShowRecords, onClose }: FieldPanelProps) => {
  const { t, i18n } = useLingui();
  const field = target.kind === 'edit' ? object.fields.find(({ name }) => name === target.field) : undefined;
  const { draft, set, problem, hasTried, isSaving, refusal, save, remove } = useFieldForm({ object, field, onClose });
  const [isConverting, setConverting] = useState(false);
  const broken = rulesProblem(draft.type, draft.settings);
  const problems: Readonly<Record<DraftProblem, string>> = {
    label: t`A name is needed`,
    target: t`Choose where the relation leads`,
    targets: t`Choose where the relation may lead`,
    optionLabel: t`Every option needs a name`,
    sameOption: t`Two options have the same name`,
    prefix: t`What stands before the number cannot end with a digit`,
    expression: t`Write a formula`,
    rollup: t`Choose what is rolled up`,
    rules: broken ? formatMessage(broken) : '',
  };
  const isTitle = field?.name === object.titleField;
  const canRestrict = !field?.isSystem;
  const canConvert = field && !field.isStandard && !isTitle && conversionsOf(field.type).length > 0;

  const handleKeys = (event: KeyboardEvent): void => {
    const isSave = (event.ctrlKey || event.metaKey) && (event.key === 's' || event.key === 'Enter');
    if (isSave) {
      event.preventDefault();
      event.stopPropagation();
      void save();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      onClose();
    }
  };
  const error = hasTried && problem ? problems[problem] : undefined;
  const title = field?.label ?? t`New field`;
  return (
    // Ctrl+S and Esc belong to all fields inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside className={styles.panel} aria-label={t`Field: ${title}`} onKeyDown={handleKeys}>
      <header className={styles.panelHead}>
        <Icon name={field ? iconOfField(field) : iconOfType(draft.type)} />
        <span className={styles.panelTitle}>{title}</span>
        <span className={styles.quiet}>{i18n._(TYPE_LABELS[draft.type])}</span>
        <IconButton icon="close" size="sm" label={t`Close`} tooltip={false} onClick={onClose} />
      </header>
      <div className={styles.panelBody}>
        <section className={styles.panelSection}>
          <TextInput
            label={t`Name`}
            required
            maxLength={200}
            error={problem === 'label' ? error : undefined}
            value={draft.label}
            onChange={(label) => set({ label })}
            // A new field starts with its name.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={target.kind === 'add'}
          />
          {field ? (
            <>
              <TextInput
                label={t`Key for API and import`}
                readOnly
                mono
                value={field.name}
                onChange={() => undefined}
              />
              {canConvert && (
                <Button size="sm" icon="refresh" onClick={() => setConverting(true)}>
                  {t`Change type…`}
                </Button>
              )}
            </>
          ) : (
            <Select
              label={t`Type`}
              value={draft.type}
              options={CHOOSABLE_TYPES.map((type) => ({
                value: type,
                label: i18n._(TYPE_LABELS[type]),
                icon: iconOfType(type),
              }))}
              onChange={(type) =>
                set({
                  type,
                  settings: settingsForType(type, draft.settings),
                  isUnique: draft.isUnique && canBeUnique(type),
                  isRequired: draft.isRequired && canBeRequired(type),
                })
              }
            />
          )}
          <TextArea
            label={t`Help`}
            help={t`Shown beside the field.`}
            rows={2}
            maxLength={2000}
            value={draft.help}
            onChange={(help) => set({ help })}
          />
        </section>
        {canRestrict && (
          <section className={styles.panelSection}>
            <TypeSettings
              type={draft.type}
              settings={draft.settings}
              onChange={(settings) => set({ settings })}
              objects={objects}
              field={field?.name}
              owner={object}
            />
            <ValueRules
              key={draft.type}
              type={draft.type}
              settings={draft.settings}
              onChange={(settings) => set({ settings })}
            />
            {error && problem !== 'label' && (
              <p className={styles.problem} role="alert">
                <Icon name="error" size={12} />
                {error}
              </p>
            )}
          </section>
        )}
        <section className={styles.panelSection}>
          {canRestrict && canBeRequired(draft.type) && (
            <Switch
              label={t`Required`}
              help={t`Asked for when one is created`}
              checked={draft.isRequired}
              onChange={(isRequired) => set({ isRequired })}
            />
          )}
          {canRestrict && canBeUnique(draft.type) && (
            <Switch
              label={t`Unique`}
              help={t`No two records may have the same value`}
              checked={draft.isUnique}
              onChange={(isUnique) => set({ isUnique })}
            />
          )}
          {field && canRestrict && !problem && (
            <RuleMisfits
              object={object.name}
              field={field.name}
              settings={draft.settings}
              isRequired={draft.isRequired}
              hrefOfRecord={hrefOfRecord}
              onShowRecords={onShowRecords}
            />
          )}
          {field && !isTitle && (
            <Switch
              label={t`Hidden`}
              help={t`Not shown on pages and in new views`}
              checked={draft.isHidden}
              onChange={(isHidden) => set({ isHidden })}
            />
          )}
        </section>
      </div>
      {refusal && <Banner tone="danger">{refusal}</Banner>}
      <footer className={styles.panelFoot}>
        {field && !field.isStandard && !field.isSystem && !isTitle && (
          <Button variant="danger" icon="trash" onClick={() => void remove()}>
            {t`Delete`}
          </Button>
        )}
        <span className={styles.panelActions}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            keys={keyCaps('Mod+S')}
            aria-keyshortcuts="Control+S Meta+S"
            loading={isSaving}
            onClick={() => void save()}
          >
            {field ? t`Save` : t`Add field`}
          </Button>
        </span>
      </footer>
      {field && isConverting && (
        <ConvertDialog
          object={object.name}
          field={field}
          hrefOfRecord={hrefOfRecord}
          onShowRecords={onShowRecords}
          onClose={() => setConverting(false)}
          onDone={onClose}
        />
      )}
    </aside>
  );
};
