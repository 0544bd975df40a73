import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef } from 'react';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { ImportId } from '@shared/domain/ids';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useToasts } from '../../stores/toasts.store';
import type { ToastItem } from '../../ui/toast';
import { useImportWizard } from './import-wizard.store';
import { isUnderWay } from './run-page';

interface ImportToastsInput {
  /** The wizard is on the screen: what it shows itself needs no toast. */
  readonly isWizardShown: boolean;
  /** Opens the wizard's page. */
  readonly onShow: () => void;
}

const NONE: readonly ImportStatus[] = [];

/** Imports that go on while the person is elsewhere, as toasts with their progress; and a word when one ends. */
export const useImportToasts = ({ isWizardShown, onShow }: ImportToastsInput): readonly ToastItem[] => {
  const { t } = useLingui();
  const imports = useEngineQuery('exchange.listImports', {}).data?.imports ?? NONE;
  const importId = useImportWizard((state) => state.importId);
  const show = useToasts((state) => state.show);
  const shownId = isWizardShown ? importId : null;
  const running = useRef<ReadonlySet<ImportId>>(new Set());
  const open = useRef((_id: ImportId) => {});
  useEffect(() => {
    open.current = (id) => {
      useImportWizard.getState().showImport(id);
      onShow();
    };
  }, [onShow]);

  useEffect(() => {
    for (const status of imports) {
      if (isUnderWay(status) || !running.current.has(status.id) || status.id === shownId) continue;
      const { fileName, created, updated } = status;
      const came = t`${plural(created, { one: '# new record', other: '# new records' })}`;
      const changed = t`${plural(updated, { one: '# updated', other: '# updated' })}`;
      show({
        text:
          status.state === 'done'
            ? t`${fileName} is imported: ${came}, ${changed}`
            : t`The import of ${fileName} stopped early: ${came}, ${changed}`,
        ...(status.state === 'failed' ? { tone: 'error' as const } : {}),
        action: { label: t`Report`, run: () => open.current(status.id) },
      });
    }
    running.current = new Set(imports.filter(isUnderWay).map(({ id }) => id));
  }, [imports, shownId, show, t]);

  return useMemo(
    () =>
      imports
        .filter((status) => isUnderWay(status) && status.id !== shownId)
        .map(({ id, fileName, state, progress }): ToastItem => ({
          id: `import-${id}`,
          icon: state === 'paused' ? 'pause' : 'import',
          text: state === 'paused' ? t`Paused: ${fileName}` : t`Importing ${fileName}`,
          progress,
          action: { label: t`Show`, onAction: () => open.current(id) },
        })),
    [imports, shownId, t],
  );
};
