import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextInput } from '../../ui/input';

const MIN_LENGTH = 8;

export interface NewPassphrase {
  readonly first: string;
  readonly second: string;
}

export const NO_PASSPHRASE: NewPassphrase = { first: '', second: '' };

/** The passphrase once it is long enough and was typed the same twice; undefined before. */
export const chosenPassphrase = ({ first, second }: NewPassphrase): string | undefined =>
  first.length >= MIN_LENGTH && first === second ? first : undefined;

interface NewPassphraseFieldsProps {
  readonly value: NewPassphrase;
  readonly onChange: (value: NewPassphrase) => void;
}

/** Asks for a passphrase twice, since nobody sees what they type. */
export const NewPassphraseFields = ({ value, onChange }: NewPassphraseFieldsProps) => {
  const { t } = useLingui();
  const [isLeft, setLeft] = useState(false);
  const isShort = isLeft && value.first !== '' && value.first.length < MIN_LENGTH;
  const differs = value.second !== '' && !value.first.startsWith(value.second);
  return (
    <>
      <TextInput
        type="password"
        label={t`New passphrase`}
        help={t`8 characters or more. Several words that belong to no saying are good.`}
        error={isShort ? t`8 characters or more` : undefined}
        value={value.first}
        autoComplete="new-password"
        onBlur={() => setLeft(true)}
        onChange={(first) => onChange({ ...value, first })}
      />
      <TextInput
        type="password"
        label={t`The same again`}
        error={differs ? t`The two are not the same` : undefined}
        value={value.second}
        autoComplete="new-password"
        onChange={(second) => onChange({ ...value, second })}
      />
    </>
  );
};
