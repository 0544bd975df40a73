import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import type { ImportDraft } from './import-draft.rules';
import { targetLook } from './target-options';

/** What a problem's column is called in Outpost. */
export const useFieldOfColumn = (
  { preview, plan }: Pick<ImportDraft, 'preview' | 'plan'>,
  object: ObjectDef,
): ((column: string) => string) => {
  const { i18n } = useLingui();
  return useMemo(() => {
    const labels = new Map(
      plan.columns.flatMap(({ index, target }) => {
        const header = preview.columns[index]?.header;
        return header && target.kind !== 'skip' ? [[header, targetLook(i18n, object, target).label] as const] : [];
      }),
    );
    return (column) => labels.get(column) ?? column;
  }, [preview.columns, plan.columns, object, i18n]);
};
