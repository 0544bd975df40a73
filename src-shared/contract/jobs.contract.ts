import { z } from 'zod';
import { JobId, RecordId } from '../domain/ids';
import { Message } from '../messages/message';
import { command, Nothing, query, subscription } from './procedure';

/** delayed: not yet due; ready: next when there is room; dead: failed for good. */
export const JOB_STATES = ['delayed', 'ready', 'active', 'paused', 'done', 'dead', 'cancelled'] as const;
export const JobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof JobState>;

export const Job = z.object({
  id: JobId,
  queue: z.string(),
  /** `module.verb`. */
  kind: z.string(),
  title: Message,
  state: JobState,
  /** What a running job was asked to do and has not done yet. */
  stopping: z.enum(['cancel', 'pause']).nullable(),
  priority: z.int(),
  /** Attempts begun, but for those that a crash or a shutdown cut short. */
  attempt: z.int(),
  maxAttempts: z.int(),
  /** How often Outpost stopped while it ran. */
  crashes: z.int(),
  /** 0..1; null while nobody knows. */
  progress: z.number().nullable(),
  note: Message.nullable(),
  failure: Message.nullable(),
  /** Null: the workspace itself. */
  startedBy: RecordId.nullable(),
  createdAtMs: z.number(),
  /** When it is due, or was. */
  runAtMs: z.number(),
  startedAtMs: z.number().nullable(),
  finishedAtMs: z.number().nullable(),
});
export type Job = Readonly<z.infer<typeof Job>>;

export const JobDetail = z.object({
  job: Job,
  /** What it was given, what it has noted and what it answered: JSON, for whoever looks into it. */
  payload: z.string(),
  checkpoint: z.string().nullable(),
  result: z.string().nullable(),
  /** Attempts that failed or were cut short, oldest first. */
  attempts: z.array(
    z.object({ outcome: z.enum(['failed', 'crashed']), startedAtMs: z.number(), ms: z.number(), failure: Message }),
  ),
  /** At most 200 lines, oldest first. */
  log: z.array(z.object({ atMs: z.number(), text: z.string() })),
});
export type JobDetail = Readonly<z.infer<typeof JobDetail>>;

export const QueueCounts = z.object({
  queue: z.string(),
  isPaused: z.boolean(),
  counts: z.record(JobState, z.int()),
  /** Of the last 24 hours: what was done, attempts that failed and were tried again, what failed for good, and the mean times of what ended. */
  lastDay: z.object({
    done: z.int(),
    failed: z.int(),
    dead: z.int(),
    meanWaitMs: z.number().nullable(),
    meanRunMs: z.number().nullable(),
  }),
});
export type QueueCounts = Readonly<z.infer<typeof QueueCounts>>;

export const JobFilter = z.strictObject({
  states: z.array(JobState).max(JOB_STATES.length).optional(),
  queue: z.string().max(100).optional(),
  kind: z.string().max(100).optional(),
});
export type JobFilter = Readonly<z.infer<typeof JobFilter>>;

/** Some jobs by their ids, or all that a filter finds. */
export const JobSelection = z.union([
  z.strictObject({ ids: z.array(JobId).min(1).max(1000) }),
  z.strictObject({ filter: JobFilter }),
]);
export type JobSelection = Readonly<z.infer<typeof JobSelection>>;

const selection = z.strictObject({ jobs: JobSelection });
const changed = z.object({ changed: z.int() });
const ref = z.strictObject({ id: JobId });
const queueRef = z.strictObject({ queue: z.string().max(100) });

/** Work that takes long: what runs, waits, ended or failed, and what to do about it. Who has limits sees their own. */
export const jobsContract = {
  /** Newest first. `before`: the smallest id of the page before. */
  list: query({
    input: z.strictObject({
      filter: JobFilter.default({}),
      before: JobId.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ jobs: z.array(Job), hasMore: z.boolean() }),
    reads: ['jobs'],
  }),
  get: query({ input: ref, output: JobDetail, reads: ['jobs'] }),
  counts: query({ input: Nothing, output: z.object({ queues: z.array(QueueCounts) }), reads: ['jobs'] }),
  /** Has jobs that failed or were cancelled done again, and delayed ones now. Named jobs that are neither: `conflict`. */
  retry: command({ input: selection, output: changed }),
  /** Jobs that run stop at their next safe point. Named jobs that have ended: `conflict`. */
  cancel: command({ input: selection, output: changed }),
  /** Forgets jobs that have ended. Named jobs that have not: `conflict`. */
  discard: command({ input: selection, output: changed }),
  /** Halts a job that waits or, where it can, that runs. Errors: `conflict`. */
  pause: command({ input: ref, output: Job }),
  /** Goes on with a paused job. Errors: `conflict`. */
  resume: command({ input: ref, output: Job }),
  /** Begins nothing more of a queue; what runs goes on. Errors: `forbidden`. */
  pauseQueue: command({ input: queueRef, output: Nothing }),
  resumeQueue: command({ input: queueRef, output: Nothing }),
  /** What runs, with its progress: at once, and after each change, at most four times a second. */
  watch: subscription({ input: Nothing, yields: z.object({ active: z.array(Job) }) }),
};
