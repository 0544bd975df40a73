import {
  type DragEndEvent,
  type DragMoveEvent,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useCallback } from 'react';
import { RecordId } from '@shared/domain/ids';
import type { Lane, Place } from './board.rules';

/** Far enough that a click is no drag. */
const DRAG_DISTANCE_PX = 4;
/** A finger that scrolls is not one that drags. */
const PRESS_MS = 300;

interface BoardDrag {
  readonly lanes: readonly Lane[];
  readonly onPlace: (place: Place | null) => void;
  readonly onDrop: () => void;
}

/** Where the pointer holds a card: over another card before or after its middle, over a lane at its end. */
const placeUnder = ({ active, over }: DragMoveEvent | DragEndEvent, lanes: readonly Lane[]): Place | null => {
  const id = RecordId.safeParse(active.id).data;
  const lane = lanes.find(({ key }) => key === over?.data.current?.['lane']);
  if (!id || !over || !lane) return null;
  const rest = lane.rows.filter((row) => row.id !== id);
  const card: unknown = over.data.current?.['card'];
  if (card === id) return null;
  const at = rest.findIndex((row) => row.id === card);
  if (at < 0) return { id, lane: lane.key, index: rest.length };
  const held = active.rect.current.translated;
  const middle = over.rect.top + over.rect.height / 2;
  const isBelow = held !== null && held.top + held.height / 2 > middle;
  return { id, lane: lane.key, index: isBelow ? at + 1 : at };
};

/** What dnd-kit's context needs for dragging cards by mouse and finger. */
export const useBoardDrag = ({ lanes, onPlace, onDrop }: BoardDrag) => {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: DRAG_DISTANCE_PX } }),
    useSensor(TouchSensor, { activationConstraint: { delay: PRESS_MS, tolerance: 8 } }),
  );
  const onDragMove = useCallback(
    (event: DragMoveEvent) => {
      const place = placeUnder(event, lanes);
      if (place) onPlace(place);
    },
    [lanes, onPlace],
  );
  return {
    sensors,
    collisionDetection: pointerWithin,
    onDragMove,
    onDragEnd: onDrop,
    onDragCancel: () => onPlace(null),
  };
};
