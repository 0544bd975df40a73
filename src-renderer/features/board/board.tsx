import { DndContext, DragOverlay } from '@dnd-kit/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import type { ObjectDef } from '@shared/domain/schema';
import type { CurrencyValue, Row } from '@shared/domain/values';
import type { ViewSettings } from '@shared/domain/views';
import { useFieldEnvironment } from '../../fields/field-environment';
import { isMoney } from '../../fields/field-value';
import { isEditable } from '../../fields/is-editable';
import { useRecordName } from '../../fields/record-name';
import type { FieldValues } from '../../rpc/cached-rows';
import { useUndo } from '../../stores/undo';
import { Banner } from '../../ui/banner';
import { EmptyState } from '../../ui/empty-state';
import { KanbanBoard } from '../../ui/kanban';
import { SkeletonRows } from '../../ui/skeleton';
import { BoardCard, HeldCard, type Gain } from './board-card';
import { BoardLane } from './board-lane';
import { BoardSummary } from './board-summary';
import {
  arrangeLanes,
  type BoardFields,
  findBoardFields,
  laneKeyOf,
  type Lane,
  NO_STAGE,
  type Place,
  placeOf,
  positionAt,
  weigh,
} from './board.rules';
import { moneyText } from '../../fields/money-sum';
import { useBoardDrag } from './use-board-drag';
import { boardKeys } from './use-board-keys';
import { useCardMoves } from './use-card-moves';
import { useBoardRows } from './use-board-rows';
import { useBoardSums } from './use-board-sums';

export interface BoardProps {
  readonly object: ObjectDef;
  readonly settings: ViewSettings;
  readonly onOpenRecord: (object: string, id: RecordId) => void;
}

/** The board announces moves itself, in words that name the stage. */
const silent = (): undefined => undefined;
const OWN_WORDS = {
  restoreFocus: false,
  screenReaderInstructions: { draggable: '' },
  announcements: { onDragStart: silent, onDragOver: silent, onDragEnd: silent, onDragCancel: silent },
};

interface Hold {
  readonly place: Place;
  readonly by: 'pointer' | 'keyboard';
}

const gainOf = (fields: BoardFields, row: Row, to: Lane | undefined): Gain => {
  const amount = fields.amount && row[fields.amount.name];
  const from = laneKeyOf(row, fields.stage);
  const before = fields.lanes.find(({ key }) => key === from)?.stage?.probability ?? 0;
  const percent = to?.option?.stage?.probability;
  const money: readonly CurrencyValue[] = isMoney(amount) ? [amount] : [];
  return { percent, weighted: percent === undefined ? [] : weigh(money, percent - before) };
};

/** What moving to a lane writes: a place within the same lane leaves the stage as it is. */
const stageValues = ({ stage }: BoardFields, from: string | undefined, to: string): FieldValues => {
  if (from === to) return {};
  if (to === NO_STAGE) return { [stage.name]: null };
  return { [stage.name]: stage.type === 'stage' ? { key: to, since: null, reason: null } : to };
};

const BoardOf = ({ object, settings, fields, onOpenRecord }: BoardProps & { readonly fields: BoardFields }) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const nameOf = useRecordName();
  const { rows: stored, isLoading, error, showMore } = useBoardRows(object, fields, settings);
  const { shown: rows, move: moveCard } = useCardMoves(object.name, stored);
  const sums = useBoardSums(object, fields, settings.filter);
  const { offerUndo, reportError } = useUndo();
  const [hold, setHold] = useState<Hold | null>(null);
  const [focused, setFocused] = useState<RecordId | null>(null);
  const [said, setSaid] = useState('');
  const board = useRef<HTMLDivElement>(null);

  const isSorted = settings.sort.some(({ field }) => field !== 'position');
  const isMovable = isEditable(fields.stage);
  const place = hold?.place ?? null;
  const lanes = useMemo(() => arrangeLanes(fields, rows, { isSorted, place }), [fields, rows, isSorted, place]);
  const resting = useMemo(() => arrangeLanes(fields, rows, { isSorted, place: null }), [fields, rows, isSorted]);
  const hiddenIn = (key: string): number => {
    const shown = resting.find((lane) => lane.key === key)?.rows.length ?? 0;
    return Math.max(0, (sums.byLane.get(key)?.count ?? shown) - shown);
  };
  const firstId = lanes.find((lane) => lane.rows.length > 0)?.rows[0]?.id ?? null;
  const focusedId = focused && placeOf(lanes, focused) ? focused : firstId;
  const heldRow = place ? rows.find(({ id }) => id === place.id) : undefined;
  const laneOf = (key: string): Lane | undefined => lanes.find((lane) => lane.key === key);

  const move = async (to: Place): Promise<void> => {
    setHold(null);
    const row = rows.find(({ id }) => id === to.id);
    if (!row) return;
    const lane = laneOf(to.lane);
    const from = placeOf(resting, to.id);
    if (from && from.lane === to.lane && from.index === to.index) return;
    const label = lane?.option?.label ?? t`No stage`;
    const name = nameOf(object.name, recordTitle(object, row));
    const { weighted } = gainOf(fields, row, lane);
    const weightedText = moneyText(environment, weighted, 'whole');
    const position = to.index + 1;
    const length = (lane?.rows.filter(({ id }) => id !== to.id).length ?? 0) + 1;
    setSaid(
      weightedText
        ? t`${name}, moved to ${label}, position ${position} of ${length}, weighted ${weightedText}.`
        : t`${name}, moved to ${label}, position ${position} of ${length}.`,
    );
    try {
      const values = { ...stageValues(fields, from?.lane, to.lane), position: positionAt(lane, to) };
      const operationId = await moveCard(to.id, values);
      // Without an operation the card was there already: keys were faster than the list.
      if (operationId !== null && from?.lane !== to.lane) offerUndo(t`${name} moved to ${label}`, operationId);
    } catch (failure) {
      reportError(failure);
    }
  };
  const drop = (): void => {
    if (hold) void move(hold.place);
  };
  const drag = useBoardDrag({
    lanes,
    onPlace: (next) => setHold(next && { place: next, by: 'pointer' }),
    onDrop: drop,
  });
  const onKeyDown = boardKeys({
    lanes,
    focusedId,
    held: hold?.by === 'keyboard' ? hold.place : null,
    onFocusCard: (id) => setFocused(id),
    onHold: (next) => {
      if (!isMovable) return;
      if (next) setFocused(next.id);
      setHold(next && { place: next, by: 'keyboard' });
      if (!next) setSaid(t`Returned.`);
      else setSaid(t`Held in ${laneOf(next.lane)?.option?.label ?? t`No stage`}, position ${next.index + 1}.`);
    },
    onMove: (next) => {
      if (isMovable) void move(next);
    },
    onDrop: drop,
    onOpen: (id) => onOpenRecord(object.name, id),
  });

  // The card that is moved is made anew in its lane, so focus follows its id.
  const hasFocus = useRef(false);
  useEffect(() => {
    if (!hasFocus.current || !focusedId) return;
    board.current?.querySelector<HTMLElement>(`[data-card="${focusedId}"]`)?.focus();
  }, [focusedId, lanes]);

  return (
    <>
      {fields.amount && <BoardSummary object={object} sums={sums} hasPipeline={fields.pipeline !== undefined} />}
      {error && (
        <Banner tone="danger" title={<Trans>These records could not be read.</Trans>}>
          {' '}
          {error.message}
        </Banner>
      )}
      {isLoading && rows.length === 0 ? (
        <SkeletonRows label={t`Loading`} />
      ) : (
        <DndContext {...drag} autoScroll accessibility={OWN_WORDS}>
          <KanbanBoard
            ref={board}
            label={object.labelPlural}
            onKeyDown={onKeyDown}
            onFocus={() => {
              hasFocus.current = true;
            }}
            onBlur={(event) => {
              hasFocus.current = event.currentTarget.contains(event.relatedTarget);
            }}
          >
            {lanes.map((lane) => (
              <BoardLane
                key={lane.key}
                lane={lane}
                sum={sums.byLane.get(lane.key)}
                hasMoney={fields.amount !== undefined}
                hiddenCount={hiddenIn(lane.key)}
                isOver={place?.lane === lane.key}
                onMore={() => showMore(lane.key)}
              >
                {lane.rows.map((row) => (
                  <BoardCard
                    key={row.id}
                    object={object}
                    fields={fields}
                    row={row}
                    laneKey={lane.key}
                    isOpen={!lane.option?.stage?.outcome}
                    isFocused={row.id === focusedId}
                    state={row.id !== place?.id ? 'rest' : hold?.by === 'keyboard' ? 'lifted' : 'slot'}
                    gain={row.id === place?.id && hold?.by === 'keyboard' ? gainOf(fields, row, lane) : undefined}
                    onOpen={(id) => onOpenRecord(object.name, id)}
                    onFocusCard={setFocused}
                  />
                ))}
              </BoardLane>
            ))}
          </KanbanBoard>
          <DragOverlay dropAnimation={null}>
            {heldRow && hold?.by === 'pointer' && (
              <HeldCard
                object={object}
                fields={fields}
                row={heldRow}
                isOpen
                gain={gainOf(fields, heldRow, laneOf(hold.place.lane))}
              />
            )}
          </DragOverlay>
        </DndContext>
      )}
      <div className="visually-hidden" role="status">
        {said}
      </div>
    </>
  );
};

/** The records of a view as cards in the lanes of a pipeline or a select field. */
export const Board = (props: BoardProps) => {
  const fields = useMemo(
    () => findBoardFields(props.object, props.settings.groupBy, props.settings.pipeline),
    [props.object, props.settings.groupBy, props.settings.pipeline],
  );
  if (!fields) {
    return (
      <EmptyState
        icon="board"
        title={<Trans>A board needs a pipeline or a select field</Trans>}
        description={<Trans>Its stages or options become the columns. Add one in Settings, Data model.</Trans>}
      />
    );
  }
  return <BoardOf {...props} fields={fields} />;
};
