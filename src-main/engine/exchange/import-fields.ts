import { msg } from '@lingui/core/macro';
import type { ImportPlan } from '@shared/contract/exchange.contract';
import { findOption, notAnOption } from '@shared/domain/field-types/select';
import { rulesFor } from '@shared/domain/field-types/index';
import { type FieldSettings, type SelectOption, TAG_COLORS } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { fieldReason } from '@shared/messages/field-reason';
import { createFields, updateField } from '../schema/fields.service';
import type { MetaDeps } from '../schema/meta-write';
import type { FieldModel } from '../schema/model';
import type { WriteDb } from '../storage/db';

const MAX_NEW_FIELDS = 1500;
const MAX_OPTIONS = 1000;
const MAX_OPTION_CHARS = 64;

const CHOICES: ReadonlySet<string> = new Set(['select', 'multiSelect']);

/** Whether a plan makes fields. */
export const makesFields = (plan: ImportPlan): boolean => plan.columns.some(({ target }) => target.kind === 'new');

/** Makes the fields that a plan asks for, as part of `deps.operationId`. Answers their API names by column index. */
export const createImportFields = (deps: MetaDeps, db: WriteDb, plan: ImportPlan): ReadonlyMap<number, string> => {
  const names = new Map<number, string>();
  const wanted = plan.columns.filter(({ target }) => target.kind === 'new');
  if (wanted.length > MAX_NEW_FIELDS) {
    const words = msg`The file would make ${wanted.length} fields; at most ${MAX_NEW_FIELDS} are made.`;
    throw new AppError('invalid_input', words, { fields: wanted.length });
  }
  const inputs = wanted.flatMap(({ target }) => {
    if (target.kind !== 'new') return [];
    const { label, type } = target;
    if (rulesFor(type).isComputed)
      throw new AppError('invalid_input', msg`A file cannot fill fields of this type.`, { type });
    const settings: FieldSettings = CHOICES.has(type) ? { options: [] } : {};
    return [{ label, type, settings, help: '', isRequired: false, isUnique: false }];
  });
  const made = createFields(deps, db, plan.object, inputs);
  wanted.forEach(({ index }, i) => {
    const field = made[i];
    if (field) names.set(index, field.name);
  });
  return names;
};

/** Options that rows name and that their fields do not have yet. They are made before the rows that use them are written. */
export const createOptionBook = (object: string, mayAdd: boolean) => {
  const pending = new Map<string, { readonly model: FieldModel; readonly added: SelectOption[] }>();
  const settingsOf = (model: FieldModel): FieldSettings => ({
    ...model.def.settings,
    options: [...(model.def.settings.options ?? []), ...(pending.get(model.def.name)?.added ?? [])],
  });
  let use: 'none' | 'pending' | 'new' = 'none';
  return {
    /** Begins another row; `rowUse` then says what the row asked for: an option that is about to be made, or one that nobody had named before. */
    beginRow: (): void => {
      use = 'none';
    },
    rowUse: () => use,
    /**
     * The key of the option with this label. A new option's key is its label, so that queries and exports show what the file said.
     * Errors: `invalid_input` when there are too many options, or the label is too long for one.
     */
    keyOf: (model: FieldModel, label: string): string => {
      const settings = settingsOf(model);
      const known = findOption(settings, label);
      if (known) {
        if (use === 'none' && pending.get(model.def.name)?.added.includes(known)) use = 'pending';
        return known.key;
      }
      const count = settings.options?.length ?? 0;
      if (!mayAdd || label.length > MAX_OPTION_CHARS || count >= MAX_OPTIONS) {
        throw new AppError('invalid_input', fieldReason(model.def.label, notAnOption(label)), {
          field: model.def.name,
        });
      }
      const color = TAG_COLORS[(count + 1) % TAG_COLORS.length] ?? 'gray';
      const entry = pending.get(model.def.name) ?? { model, added: [] };
      entry.added.push({ key: label, label, color });
      use = 'new';
      pending.set(model.def.name, entry);
      return label;
    },
    hasPending: (): boolean => pending.size > 0,
    /** Adds the options to their fields, as part of `deps.operationId`. */
    save: (deps: MetaDeps, db: WriteDb): void => {
      for (const { model } of pending.values())
        updateField(deps, db, { object, name: model.def.name, settings: settingsOf(model) });
      pending.clear();
    },
  };
};
