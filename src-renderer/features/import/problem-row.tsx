import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useState } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import { type CellProblem, MAX_FIX_CHARS } from '@shared/contract/exchange.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import { Button } from '../../ui/button';
import { InputBox } from '../../ui/input';
import { KEEPS_ESCAPE } from './use-wizard-keys';
import styles from './problem-list.module.css';

interface ProblemRowProps {
  readonly problem: CellProblem;
  /** What the cell says by now. */
  readonly text: string;
  /** Label of the field; null for the row as a whole. */
  readonly field: string | null;
  readonly onFix: ((text: string) => void) | undefined;
  readonly onSkip: (() => void) | undefined;
}

/** Goes on to the value below: whoever fixes many does not leave the keyboard. */
const focusBelow = (from: HTMLInputElement): void => {
  const inputs = [...(from.closest('tbody')?.querySelectorAll('input') ?? [])];
  const below = inputs[inputs.indexOf(from) + 1];
  if (below) below.select();
  else from.blur();
};

/** One value that does not fit, to be fixed where it is seen. */
export const ProblemRow = ({ problem, text, field, onFix, onSkip }: ProblemRowProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  // What is typed is taken when the cell is left: a half of it may fit already, and the row would be gone.
  const [typed, setTyped] = useState<string | null>(null);
  const line = formatNumber(environment, problem.line, 0);
  const take = (): void => {
    if (typed !== null && typed !== text) onFix?.(typed);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') setTyped(null);
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) focusBelow(event.currentTarget);
  };
  const reason = formatMessage(problem.reason);
  // One that was used, or a cell that was typed over, waits for its check.
  const suggestion = onFix && text === problem.value ? problem.suggestion : null;
  return (
    <tr>
      <td className="num">{line}</td>
      <td className="truncate">{field ?? t`Whole row`}</td>
      <td>
        {field !== null && onFix ? (
          <InputBox
            {...(typed === null ? {} : KEEPS_ESCAPE)}
            size="sm"
            mono
            className={styles.value}
            aria-label={t`${field}, line ${line}`}
            aria-description={reason}
            maxLength={MAX_FIX_CHARS}
            value={typed ?? text}
            onChange={setTyped}
            onBlur={take}
            onKeyDown={onKeyDown}
          />
        ) : (
          text !== '' && <span className={styles.bad}>{text}</span>
        )}
      </td>
      <td className={styles.reason} title={reason}>
        {reason}
      </td>
      <td className={styles.suggestion} title={suggestion ?? undefined}>
        {suggestion}
      </td>
      <td className={styles.actions}>
        {suggestion !== null && (
          <Button size="sm" aria-label={t`Use ${suggestion}, line ${line}`} onClick={() => onFix?.(suggestion)}>
            <Trans>Use</Trans>
          </Button>
        )}
        {onSkip && (
          <Button size="sm" variant="ghost" aria-label={t`Skip row, line ${line}`} onClick={onSkip}>
            <Trans>Skip row</Trans>
          </Button>
        )}
      </td>
    </tr>
  );
};
