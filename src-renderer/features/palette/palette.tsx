import { Dialog } from '@base-ui/react/dialog';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { keyCaps } from '../../stores/key-names';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import type { PaletteCommand } from './palette-commands';
import { PaletteRow } from './palette-row';
import { usePaletteResults, type PaletteItem } from './use-palette-results';
import styles from './palette.module.css';

interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly commands: readonly PaletteCommand[];
  readonly onOpenRecord: (object: string, id: RecordId, title: string) => void;
  /** All that a text finds, on a page of its own. */
  readonly onShowAll: (text: string) => void;
}

type Scope = 'all' | 'records' | 'actions';

const Hint = ({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) => (
  <span className={styles.hint}>
    <Kbd keys={keys} />
    {children}
  </span>
);

const ALL: PaletteItem = { kind: 'all', key: 'all' };

const PaletteBody = ({ onOpenChange, commands, onOpenRecord, onShowAll }: Omit<PaletteProps, 'open'>) => {
  const { t } = useLingui();
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [scope, setScope] = useState<Scope>('all');
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const results = usePaletteResults(typed, commands);

  const actionCount = results.actions.length + results.places.length;
  const groups: readonly { readonly title: string; readonly items: readonly PaletteItem[] }[] = [
    { title: t`Narrow down`, items: scope === 'actions' ? [] : results.scopes },
    {
      title: results.areRecent ? t`Recent` : t`Records`,
      items: scope === 'actions' ? [] : results.hasMore ? [...results.records, ALL] : results.records,
    },
    { title: t`Actions`, items: scope === 'records' ? [] : results.actions },
    { title: t`Go to`, items: scope === 'records' ? [] : results.places },
  ].filter(({ items }) => items.length > 0);
  const items = groups.flatMap((group) => group.items);
  // Enter opens the best record: what narrows down is in sight above it, and chosen by Tab or an arrow.
  const active = items.find(({ key }) => key === activeKey) ?? items.find(({ kind }) => kind !== 'scope') ?? items[0];

  const complete = (text: string) => {
    // A field waits for its value; a value is done with.
    setTyped(text.endsWith(':') ? text : `${text} `);
    setActiveKey(null);
  };
  const run = (item: PaletteItem) => {
    if (item.kind === 'scope') {
      complete(item.suggestion.text);
      return;
    }
    onOpenChange(false);
    if (item.kind === 'command') item.command.run();
    else if (item.kind === 'all') onShowAll(typed.trim());
    else onOpenRecord(item.hit.object, item.hit.id, item.hit.title);
  };
  const suggestion = active?.kind === 'scope' ? active : results.scopes[0];
  const move = (to: number) => {
    const next = items[(to + items.length) % items.length];
    if (!next) return;
    setActiveKey(next.key);
    listRef.current?.querySelector(`[data-key="${CSS.escape(next.key)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const handleKeys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const index = active ? items.indexOf(active) : -1;
    if (event.key === 'ArrowDown') move(index + 1);
    else if (event.key === 'ArrowUp') move(index - 1);
    else if (event.key === 'PageDown') move(Math.min(index + 8, items.length - 1));
    else if (event.key === 'PageUp') move(Math.max(index - 8, 0));
    else if (event.key === 'Enter' && active) run(active);
    else if (event.key === 'Tab' && !event.shiftKey && suggestion) run(suggestion);
    else return;
    event.preventDefault();
  };

  const scopes: readonly { readonly value: Scope; readonly label: string; readonly count?: number }[] = [
    { value: 'all', label: t`All` },
    { value: 'records', label: t`Records`, count: results.records.length },
    { value: 'actions', label: t`Actions`, count: actionCount },
  ];
  return (
    <>
      <div className={styles.head}>
        <Icon name="search" size={20} />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active ? `${listId}-${active.key}` : undefined}
          aria-autocomplete="list"
          aria-label={t`Search or run a command`}
          placeholder={t`Search records, or run a command`}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActiveKey(null);
          }}
          onKeyDown={handleKeys}
        />
        <span className={styles.count} role="status">
          {results.text !== '' && (
            <Plural
              value={items.filter(({ kind }) => kind === 'record' || kind === 'command').length}
              one="# result"
              other="# results"
            />
          )}
        </span>
        <Kbd keys="Esc" />
      </div>
      <div className={styles.scopes} role="group" aria-label={t`Show`}>
        {scopes.map(({ value, label, count }) => (
          <button
            key={value}
            type="button"
            className={styles.scope}
            aria-pressed={scope === value}
            onClick={() => setScope(value)}
          >
            {label}
            {count ? <span>{count}</span> : null}
          </button>
        ))}
      </div>
      <div ref={listRef} id={listId} className={styles.list} role="listbox" aria-label={t`Results`} tabIndex={-1}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={styles.heading} aria-hidden="true">
              {group.title}
            </div>
            {group.items.map((item) => (
              <PaletteRow
                key={item.key}
                id={`${listId}-${item.key}`}
                item={item}
                text={results.text}
                isActive={item === active}
                onHover={() => setActiveKey(item.key)}
                onRun={() => run(item)}
              />
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p className={styles.empty} role="status">
          <Trans>Nothing matches. Try fewer letters, or a company's name.</Trans>
        </p>
      )}
      <footer className={styles.foot} aria-hidden="true">
        <Hint keys={['↑', '↓']}>
          <Trans>move</Trans>
        </Hint>
        <Hint keys={keyCaps('Enter')}>
          <Trans>open</Trans>
        </Hint>
        <Hint keys={keyCaps('Tab')}>
          <Trans>narrow down</Trans>
        </Hint>
        <span className={styles.footEnd}>
          <Hint keys={['stage:']}>
            <Trans>fields</Trans>
          </Hint>
          <Hint keys={['"…"']}>
            <Trans>exact words</Trans>
          </Hint>
          <Hint keys={['>']}>
            <Trans>commands</Trans>
          </Hint>
          <Hint keys={['@']}>
            <Trans>people</Trans>
          </Hint>
        </span>
      </footer>
    </>
  );
};

/** One field that finds any record and runs any command. */
export const Palette = ({ open, onOpenChange, ...body }: PaletteProps) => {
  const { t } = useLingui();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={t`Search or run a command`}>
          <PaletteBody onOpenChange={onOpenChange} {...body} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
