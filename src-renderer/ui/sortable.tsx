import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { CSSProperties, ReactNode } from 'react';
import { Icon } from './icon';
import styles from './sortable.module.css';

/** What a screen reader says. */
export interface SortableLabels {
  readonly instructions: string;
  readonly lifted: (id: string) => string;
  readonly over: (id: string, index: number) => string;
  readonly dropped: (id: string, index: number) => string;
  readonly cancelled: (id: string) => string;
}

interface SortableProps {
  readonly ids: readonly string[];
  readonly labels: SortableLabels;
  readonly onMove: (id: string, toIndex: number) => void;
  readonly children: ReactNode;
}

/** Lines that are put in order by dragging their handle, or with Space and arrows. */
export const Sortable = ({ ids, labels, onMove, children }: SortableProps) => {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const indexOf = (id: string | number): number => ids.indexOf(String(id));
  const end = ({ active, over }: DragEndEvent): void => {
    if (over && active.id !== over.id) onMove(String(active.id), indexOf(over.id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={{
        screenReaderInstructions: { draggable: labels.instructions },
        announcements: {
          onDragStart: ({ active }) => labels.lifted(String(active.id)),
          onDragOver: ({ active, over }) => (over ? labels.over(String(active.id), indexOf(over.id)) : undefined),
          onDragEnd: ({ active, over }) => (over ? labels.dropped(String(active.id), indexOf(over.id)) : undefined),
          onDragCancel: ({ active }) => labels.cancelled(String(active.id)),
        },
      }}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
};

interface SortableLine {
  readonly setElement: (element: HTMLElement | null) => void;
  readonly style: CSSProperties;
  readonly isDragging: boolean;
  /** Null where the line is fixed. */
  readonly handle: ReactNode;
}

/** What a line in a `Sortable` needs: put `setElement` and `style` on it and draw `handle`, which `label` names, inside. */
export const useSortableLine = (id: string, label: string, isFixed = false): SortableLine => {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id,
    disabled: isFixed,
  });
  return {
    setElement: setNodeRef,
    style: { transform: CSS.Translate.toString(transform), transition: transition ?? '' },
    isDragging,
    handle: isFixed ? null : (
      <button type="button" className={styles.handle} {...attributes} {...listeners} aria-label={label}>
        <Icon name="drag" size={14} />
      </button>
    ),
  };
};
