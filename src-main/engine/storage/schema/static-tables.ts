import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/**
 * The engine's own tables as drizzle describes them: what a row of each is, for the types of the SQL beside them. A test compares every
 * column with what the migrations make. Tables of objects are made by metadata and are not here; nor are those that only team sync fills.
 */
export const settings = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

export const records = sqliteTable('rec', {
  rid: integer('rid').primaryKey(),
  id: text('id').notNull().unique(),
  obj: text('obj').notNull(),
  scope: integer('scope').notNull(),
  alive: integer('alive').notNull().default(1),
  life_t: integer('life_t').notNull().default(0),
  life_dev: integer('life_dev').notNull().default(0),
  base_t: integer('base_t').notNull().default(0),
  base_dev: integer('base_dev').notNull().default(0),
  x: text('x'),
});

export const changes = sqliteTable('change_log', {
  pos: integer('pos').primaryKey(),
  dev: integer('dev').notNull(),
  dseq: integer('dseq').notNull(),
  t: integer('t').notNull(),
  grp: integer('grp').notNull(),
  rid: integer('rid').notNull(),
  kind: integer('kind').notNull(),
  scope: integer('scope').notNull(),
  member: integer('member'),
  p: text('p'),
  prev: text('prev'),
  cause: text('cause'),
  op: integer('op'),
  st: integer('st').notNull().default(0),
  seq: integer('seq'),
});

export const operations = sqliteTable('operation', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  verb: text('verb').notNull(),
  object: text('object'),
  subject: text('subject'),
  count: integer('count').notNull(),
  at_ms: integer('at_ms').notNull(),
  actor: text('actor').notNull(),
  undo_of: integer('undo_of'),
  undone_by: integer('undone_by'),
});

export const actors = sqliteTable('actor', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  name: text('name').notNull(),
  member: text('member'),
});

export const metaObjects = sqliteTable('meta_object', {
  rid: integer('rid').primaryKey(),
  id: text('id').notNull(),
  key: text('key').notNull().unique(),
  name: text('name'),
  label_singular: text('label_singular'),
  label_plural: text('label_plural'),
  icon: text('icon'),
  color: text('color'),
  is_standard: integer('is_standard').notNull(),
  title_field: text('title_field'),
  sort_order: integer('sort_order'),
  deleted_at_ms: integer('deleted_at_ms'),
});

export const metaFields = sqliteTable(
  'meta_field',
  {
    rid: integer('rid').primaryKey(),
    id: text('id').notNull(),
    object_key: text('object_key').notNull(),
    key: text('key').notNull(),
    name: text('name'),
    label: text('label'),
    type: text('type'),
    settings: text('settings'),
    help: text('help'),
    is_standard: integer('is_standard').notNull(),
    is_required: integer('is_required'),
    is_unique: integer('is_unique'),
    is_hidden: integer('is_hidden'),
    sort_order: integer('sort_order'),
    deleted_at_ms: integer('deleted_at_ms'),
  },
  (table) => [unique().on(table.object_key, table.key)],
);

export const savedViews = sqliteTable('saved_view', {
  rid: integer('rid').primaryKey(),
  id: text('id').notNull().unique(),
  object: text('object'),
  name: text('name'),
  settings: text('settings'),
  is_favorite: integer('is_favorite'),
  position: text('position'),
  revision: integer('revision').notNull().default(1),
  deleted_at_ms: integer('deleted_at_ms'),
});

export const members = sqliteTable('member', {
  rid: integer('rid').primaryKey(),
  id: text('id').notNull().unique(),
  name: text('name'),
  email: text('email'),
  role: text('role'),
  is_active: integer('is_active'),
  deleted_at_ms: integer('deleted_at_ms'),
});

export const roles = sqliteTable('role', {
  rid: integer('rid').primaryKey(),
  id: text('id').notNull().unique(),
  key: text('key').notNull(),
  name: text('name'),
  rules: text('rules'),
  is_standard: integer('is_standard').notNull(),
  sort_order: integer('sort_order'),
  deleted_at_ms: integer('deleted_at_ms'),
});

export const objectCounts = sqliteTable('object_count', {
  obj: text('obj').primaryKey(),
  live: integer('live').notNull(),
  trashed: integer('trashed').notNull(),
});

export const valueIndex = sqliteTable(
  'value_index',
  {
    v: text('v').notNull(),
    obj: text('obj').notNull(),
    f: text('f').notNull(),
    rid: integer('rid').notNull(),
  },
  (table) => [primaryKey({ columns: [table.v, table.obj, table.f, table.rid] })],
);

export const importRuns = sqliteTable(
  'import_run',
  {
    id: text('id').primaryKey(),
    started_at_ms: integer('started_at_ms').notNull(),
    status: text('status').notNull(),
  },
  (table) => [index('import_run_started').on(table.started_at_ms)],
);

export const rejectedRows = sqliteTable(
  'import_rejected',
  {
    import_id: text('import_id').notNull(),
    n: integer('n').notNull(),
    line: integer('line').notNull(),
    reason: text('reason').notNull(),
    cells: text('cells').notNull(),
  },
  (table) => [primaryKey({ columns: [table.import_id, table.n] })],
);

export const attachments = sqliteTable('attachment', {
  sha: text('sha').primaryKey(),
  mime: text('mime').notNull(),
  size_bytes: integer('size_bytes').notNull(),
  created_at_ms: integer('created_at_ms').notNull(),
});

export const searchWords = sqliteTable('search_word', { word: text('word').primaryKey() });

export const searchDue = sqliteTable('search_due', {
  rid: integer('rid').primaryKey(),
  parts: integer('parts').notNull(),
});

export const recordUses = sqliteTable(
  'record_use',
  {
    rid: integer('rid').primaryKey(),
    opened_at_ms: integer('opened_at_ms').notNull(),
    points: real('points').notNull(),
  },
  (table) => [index('record_use_opened').on(table.opened_at_ms)],
);

export const keptTotals = sqliteTable(
  'kept_total',
  {
    obj: text('obj').notNull(),
    by: text('by').notNull(),
    of: text('of').notNull(),
    by_type: text('by_type').notNull(),
    of_type: text('of_type').notNull(),
  },
  (table) => [primaryKey({ columns: [table.obj, table.by, table.of] })],
);

export const keptTotalValues = sqliteTable(
  'kept_total_value',
  {
    obj: text('obj').notNull(),
    by: text('by').notNull(),
    of: text('of').notNull(),
    k: text('k').notNull(),
    currency: text('currency').notNull(),
    n: integer('n').notNull(),
    total: integer('total').notNull(),
  },
  (table) => [primaryKey({ columns: [table.obj, table.by, table.of, table.k, table.currency] })],
);

export const keptIndexes = sqliteTable('kept_index', {
  name: text('name').primaryKey(),
  obj: text('obj').notNull(),
  sort: text('sort').notNull(),
  used_at_ms: integer('used_at_ms').notNull(),
  filter: text('filter'),
});

export const slowQueries = sqliteTable('slow_query', {
  shape: text('shape').primaryKey(),
  count: integer('count').notNull(),
  unfinished: integer('unfinished').notNull(),
  total_ms: real('total_ms').notNull(),
  worst_ms: real('worst_ms').notNull(),
  last_ms: real('last_ms').notNull(),
  last_at_ms: integer('last_at_ms').notNull(),
  last_rows: integer('last_rows').notNull(),
  buckets: text('buckets').notNull(),
  plan: text('plan').notNull(),
});

export const unloggedChanges = sqliteTable('unlogged_change', {
  id: integer('id').primaryKey(),
  pos: integer('pos').notNull(),
  at_ms: integer('at_ms').notNull(),
  p: text('p').notNull(),
});

export const mergedRecords = sqliteTable('merged_record', {
  rid: integer('rid').primaryKey(),
  into_rid: integer('into_rid').notNull(),
});

export const jobs = sqliteTable(
  'job',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    queue: text('queue').notNull(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    payload: text('payload').notNull(),
    member: text('member'),
    state: text('state').notNull(),
    priority: integer('priority').notNull().default(0),
    run_at_ms: integer('run_at_ms').notNull(),
    attempt: integer('attempt').notNull().default(0),
    max_attempts: integer('max_attempts').notNull(),
    crashes: integer('crashes').notNull().default(0),
    dedupe: text('dedupe'),
    frees_dedupe: integer('frees_dedupe').notNull().default(0),
    group_key: text('group_key'),
    wish: text('wish'),
    checkpoint: text('checkpoint'),
    progress: real('progress'),
    note: text('note'),
    result: text('result'),
    failure: text('failure'),
    created_at_ms: integer('created_at_ms').notNull(),
    started_at_ms: integer('started_at_ms'),
    finished_at_ms: integer('finished_at_ms'),
  },
  (table) => [
    index('job_ready').on(table.queue, table.priority, table.id, table.group_key),
    index('job_delayed').on(table.run_at_ms),
    uniqueIndex('job_dedupe').on(table.kind, table.dedupe),
    index('job_by_state').on(table.state, table.queue, table.finished_at_ms),
  ],
);

export const jobAttempts = sqliteTable(
  'job_attempt',
  {
    job_id: integer('job_id').notNull(),
    n: integer('n').notNull(),
    outcome: text('outcome').notNull(),
    started_at_ms: integer('started_at_ms').notNull(),
    ms: integer('ms').notNull(),
    failure: text('failure').notNull(),
  },
  (table) => [primaryKey({ columns: [table.job_id, table.n] })],
);

export const jobLogs = sqliteTable(
  'job_log',
  {
    job_id: integer('job_id').notNull(),
    n: integer('n').notNull(),
    at_ms: integer('at_ms').notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.job_id, table.n] })],
);

export const jobWork = sqliteTable('job_work', {
  job_id: integer('job_id').primaryKey(),
  operation: integer('operation'),
  rids: blob('rids', { mode: 'buffer' }),
});

export const jobQueues = sqliteTable('job_queue', {
  name: text('name').primaryKey(),
  is_paused: integer('is_paused').notNull(),
});

export const jobSchedules = sqliteTable('job_schedule', {
  name: text('name').primaryKey(),
  timing: text('timing').notNull(),
  next_at_ms: integer('next_at_ms').notNull(),
  last_at_ms: integer('last_at_ms'),
});

export const jobStats = sqliteTable(
  'job_stat',
  {
    queue: text('queue').notNull(),
    minute: integer('minute').notNull(),
    done: integer('done').notNull(),
    failed: integer('failed').notNull(),
    dead: integer('dead').notNull(),
    wait_ms: integer('wait_ms').notNull(),
    run_ms: integer('run_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.minute] })],
);

export const importClaims = sqliteTable(
  'import_claim',
  {
    import_id: text('import_id').notNull(),
    rid: integer('rid').notNull(),
  },
  (table) => [primaryKey({ columns: [table.import_id, table.rid] })],
);

export const duplicatePairs = sqliteTable(
  'duplicate_pair',
  {
    a: integer('a').notNull(),
    b: integer('b').notNull(),
    obj: text('obj').notNull(),
    score: integer('score').notNull(),
    reasons: text('reasons').notNull(),
    grp: integer('grp').notNull(),
    scan: integer('scan').notNull(),
    state: text('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.a, table.b] })],
);

export const duplicateScans = sqliteTable('duplicate_scan', {
  obj: text('obj').primaryKey(),
  scan: integer('scan').notNull(),
  scanned_at_ms: integer('scanned_at_ms').notNull(),
  records: integer('records').notNull(),
  changed: integer('changed').notNull(),
});
