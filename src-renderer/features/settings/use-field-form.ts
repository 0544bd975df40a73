import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldDef, FieldSettings, ObjectDef } from '@shared/domain/schema';
import { optionKeyFor } from '../../fields/use-create-option';
import { useEngine } from '../../rpc/engine-context';
import { draftOf, EMPTY_DRAFT, problemOf, type DraftProblem, type FieldDraft } from './field-draft';
import { useSchemaForm } from './use-schema-undo';

interface FieldFormDeps {
  readonly object: ObjectDef;
  /** Undefined for a new one. */
  readonly field: FieldDef | undefined;
  /** It was saved or deleted. */
  readonly onClose: () => void;
}

export interface FieldForm {
  readonly draft: FieldDraft;
  readonly set: (part: Partial<FieldDraft>) => void;
  /** Why the draft cannot be saved yet. */
  readonly problem: DraftProblem | undefined;
  /** Somebody has tried to save it: from then on what is missing is said. */
  readonly hasTried: boolean;
  readonly isSaving: boolean;
  /** Why the engine refused it. */
  readonly refusal: ReturnType<typeof useSchemaForm>['problem'];
  readonly save: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Options that were added in this form get keys that say what they are. */
const withSpeakingKeys = (settings: FieldSettings, before: FieldDef | undefined): FieldSettings => {
  if (!settings.options) return settings;
  const known = new Set(before?.settings.options?.map(({ key }) => key));
  const kept = settings.options.filter(({ key }) => known.has(key));
  const options = [...kept];
  const renamed = settings.options.map((option) => {
    const label = option.label.trim();
    if (known.has(option.key)) return { ...option, label };
    const made = { ...option, label, key: optionKeyFor(label, options) };
    options.push(made);
    return made;
  });
  return { ...settings, options: renamed };
};

/** A field as it stands in its form, and what can be done with it. */
export const useFieldForm = ({ object, field, onClose }: FieldFormDeps): FieldForm => {
  const { t } = useLingui();
  const engine = useEngine();
  const { change, problem: refusal } = useSchemaForm();
  const [draft, setDraft] = useState<FieldDraft>(field ? draftOf(field) : EMPTY_DRAFT);
  const [isSaving, setSaving] = useState(false);
  const [hasTried, setHasTried] = useState(false);
  const problem = problemOf(draft);
  const save = async (): Promise<void> => {
    setHasTried(true);
    if (problem || isSaving) return;
    setSaving(true);
    const label = draft.label.trim();
    const settings = structuredClone(withSpeakingKeys(draft.settings, field));
    const rules = { isRequired: draft.isRequired, isUnique: draft.isUnique };
    const isDone = await change(field ? t`${label} changed` : t`${label} added`, () =>
      field
        ? engine.schema.updateField({
            object: object.name,
            name: field.name,
            label,
            help: draft.help.trim(),
            isHidden: draft.isHidden,
            ...(field.isSystem ? {} : { settings, ...rules }),
          })
        : engine.schema.createField({
            object: object.name,
            label,
            type: draft.type,
            settings,
            help: draft.help.trim(),
            ...rules,
          }),
    );
    setSaving(false);
    if (isDone) onClose();
  };
  const remove = async (): Promise<void> => {
    if (!field) return;
    const isDone = await change(t`${field.label} deleted`, () =>
      engine.schema.deleteField({ object: object.name, name: field.name }),
    );
    if (isDone) onClose();
  };
  return {
    draft,
    set: (part) => setDraft((now) => ({ ...now, ...part })),
    problem,
    hasTried,
    isSaving,
    refusal,
    save,
    remove,
  };
};
