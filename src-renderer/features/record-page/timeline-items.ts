import type { HistoryEntry } from '@shared/contract/history.contract';
import type { Row } from '@shared/domain/values';
import { dueDayOf, isTaskDone, numberAt, type TaskModel } from './record-model';

export type TimelineItem =
  | { readonly kind: 'note'; readonly key: string; readonly atMs: number; readonly note: Row }
  | { readonly kind: 'task'; readonly key: string; readonly atMs: number; readonly task: Row }
  | { readonly kind: 'change'; readonly key: string; readonly atMs: number; readonly entry: HistoryEntry };

export interface TimelineDay {
  readonly day: string;
  readonly items: readonly TimelineItem[];
}

interface TimelineSources {
  readonly notes: readonly Row[];
  readonly tasks: readonly Row[];
  readonly taskModel: TaskModel | undefined;
  readonly entries: readonly HistoryEntry[];
  /** More history exists than `entries`: what is older than its end would stand in the wrong order. */
  readonly hasMore: boolean;
  readonly dayOf: (atMs: number) => string;
}

/** Tasks that are still to do, the most urgent first; those without a day last. */
export const upcomingTasks = (
  model: TaskModel,
  tasks: readonly Row[],
  dayOf: (atMs: number) => string,
): readonly Row[] => {
  const due = (task: Row): string => dueDayOf(model, task, dayOf) ?? '9999-12-31';
  return tasks.filter((task) => !isTaskDone(model, task)).toSorted((a, b) => (due(a) < due(b) ? -1 : 1));
};

/** Notes, finished tasks and changes in one stream by day, newest first. */
export const timelineDays = ({
  notes,
  tasks,
  taskModel,
  entries,
  hasMore,
  dayOf,
}: TimelineSources): readonly TimelineDay[] => {
  const oldestMs = hasMore ? (entries.at(-1)?.atMs ?? 0) : 0;
  const items: TimelineItem[] = [
    ...notes.map((note) => ({ kind: 'note', key: note.id, atMs: numberAt(note, 'createdAt'), note }) as const),
    ...tasks
      .filter((task) => taskModel !== undefined && isTaskDone(taskModel, task))
      .map((task) => ({ kind: 'task', key: task.id, atMs: numberAt(task, 'updatedAt'), task }) as const),
    ...entries.map(
      (entry, index) =>
        ({ kind: 'change', key: `${entry.atMs}:${entries.length - index}`, atMs: entry.atMs, entry }) as const,
    ),
  ];
  const days = new Map<string, TimelineItem[]>();
  for (const item of items.filter(({ atMs }) => atMs >= oldestMs).toSorted((a, b) => b.atMs - a.atMs)) {
    const day = dayOf(item.atMs);
    const known = days.get(day);
    if (known) known.push(item);
    else days.set(day, [item]);
  }
  return [...days].map(([day, dayItems]) => ({ day, items: dayItems }));
};
