import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { SearchSuggestion } from '@shared/contract/search.contract';
import { InputBox } from '../../ui/input';
import styles from './search-page.module.css';

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly suggestions: readonly SearchSuggestion[];
}

const MAX_LENGTH = 400;

/** The text that is looked for, and what may be added to find less: a click, or Tab for the first. */
export const SearchField = ({ value, onChange, suggestions }: SearchFieldProps) => {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  // Whoever comes here wants to type.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const complete = ({ text }: SearchSuggestion) => {
    // A field waits for its value; a value is done with.
    onChange(text.endsWith(':') ? text : `${text} `);
    box.current?.querySelector('input')?.focus();
  };
  const handleKeys = (event: KeyboardEvent) => {
    const [first] = suggestions;
    if (event.key !== 'Tab' || event.shiftKey || !first || value.endsWith(' ')) return;
    event.preventDefault();
    complete(first);
  };
  return (
    <div ref={box} className={styles.field}>
      <InputBox
        type="search"
        icon="search"
        value={value}
        onChange={onChange}
        maxLength={MAX_LENGTH}
        aria-label={t`Search`}
        placeholder={t`Words, "exact words", -without, stage:won, in:people`}
        spellCheck={false}
        onKeyDown={handleKeys}
      />
      {suggestions.length > 0 && (
        <ul className={styles.suggestions} aria-label={t`Narrow down`}>
          {suggestions.map((suggestion) => (
            <li key={suggestion.scope}>
              <button
                type="button"
                className={styles.suggestion}
                title={suggestion.scope}
                onClick={() => complete(suggestion)}
              >
                {suggestion.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
