import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { i18n } from '@lingui/core';
import type { FieldDef, FieldSettings, SelectOption } from '@shared/domain/schema';

interface StagePart {
  readonly label: MessageDescriptor;
  readonly type: FieldDef['type'];
  readonly options?: (settings: FieldSettings) => SelectOption[];
}

const asOption = ({ key, label }: { readonly key: string; readonly label: string }): SelectOption => ({
  key,
  label,
  color: 'gray',
});

/** What follows from a stage, or is kept with it, and can be filtered by on its own. */
const STAGE_PARTS: Readonly<Record<string, StagePart>> = {
  pipeline: { label: msg`Pipeline`, type: 'select', options: ({ pipelines = [] }) => pipelines.map(asOption) },
  outcome: {
    label: msg`Outcome`,
    type: 'select',
    options: () => [
      { key: 'open', label: i18n._(msg`Open`), color: 'blue' },
      { key: 'won', label: i18n._(msg`Won`), color: 'green' },
      { key: 'lost', label: i18n._(msg`Lost`), color: 'red' },
    ],
  },
  isStale: { label: msg`Stale`, type: 'boolean' },
  reason: {
    label: msg`Reason`,
    type: 'select',
    options: ({ pipelines = [] }) => [
      ...new Map(
        pipelines.flatMap(({ winReasons, lossReasons }) =>
          [...winReasons, ...lossReasons].map((reason) => [reason.key, asOption(reason)]),
        ),
      ).values(),
    ],
  },
  since: { label: msg`Since`, type: 'dateTime' },
  probability: { label: msg`Chance`, type: 'percent' },
};

export const STAGE_PART_NAMES: readonly string[] = Object.keys(STAGE_PARTS);

export const stagePartLabel = (part: string): MessageDescriptor | undefined => STAGE_PARTS[part]?.label;

/** A part of a stage field as a field of its own. */
export const stagePartField = (field: FieldDef, part: string): FieldDef | undefined => {
  const found = STAGE_PARTS[part];
  if (field.type !== 'stage' || !found) return undefined;
  const options = found.options?.(field.settings);
  return { ...field, key: `${field.key}.${part}`, type: found.type, settings: options ? { options } : {} };
};
