import type { Migration } from './migration';

/** The job queue: jobs with their attempts and logs, queues that a person has halted, schedules, and how much was done when. Local to the device. */
export const jobs: Migration = {
  version: 140,
  up: (db) =>
    db.exec(`
-- state: delayed (until run_at_ms), ready, active, paused, done, dead, cancelled. title, note: messages; payload, checkpoint, result, failure: JSON.
CREATE TABLE job(
  id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, payload TEXT NOT NULL, member TEXT,
  state TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 0, run_at_ms INTEGER NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL, crashes INTEGER NOT NULL DEFAULT 0,
  dedupe TEXT, frees_dedupe INTEGER NOT NULL DEFAULT 0, group_key TEXT, wish TEXT,
  checkpoint TEXT, progress REAL, note TEXT, result TEXT, failure TEXT,
  created_at_ms INTEGER NOT NULL, started_at_ms INTEGER, finished_at_ms INTEGER) STRICT;
CREATE INDEX job_ready ON job(queue, priority DESC, id, group_key) WHERE state = 'ready';
CREATE INDEX job_delayed ON job(run_at_ms) WHERE state = 'delayed';
CREATE UNIQUE INDEX job_dedupe ON job(kind, dedupe) WHERE dedupe IS NOT NULL AND state IN ('delayed', 'ready', 'active', 'paused');
CREATE INDEX job_by_state ON job(state, queue, finished_at_ms);

-- outcome: failed, crashed. What succeeded at once has no row here.
CREATE TABLE job_attempt(
  job_id INTEGER NOT NULL, n INTEGER NOT NULL, outcome TEXT NOT NULL, started_at_ms INTEGER NOT NULL, ms INTEGER NOT NULL, failure TEXT NOT NULL,
  PRIMARY KEY (job_id, n)) STRICT, WITHOUT ROWID;
CREATE TABLE job_log(
  job_id INTEGER NOT NULL, n INTEGER NOT NULL, at_ms INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (job_id, n)) STRICT, WITHOUT ROWID;
CREATE TABLE job_queue(name TEXT NOT NULL PRIMARY KEY, is_paused INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE job_schedule(
  name TEXT NOT NULL PRIMARY KEY, timing TEXT NOT NULL, next_at_ms INTEGER NOT NULL, last_at_ms INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE job_stat(
  queue TEXT NOT NULL, minute INTEGER NOT NULL, done INTEGER NOT NULL, failed INTEGER NOT NULL, dead INTEGER NOT NULL,
  wait_ms INTEGER NOT NULL, run_ms INTEGER NOT NULL, PRIMARY KEY (queue, minute)) STRICT, WITHOUT ROWID;
`),
};
