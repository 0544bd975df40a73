import { useCallback } from 'react';
import { foldText } from '@shared/domain/field-types/clean-text';
import type { FieldDef, SelectOption } from '@shared/domain/schema';
import { useEngine } from '../rpc/engine-context';
import { TAG_COLORS } from '../ui/tone';

/** What records store of an option: made from its label, never the same as another's. */
export const optionKeyFor = (label: string, options: readonly SelectOption[]): string => {
  const taken = new Set(options.map(({ key }) => key));
  const base =
    foldText(label.trim())
      .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 56) || 'option';
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`;
  return key;
};

/** The colour that fewest options have, gray last: neighbours should differ. */
export const nextOptionColor = (options: readonly SelectOption[]): SelectOption['color'] => {
  const uses = (color: string): number => options.filter((option) => option.color === color).length;
  const preferred = ['blue', 'green', 'amber', 'violet', 'teal', 'pink', 'orange', 'cyan', 'red', 'indigo'] as const;
  return [...preferred, ...TAG_COLORS].reduce((best, color) => (uses(color) < uses(best) ? color : best));
};

/** Adds an option to a select field while a value is chosen. */
export const useCreateOption = (object: string): ((field: FieldDef, label: string) => Promise<SelectOption>) => {
  const engine = useEngine();
  return useCallback(
    async (field, label) => {
      const options = field.settings.options ?? [];
      const option: SelectOption = {
        key: optionKeyFor(label, options),
        label: label.trim(),
        color: nextOptionColor(options),
      };
      await engine.schema.updateField({
        object,
        name: field.name,
        settings: structuredClone({ ...field.settings, options: [...options, option] }),
      });
      return option;
    },
    [engine, object],
  );
};
