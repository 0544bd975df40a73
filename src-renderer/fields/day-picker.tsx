import { useLingui } from '@lingui/react/macro';
import { firstWeekdayOf } from '@shared/domain/field-types/day';
import { MonthGrid } from '../ui/month-grid';
import { useFieldEnvironment } from './field-environment';
import { dayOf } from './intl';
import { useNow } from './use-now';

interface DayPickerProps {
  readonly day: string | null;
  readonly takeFocus: boolean;
  readonly onPick: (day: string) => void;
}

/** A month to choose a day from, with the weeks and names of the workspace's region. */
export const DayPicker = ({ day, takeFocus, onPick }: DayPickerProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  return (
    <MonthGrid
      // Typing another day turns to its month; walking through the grid does not start over.
      key={takeFocus ? 'walked' : (day ?? '')}
      value={day}
      today={dayOf(environment, useNow())}
      locale={environment.locale}
      firstWeekday={firstWeekdayOf(environment.locale)}
      labels={{ previousMonth: t`Previous month`, nextMonth: t`Next month` }}
      takeFocus={takeFocus}
      onPick={onPick}
    />
  );
};
