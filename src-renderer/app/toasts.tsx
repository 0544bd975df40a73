import { useLingui } from '@lingui/react/macro';
import { useCallback, useMemo } from 'react';
import { useImportToasts } from '../features/import/use-import-toasts';
import { useToasts } from '../stores/toasts.store';
import { Toaster, type ToastItem } from '../ui/toast';
import { navigate, useRoute } from './use-route';

/** Shows what the toast store holds, and imports that run elsewhere. */
export const Toasts = () => {
  const { t } = useLingui();
  const toasts = useToasts((state) => state.toasts);
  const dismiss = useToasts((state) => state.dismiss);
  const running = useImportToasts({
    isWizardShown: useRoute().page === 'import',
    onShow: useCallback(() => navigate({ page: 'import', object: null }), []),
  });
  const items = useMemo(
    () =>
      toasts.map(({ id, text, tone, action }): ToastItem => ({
        id,
        text,
        tone: tone === 'error' ? 'error' : 'info',
        ...(action ? { action: { label: action.label, keys: action.keys, onAction: action.run } } : {}),
      })),
    [toasts],
  );
  return (
    <Toaster
      toasts={running.length > 0 ? [...items, ...running] : items}
      onDismiss={dismiss}
      label={t`Notifications`}
      dismissLabel={t`Dismiss`}
    />
  );
};
