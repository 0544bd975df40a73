import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import { Dot } from './tag';
import type { TagColor } from './tone';
import styles from './kanban.module.css';

export interface KanbanBoardProps extends Omit<ComponentProps<'div'>, 'className'> {
  readonly label: string;
  readonly className?: string | undefined;
}

/** The lanes side by side; scrolls sideways when they do not fit. */
export const KanbanBoard = ({ label, className, ...native }: KanbanBoardProps) => (
  <div {...native} className={classNames(styles.board, className)} role="group" aria-label={label} />
);

export interface KanbanColumnProps extends Omit<ComponentProps<'section'>, 'className' | 'title'> {
  readonly title: string;
  readonly color?: TagColor | undefined;
  readonly count?: ReactNode;
  /** At the end of the title: the probability of the stage. */
  readonly end?: ReactNode;
  /** The sums of the lane. */
  readonly total?: ReactNode;
  /** A card is held over this lane. */
  readonly isOver?: boolean | undefined;
  /** Below the cards: "9 more below", a button that adds. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export const KanbanColumn = ({
  title,
  color = 'gray',
  count,
  end,
  total,
  isOver = false,
  footer,
  children,
  className,
  ...native
}: KanbanColumnProps) => (
  <section
    {...native}
    className={classNames(styles.lane, className)}
    data-over={isOver || undefined}
    aria-label={title}
  >
    <header className={styles.laneHead}>
      <h2 className={styles.laneTitle}>
        <Dot color={color} />
        <span className="truncate">{title}</span>
        {count !== undefined && <span className={styles.laneCount}>{count}</span>}
        {end !== undefined && <span className={styles.laneEnd}>{end}</span>}
      </h2>
      {total !== undefined && <div className={styles.total}>{total}</div>}
    </header>
    <div className={styles.cards}>{children}</div>
    {footer && <div className={styles.laneFoot}>{footer}</div>}
  </section>
);

export interface KanbanCardProps extends Omit<ComponentProps<'div'>, 'className' | 'title'> {
  /** The company or person above the title. */
  readonly eyebrow?: ReactNode;
  readonly title: ReactNode;
  /** At the end of the first line: for how long nothing has happened, a state. */
  readonly badge?: ReactNode;
  /** Amount, date, owner. */
  readonly meta?: ReactNode;
  readonly metaEnd?: ReactNode;
  /** The next step. */
  readonly footer?: ReactNode;
  readonly footerEnd?: ReactNode;
  readonly footerIcon?: IconName | undefined;
  /** due: the next step is late or today; gain: the effect of dropping here. */
  readonly footerTone?: 'default' | 'due' | 'gain' | undefined;
  /** lifted: by Space; dragging: by pointer; slot: the empty place it would take. */
  readonly state?: 'rest' | 'selected' | 'lifted' | 'dragging' | 'slot' | undefined;
  readonly className?: string | undefined;
}

/** One card. Takes every property of a `div`, so that drag and drop can attach to it. */
export const KanbanCard = ({
  eyebrow,
  title,
  badge,
  meta,
  metaEnd,
  footer,
  footerEnd,
  footerIcon,
  footerTone = 'default',
  state = 'rest',
  className,
  ...native
}: KanbanCardProps) => (
  <div {...native} className={classNames(styles.card, className)} data-state={state}>
    <div className={styles.content}>
      {(eyebrow !== undefined || badge !== undefined) && (
        <div className={styles.line}>
          <span className={styles.eyebrow}>{eyebrow}</span>
          {badge !== undefined && <span className={styles.push}>{badge}</span>}
        </div>
      )}
      <div className={styles.title}>{title}</div>
      {(meta !== undefined || metaEnd !== undefined) && (
        <div className={styles.line}>
          {meta}
          {metaEnd !== undefined && <span className={styles.push}>{metaEnd}</span>}
        </div>
      )}
    </div>
    {footer !== undefined && (
      <div className={styles.footer} data-tone={footerTone}>
        {footerIcon && <Icon name={footerIcon} size={14} />}
        <span className="truncate">{footer}</span>
        {footerEnd !== undefined && <span className={styles.push}>{footerEnd}</span>}
      </div>
    )}
  </div>
);

/** The age of a card on which nothing happens. */
export const KanbanAge = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.age}>
    <Icon name="hourglass" size={12} />
    {children}
  </span>
);
