import type { Filter, Sort } from '@shared/domain/query';
import type { ViewColumn, ViewSettings } from '@shared/domain/views';

/** A view that a new workspace starts with. `key` makes its id and is frozen once released. */
export interface DefaultView {
  readonly key: string;
  readonly object: string;
  readonly name: string;
  readonly isFavorite: boolean;
  readonly settings: ViewSettings;
}

const column = (field: string, widthPx: number, aggregate?: ViewColumn['aggregate']): ViewColumn => ({
  field,
  widthPx,
  isHidden: false,
  ...(aggregate === undefined ? {} : { aggregate }),
});

const by = (field: string, direction: Sort['direction'] = 'asc'): Sort => ({ field, direction, nulls: 'last' });

const table = (columns: readonly ViewColumn[], sort: readonly Sort[], filter?: Filter): ViewSettings => ({
  kind: 'table',
  columns: [...columns],
  sort: [...sort],
  ...(filter === undefined ? {} : { filter }),
});

const PEOPLE = [
  column('name', 220, 'count'),
  column('company', 180),
  column('emails', 230),
  column('phones', 160),
  column('lifecycle', 130),
  column('rating', 110, 'avg'),
  column('jobTitle', 170),
  column('lastContacted', 140),
  column('optIn', 90),
];

const COMPANIES = [
  column('name', 220, 'count'),
  column('domains', 190),
  column('industry', 170),
  column('lifecycle', 130),
  column('employees', 110, 'sum'),
  column('annualRevenue', 140, 'sum'),
  column('address', 220),
  column('lastContacted', 140),
];

const DEALS = [
  column('name', 240, 'count'),
  column('company', 180),
  column('stage', 130),
  column('amount', 130, 'sum'),
  column('closeDate', 120),
  column('contact', 160),
  column('nextStep', 220),
];

const TASKS = [
  column('title', 280, 'count'),
  column('status', 120),
  column('dueDate', 120),
  column('priority', 110),
  column('target', 200),
  column('assignee', 140),
];

const NOTES = [column('title', 260, 'count'), column('target', 200), column('body', 360), column('updatedAt', 150)];

const IS_OPEN_DEAL: Filter = { field: 'stage.outcome', op: 'isNoneOf', value: ['won', 'lost'] };
const IS_OPEN_TASK: Filter = { field: 'status', op: 'isNot', value: 'done' };

/** In the order of each object's tabs. */
export const DEFAULT_VIEWS: readonly DefaultView[] = [
  { key: 'all-people', object: 'person', name: 'All people', isFavorite: false, settings: table(PEOPLE, [by('name')]) },
  {
    key: 'going-quiet',
    object: 'person',
    name: 'Going quiet',
    isFavorite: false,
    settings: table(PEOPLE, [by('lastContacted')], {
      and: [
        { field: 'lifecycle', op: 'isAnyOf', value: ['customer', 'opportunity', 'champion'] },
        { not: { field: 'lastContacted', op: 'inLast', value: { amount: 30, unit: 'day' } } },
      ],
    }),
  },
  {
    key: 'all-companies',
    object: 'company',
    name: 'All companies',
    isFavorite: false,
    settings: table(COMPANIES, [by('name')]),
  },
  {
    key: 'customers',
    object: 'company',
    name: 'Customers',
    isFavorite: false,
    settings: table(COMPANIES, [by('name')], { field: 'lifecycle', op: 'is', value: 'customer' }),
  },
  {
    key: 'pipeline',
    object: 'opportunity',
    name: 'Pipeline',
    isFavorite: true,
    settings: { kind: 'board', groupBy: 'stage', columns: [...DEALS], sort: [by('position')] },
  },
  {
    key: 'open-deals',
    object: 'opportunity',
    name: 'Open deals',
    isFavorite: false,
    settings: table(DEALS, [by('closeDate')], IS_OPEN_DEAL),
  },
  {
    key: 'all-deals',
    object: 'opportunity',
    name: 'All deals',
    isFavorite: false,
    settings: table(DEALS, [by('name')]),
  },
  {
    key: 'open-tasks',
    object: 'task',
    name: 'Open tasks',
    isFavorite: false,
    settings: table(TASKS, [by('dueDate')], IS_OPEN_TASK),
  },
  { key: 'all-tasks', object: 'task', name: 'All tasks', isFavorite: false, settings: table(TASKS, [by('dueDate')]) },
  {
    key: 'all-notes',
    object: 'note',
    name: 'All notes',
    isFavorite: false,
    settings: table(NOTES, [by('updatedAt', 'desc')]),
  },
];
