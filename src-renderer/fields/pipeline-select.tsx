import { useLingui } from '@lingui/react/macro';
import type { FieldDef } from '@shared/domain/schema';
import { Select } from '../ui/select';

interface PipelineSelectProps {
  readonly field: FieldDef;
  /** Key of the pipeline that is shown. */
  readonly value: string | undefined;
  /** Offers all of them together; then nothing chosen means all, else the first. */
  readonly hasAll: boolean;
  readonly onChange: (pipeline: string | undefined) => void;
}

const ALL = ' all';

/** Which pipeline is shown; nothing where there is no choice. */
export const PipelineSelect = ({ field, value, hasAll, onChange }: PipelineSelectProps) => {
  const { t } = useLingui();
  const all = field.settings.pipelines ?? [];
  const offered = all.filter(({ isArchived, key }) => isArchived !== true || key === value);
  if (offered.length < 2) return null;
  const known = offered.find(({ key }) => key === value)?.key;
  return (
    <Select
      size="sm"
      aria-label={t`Pipeline`}
      value={known ?? (hasAll ? ALL : offered[0]?.key)}
      options={[
        ...(hasAll ? [{ value: ALL, label: t`All pipelines` }] : []),
        ...offered.map(({ key, label }) => ({ value: key, label })),
      ]}
      onChange={(key) => onChange(key === ALL ? undefined : key)}
    />
  );
};
