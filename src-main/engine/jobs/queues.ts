import { defineQueue } from './job-definition';

/** Work on the workspace's own account: indexes, totals, backups, tidying up. One thing at a time. */
export const upkeepQueue = defineQueue('upkeep');

/** Files in: one after the other, since each may look for what the one before has brought. */
export const importQueue = defineQueue('import');

/** Files out. */
export const exportQueue = defineQueue('export', { concurrency: 2 });

/** Changes to many records. One after the other, in the order in which they were asked for. */
export const recordsQueue = defineQueue('records');
