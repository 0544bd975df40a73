import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './tabs.module.css';

export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly icon?: IconName | undefined;
  readonly count?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface TabsProps<Value extends string> {
  readonly tabs: readonly TabItem<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly label: string;
  /** line: pages of one record; fill: saved views; compact: modes of a composer. */
  readonly variant?: 'line' | 'fill' | 'compact' | undefined;
  /** Arrow keys also choose: only where showing a tab is free. */
  readonly activateOnFocus?: boolean | undefined;
  /** Beside the tabs, after the last one. */
  readonly end?: ReactNode;
  /** `TabPanel`s; anything else inside is laid out below the tabs. */
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}

export const Tabs = <Value extends string>({
  tabs,
  value,
  onChange,
  label,
  variant = 'line',
  activateOnFocus = false,
  end,
  children,
  className,
}: TabsProps<Value>) => (
  <Base.Root
    className={styles.root}
    value={value}
    onValueChange={(next: Value) => {
      onChange(next);
    }}
  >
    <div className={classNames(styles.bar, className)} data-variant={variant}>
      <Base.List className={styles.list} aria-label={label} activateOnFocus={activateOnFocus}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab} disabled={tab.disabled ?? false}>
            {tab.icon && <Icon name={tab.icon} size={variant === 'compact' ? 14 : 16} className={styles.icon} />}
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {end}
    </div>
    {children}
  </Base.Root>
);

export interface TabPanelProps {
  readonly value: string;
  readonly keepMounted?: boolean | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export const TabPanel = ({ value, keepMounted = false, children, className }: TabPanelProps) => (
  <Base.Panel value={value} keepMounted={keepMounted} className={classNames(styles.panel, className)}>
    {children}
  </Base.Panel>
);
