/** A backup that takes the workspace's place when it is opened next; what it captures is when that was asked for. */
export const PENDING_RESTORE = /^restore-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)\.db$/;
