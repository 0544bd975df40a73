import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RelatedCondition } from '@shared/domain/query';
import { TextInput } from '../ui/input';
import { Select } from '../ui/select';
import { amountOf, numberOf, RELATED_AMOUNT_LABELS, RELATED_AMOUNTS, withAmount } from './related-condition';
import styles from './related-amount-editor.module.css';

const WHOLE = /^\d{1,9}$/;

const CountInput = ({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) => {
  const { t } = useLingui();
  const [text, setText] = useState(String(value));
  const [isLeft, setLeft] = useState(false);
  return (
    <TextInput
      size="sm"
      inputMode="numeric"
      aria-label={t`How many`}
      value={text}
      error={isLeft && !WHOLE.test(text.trim()) ? t`A whole number, please` : undefined}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
      onChange={(typed) => {
        setText(typed);
        if (WHOLE.test(typed.trim())) onChange(Number(typed));
      }}
    />
  );
};

interface RelatedAmountEditorProps {
  readonly condition: RelatedCondition;
  readonly onChange: (condition: RelatedCondition) => void;
}

/** How many related records there must be: any, none, only, or a number to compare with. */
export const RelatedAmountEditor = ({ condition, onChange }: RelatedAmountEditorProps) => {
  const { t, i18n } = useLingui();
  const number = numberOf(condition);
  return (
    <div className={styles.amount}>
      <Select
        size="sm"
        aria-label={t`How many of the related records`}
        value={amountOf(condition)}
        options={RELATED_AMOUNTS.map((value) => ({ value, label: i18n._(RELATED_AMOUNT_LABELS[value]) }))}
        onChange={(amount) => onChange(withAmount(condition, amount))}
      />
      {number !== undefined && (
        <CountInput value={number} onChange={(value) => onChange(withAmount(condition, amountOf(condition), value))} />
      )}
    </div>
  );
};
