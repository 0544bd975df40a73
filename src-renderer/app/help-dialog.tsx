import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { keyCaps } from '../stores/key-names';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { SHORTCUTS, type Shortcut } from './shortcuts';
import styles from './help-dialog.module.css';

interface HelpDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const GroupList = ({ title, group }: { readonly title: ReactNode; readonly group: Shortcut['group'] }) => {
  const { i18n } = useLingui();
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <dl className={styles.list}>
        {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ command, keys, label }) => (
          <div key={command} className={styles.row}>
            <dt>{i18n._(label)}</dt>
            <dd>
              <Kbd keys={keyCaps(keys)} />
              <span className="visually-hidden">{keys}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

/** All keys, from the registry that also listens for them; then those of the grid. */
export const HelpDialog = ({ open, onOpenChange }: HelpDialogProps) => {
  const { t } = useLingui();
  const gridKeys: readonly (readonly [readonly string[], string])[] = [
    [['↑', '↓', '←', '→'], t`Move between cells`],
    [['↵'], t`Edit a cell, open a record`],
    [['Esc'], t`Leave without saving`],
    [['Delete'], t`Clear the cell`],
    [keyCaps('Mod+C'), t`Copy cells`],
    [keyCaps('Mod+V'), t`Paste cells`],
    [keyCaps('Mod+D'), t`Fill down`],
    [['X'], t`Select the row`],
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t`Keyboard shortcuts`} closeLabel={t`Close`} size="lg">
      <div className={styles.columns}>
        <div>
          <GroupList group="general" title={<Trans>Everywhere</Trans>} />
          <GroupList group="page" title={<Trans>On a list</Trans>} />
          <GroupList group="record" title={<Trans>On a record</Trans>} />
        </div>
        <div>
          <GroupList group="go" title={<Trans>Go to</Trans>} />
          <section>
            <h3 className={styles.heading}>
              <Trans>In a table</Trans>
            </h3>
            <dl className={styles.list}>
              {gridKeys.map(([caps, label]) => (
                <div key={label} className={styles.row}>
                  <dt>{label}</dt>
                  <dd>
                    <Kbd keys={caps} />
                    <span className="visually-hidden">{caps.join(' ')}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </div>
    </Dialog>
  );
};
