import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FieldPath } from '@shared/domain/query';
import { TextInput } from '../ui/input';

interface JsonPathInputProps {
  /** Path of the JSON field. */
  readonly field: string;
  /** The place inside it; empty for the value as a whole. */
  readonly inside: string;
  /** Called with a whole path that a query takes. */
  readonly onChange: (path: string) => void;
}

/** Where inside a JSON value a condition looks: "address.city". What is no path yet stays here. */
export const JsonPathInput = ({ field, inside, onChange }: JsonPathInputProps) => {
  const { t } = useLingui();
  const [text, setText] = useState(inside);
  const pathOf = (typed: string): string => (typed === '' ? field : `${field}.${typed}`);
  return (
    <TextInput
      size="sm"
      aria-label={t`Place inside`}
      placeholder={t`such as address.city`}
      value={text}
      aria-invalid={!FieldPath.safeParse(pathOf(text)).success || undefined}
      onChange={(typed) => {
        const clean = typed.trim();
        setText(clean);
        if (FieldPath.safeParse(pathOf(clean)).success) onChange(pathOf(clean));
      }}
    />
  );
};
