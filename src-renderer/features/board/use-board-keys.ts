import type { KeyboardEvent } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { type Lane, type Place, placeOf, stepPlace } from './board.rules';

const STEPS: Readonly<Record<string, 'up' | 'down' | 'start' | 'end'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'start',
  ArrowRight: 'end',
};

interface BoardKeys {
  /** As they are seen, a held card included. */
  readonly lanes: readonly Lane[];
  readonly focusedId: RecordId | null;
  /** Set while a card is lifted by Space. */
  readonly held: Place | null;
  readonly onFocusCard: (id: RecordId) => void;
  readonly onHold: (place: Place | null) => void;
  readonly onMove: (place: Place) => void;
  readonly onDrop: () => void;
  readonly onOpen: (id: RecordId) => void;
}

/** Keys of the board: arrows go from card to card, Space lifts and drops, Esc returns, Shift with an arrow moves to the next stage. */
export const boardKeys = (keys: BoardKeys) => (event: KeyboardEvent) => {
  const { lanes, focusedId, held } = keys;
  const here = focusedId && placeOf(lanes, focusedId);
  if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
  const physical = STEPS[event.key];
  const isRightToLeft = document.dir === 'rtl';
  const step = !isRightToLeft ? physical : physical === 'start' ? 'end' : physical === 'end' ? 'start' : physical;
  const handled = (): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  if (event.key === ' ') {
    handled();
    if (held) keys.onDrop();
    else keys.onHold(here);
  } else if (event.key === 'Escape' && held) {
    handled();
    keys.onHold(null);
  } else if (event.key === 'Enter' && !held) {
    handled();
    keys.onOpen(here.id);
  } else if (step && held) {
    handled();
    keys.onHold(stepPlace(lanes, held, step, true));
  } else if (step && event.shiftKey && (step === 'start' || step === 'end')) {
    handled();
    keys.onMove(stepPlace(lanes, here, step, true));
  } else if (step) {
    handled();
    const next = stepPlace(lanes, here, step, false);
    const row = lanes.find(({ key }) => key === next.lane)?.rows[next.index];
    if (row) keys.onFocusCard(row.id);
  }
};
