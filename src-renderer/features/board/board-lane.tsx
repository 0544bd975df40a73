import { useDroppable } from '@dnd-kit/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { KanbanColumn } from '../../ui/kanban';
import type { Lane } from './board.rules';
import { MoneySum } from '../../fields/money-sum';
import type { LaneSum } from './use-board-sums';
import styles from './board.module.css';

interface BoardLaneProps {
  readonly lane: Lane;
  readonly sum: LaneSum | undefined;
  readonly hasMoney: boolean;
  /** Cards of the stage that are not shown yet. */
  readonly hiddenCount: number;
  readonly isOver: boolean;
  readonly onMore: () => void;
  readonly children: ReactNode;
}

/** A stage: its name, chance and sums, its cards, and how many more there are. */
export const BoardLane = ({ lane, sum, hasMoney, hiddenCount, isOver, onMore, children }: BoardLaneProps) => {
  const { t } = useLingui();
  const { setNodeRef } = useDroppable({ id: `lane:${lane.key}`, data: { lane: lane.key } });
  const title = lane.option?.label ?? t`No stage`;
  const count = sum?.count ?? lane.rows.length;
  const percent = lane.option?.stage?.probability;
  return (
    <KanbanColumn
      ref={setNodeRef}
      title={title}
      color={lane.option?.color}
      count={count}
      {...(percent === undefined ? {} : { end: `${percent}%` })}
      {...(hasMoney
        ? {
            total: (
              <>
                <b>
                  <MoneySum money={sum?.amount ?? []} />
                </b>
                {percent !== undefined && !lane.option?.stage?.outcome && (
                  <span className={styles.weighted}>
                    <Trans>weighted</Trans> <MoneySum money={sum?.weighted ?? []} />
                  </span>
                )}
              </>
            ),
          }
        : {})}
      isOver={isOver}
      footer={
        hiddenCount > 0 ? (
          <Button size="sm" variant="ghost" onClick={onMore}>
            <Plural value={hiddenCount} one="# more below" other="# more below" />
          </Button>
        ) : undefined
      }
    >
      <div role="listbox" aria-label={title} className={styles.list}>
        {children}
      </div>
    </KanbanColumn>
  );
};
