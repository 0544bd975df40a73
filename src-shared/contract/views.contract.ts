import { z } from 'zod';
import { ViewId } from '../domain/ids';
import { Message } from '../messages/message';
import { SavedView, ViewSettings } from '../domain/views';
import { command, Nothing, query } from './procedure';

/** A list to be kept under a name. */
export const CreateView = z.strictObject({
  object: z.string().max(64),
  name: z.string().trim().min(1).max(200),
  settings: ViewSettings,
});
export type CreateView = Readonly<z.infer<typeof CreateView>>;

/** What is left out stays. `expectedRevision` is that of the view as it was read. */
export const UpdateView = z.strictObject({
  id: ViewId,
  expectedRevision: z.int(),
  name: z.string().trim().min(1).max(200).optional(),
  settings: ViewSettings.optional(),
  isFavorite: z.boolean().optional(),
  position: z.string().max(100).optional(),
});
export type UpdateView = Readonly<z.infer<typeof UpdateView>>;

/** A view that does not work, or not as it was meant, and why. */
export const ViewProblem = z.object({ id: ViewId, object: z.string(), name: z.string(), message: Message });
export type ViewProblem = Readonly<z.infer<typeof ViewProblem>>;

/** Saved views. */
export const viewsContract = {
  /** All saved views, by object and position. */
  list: query({ input: Nothing, output: z.object({ views: z.array(SavedView) }), reads: ['views'] }),
  /** Views whose filter, order, lanes, columns or totals name what has gone. */
  problems: query({ input: Nothing, output: z.array(ViewProblem), reads: ['views', 'schema'] }),
  create: command({ input: CreateView, output: SavedView }),
  /** Errors: `conflict` with `actual` when somebody changed the view since it was read. */
  update: command({ input: UpdateView, output: SavedView }),
  delete: command({ input: z.strictObject({ id: ViewId }), output: Nothing }),
};
