import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { RadioCards } from '../../ui/radio-cards';

export type DataChoice = 'import' | 'archive' | 'sample' | 'empty';

interface DataStepProps {
  readonly choice: DataChoice;
  readonly onChange: (choice: DataChoice) => void;
  /** Enter on a choice. */
  readonly onSubmit: () => void;
}

export const DataStep = ({ choice, onChange, onSubmit }: DataStepProps) => {
  const { t } = useLingui();
  const ref = useRef<HTMLDivElement>(null);
  // The field that had the focus went away with the step before.
  useEffect(() => ref.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]')?.focus(), []);
  return (
    <div
      ref={ref}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onSubmit();
      }}
    >
      <RadioCards
        variant="card"
        label={t`Bring your data`}
        value={choice}
        onChange={onChange}
        options={[
          { value: 'import', icon: 'import', label: t`Import a file`, help: t`CSV or vCard` },
          {
            value: 'archive',
            icon: 'archive',
            label: t`Bring in an archive`,
            help: t`A whole workspace that Outpost exported, with its own name`,
          },
          {
            value: 'sample',
            icon: 'object',
            label: t`Look around with sample data`,
            help: t`People, companies, deals, tasks and notes, removed with one Undo`,
          },
          { value: 'empty', icon: 'plus', label: t`Start empty`, help: t`Add records as you go` },
        ]}
      />
    </div>
  );
};
