import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldDef } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import type { FieldInput } from '@shared/domain/values';
import { TextInput } from '../ui/input';
import { useFieldEnvironment, type FieldEnvironment } from './field-environment';
import { filterText, readFilterText, type FilterReading } from './filter-input';

interface FilterTextProps {
  readonly field: FieldDef;
  readonly label: string;
  readonly value: FieldInput | undefined;
  /** undefined while nothing readable stands there. */
  readonly onChange: (value: FieldInput | undefined) => void;
  readonly onDone?: (() => void) | undefined;
  /** Several values, separated by commas. */
  readonly isList?: boolean | undefined;
}

const textOfValue = (field: FieldDef, value: FieldInput | undefined, environment: FieldEnvironment): string =>
  Array.isArray(value)
    ? value.map((each) => filterText(field, each, environment)).join(', ')
    : filterText(field, value, environment);

const readList = (field: FieldDef, text: string, environment: FieldEnvironment): FilterReading => {
  // ", " with its blank: a comma inside a number stays where it is.
  const reads = text
    .split(/[;\n]|,(?=\s|$)/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => readFilterText(field, part, environment));
  const wrong = reads.find((read) => !read.ok);
  return wrong ?? { ok: true, value: reads.flatMap((read) => (read.ok ? [read.value] : [])) };
};

/** The value of a condition as text, read as the field itself reads it. */
export const FilterText = ({ field, label, value, onChange, onDone, isList = false }: FilterTextProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [text, setText] = useState(() => textOfValue(field, value, environment));
  const [reason, setReason] = useState('');
  const read = (typed: string): FilterReading =>
    isList ? readList(field, typed, environment) : readFilterText(field, typed, environment);
  const change = (typed: string): void => {
    setText(typed);
    setReason('');
    const result = read(typed);
    if (typed.trim() === '') onChange(undefined);
    else if (result.ok) onChange(result.value ?? undefined);
  };
  return (
    <TextInput
      size="sm"
      aria-label={label}
      placeholder={isList ? t`One, another` : label}
      value={text}
      error={reason || undefined}
      onChange={change}
      onBlur={() => {
        const result = read(text);
        if (text.trim() !== '' && !result.ok) setReason(formatMessage(result.reason));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        const result = read(text);
        if (text.trim() !== '' && !result.ok) setReason(formatMessage(result.reason));
        else onDone?.();
      }}
    />
  );
};
