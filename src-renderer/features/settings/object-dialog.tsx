import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ObjectDef, TagColor } from '@shared/domain/schema';
import { useEngine } from '../../rpc/engine-context';
import { keyCaps } from '../../stores/key-names';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon, isIconName, type IconName } from '../../ui/icon';
import { TextInput } from '../../ui/input';
import { ColorGrid } from './color-picker';
import { useSchemaForm } from './use-schema-undo';
import styles from './data-model.module.css';

const OBJECT_ICONS: readonly IconName[] = [
  'object',
  'people',
  'company',
  'deal',
  'task',
  'note',
  'address',
  'product',
  'building',
  'calendar',
  'phone',
  'mail',
  'flag',
  'tag',
  'file',
  'folder',
  'globe',
  'shield',
  'star',
  'key',
  'layers',
  'identity',
];

interface ObjectDialogProps {
  /** Without it a new object is made. */
  readonly object?: ObjectDef | undefined;
  readonly onClose: () => void;
  readonly onSaved: (name: string) => void;
}

/** What an object is called and how it looks. */
export const ObjectDialog = ({ object, onClose, onSaved }: ObjectDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { change, problem } = useSchemaForm();
  const [singular, setSingular] = useState(object?.labelSingular ?? '');
  // Until somebody writes another, the usual plural.
  const [writtenPlural, setPlural] = useState(object?.labelPlural);
  const usualPlural = singular.trim() === '' ? '' : t({ message: `${singular.trim()}s`, comment: 'Plural of a noun' });
  const plural = writtenPlural ?? usualPlural;
  const [icon, setIcon] = useState<IconName>(object && isIconName(object.icon) ? object.icon : 'object');
  const [color, setColor] = useState<TagColor>(object?.color ?? 'teal');
  const [isSaving, setSaving] = useState(false);
  const canSave = singular.trim() !== '' && plural.trim() !== '';

  const save = async (): Promise<void> => {
    if (!canSave || isSaving) return;
    setSaving(true);
    const look = { labelSingular: singular.trim(), labelPlural: plural.trim(), icon, color };
    let saved = '';
    const isDone = await change(object ? t`${plural.trim()} changed` : t`${plural.trim()} created`, async () => {
      const made = object
        ? await engine.schema.updateObject({ name: object.name, ...look })
        : await engine.schema.createObject(look);
      saved = made.name;
    });
    setSaving(false);
    if (isDone) onSaved(saved);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={object ? t`Edit ${object.labelPlural}` : t`New object`}
      description={object ? undefined : t`A list of its own, with fields that you choose: sites, devices, contracts.`}
      closeLabel={t`Close`}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            keys={keyCaps('Mod+Enter')}
            disabled={!canSave}
            loading={isSaving}
            onClick={() => void save()}
          >
            {object ? t`Save` : t`Create object`}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <div className={styles.twoFields}>
          <TextInput
            label={t`Name of one`}
            placeholder={t`Site`}
            required
            maxLength={200}
            value={singular}
            onChange={setSingular}
          />
          <TextInput
            label={t`Name of several`}
            placeholder={t`Sites`}
            required
            maxLength={200}
            value={plural}
            onChange={setPlural}
          />
        </div>
        <div>
          <span className={styles.label}>{t`Icon`}</span>
          <div className={styles.icons} role="radiogroup" aria-label={t`Icon`}>
            {OBJECT_ICONS.map((name) => (
              <button
                key={name}
                type="button"
                role="radio"
                aria-checked={name === icon}
                aria-label={name}
                className={styles.iconChoice}
                data-color={name === icon ? color : undefined}
                onClick={() => setIcon(name)}
              >
                <Icon name={name} />
              </button>
            ))}
          </div>
        </div>
        <div>
          <span className={styles.label}>{t`Colour`}</span>
          <ColorGrid value={color} onChange={setColor} label={t`Colour`} />
        </div>
        {problem && <Banner tone="danger">{problem}</Banner>}
      </div>
    </Dialog>
  );
};
