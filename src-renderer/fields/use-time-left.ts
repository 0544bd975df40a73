import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';

/** "4 s left", "3 min left". */
export const useTimeLeft = (): ((seconds: number) => string) => {
  const { t } = useLingui();
  return useCallback(
    (seconds) => {
      const whole = Math.max(1, Math.round(seconds));
      if (whole < 90) return t`${whole} s left`;
      return t`${plural(Math.round(whole / 60), { one: '# min left', other: '# min left' })}`;
    },
    [t],
  );
};
