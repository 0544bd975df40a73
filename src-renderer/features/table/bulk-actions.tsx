import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useEffectEvent } from 'react';
import { BulkBar } from '../../ui/bulk-bar';

/** What is left out is not offered. */
interface BulkActionsProps {
  readonly count: number;
  readonly onSetField: (() => void) | undefined;
  readonly onMerge: (() => void) | undefined;
  readonly onBringBack: (() => void) | undefined;
  readonly onExport: (() => void) | undefined;
  readonly onDelete: (() => void) | undefined;
  readonly onClear: () => void;
}

/** What can be done with all chosen rows; floats above the totals. */
export const BulkActions = ({
  count,
  onSetField,
  onMerge,
  onBringBack,
  onExport,
  onDelete,
  onClear,
}: BulkActionsProps) => {
  const { t } = useLingui();
  const clear = useEffectEvent(onClear);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) clear();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <BulkBar
      label={t`Bulk actions`}
      count={t`${plural(count, { one: '# selected', other: '# selected' })}`}
      actions={[
        ...(onSetField ? [{ key: 'set', label: t`Set field`, icon: 'select' as const, onAction: onSetField }] : []),
        ...(onMerge ? [{ key: 'merge', label: t`Merge`, icon: 'merge' as const, onAction: onMerge }] : []),
        ...(onBringBack
          ? [{ key: 'bringBack', label: t`Bring back`, icon: 'history' as const, onAction: onBringBack }]
          : []),
        ...(onExport ? [{ key: 'export', label: t`Export`, icon: 'export' as const, onAction: onExport }] : []),
        ...(onDelete ? [{ key: 'delete', label: t`Delete`, icon: 'trash' as const, onAction: onDelete }] : []),
      ]}
      onClear={onClear}
      // The key is part of the name, since it is all that is drawn.
      clearLabel={t`Clear selection, Esc`}
      clearKeys="Esc"
    />
  );
};
