import { msg } from '@lingui/core/macro';
import { generateKeyBetween } from 'fractional-indexing';
import type { CreateView, UpdateView, ViewProblem } from '@shared/contract/views.contract';
import { firstWeekdayOf } from '@shared/domain/field-types/day';
import { ViewId } from '@shared/domain/ids';
import type { SavedView } from '@shared/domain/views';
import { AppError } from '@shared/errors/app-error';
import { beginMetaAction, type MetaDeps } from '../../schema/meta-write';
import { toJson } from '../../schema/meta-values';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import type { ReadRecordDeps } from '../query/record-set';
import { seenViews } from './seen-views';
import { viewProblem } from './view-problem';
import { findLastPosition, findView, listViewRows } from './views.sql';

const POSITION = /^[0-9A-Za-z]{1,100}$/;

interface ViewDeps {
  readonly schema: SeenSchema;
}

/** All saved views of objects that are not in the trash, by object and position. */
export const listViews = (deps: ViewDeps, db: ReadDb): { views: SavedView[] } => ({
  views: [...seenViews(deps.schema.current(), listViewRows(db))],
});

/** Views that do not work: what their filter, order, lanes, columns or totals name has gone or changed. With why, and by object and position. */
export const listViewProblems = (deps: ReadRecordDeps, db: ReadDb): ViewProblem[] => {
  const schema = deps.schema.current();
  const { timeZone, locale } = deps.settings();
  const scope = { schema, db, nowMs: deps.clock.nowMs(), timeZone, firstWeekday: firstWeekdayOf(locale) };
  return listViews(deps, db).views.flatMap((view) => {
    const object = schema.objects.get(view.object);
    const message = object ? viewProblem(scope, object, view) : null;
    return message ? [{ id: view.id, object: view.object, name: view.name, message }] : [];
  });
};

/** Errors: `not_found`, also for deleted views. */
export const getView = (deps: ViewDeps, db: ReadDb, id: ViewId): SavedView => {
  const found = findView(db, id);
  const [view] = seenViews(deps.schema.current(), found ? [found] : []);
  if (!view) throw new AppError('not_found', msg`There is no such view.`, { id });
  return view;
};

/**
 * Keeps a list as a view, last among the object's. Paths in its settings are not checked: a field that is in the trash may come back, and reading says
 * what is missing until then. Errors: `not_found` (object).
 */
export const createView = (deps: MetaDeps, db: WriteDb, input: CreateView): SavedView => {
  if (!deps.schema.current().objects.has(input.object)) {
    throw new AppError('not_found', msg`There is no such object.`, { object: input.object });
  }
  const id = beginMetaAction(deps, db, { verb: 'view', subject: input.name }).create('_view', {
    object: input.object,
    name: input.name,
    settings: toJson(input.settings),
    is_favorite: false,
    position: generateKeyBetween(findLastPosition(db, input.object) ?? null, null),
  });
  return getView(deps, db, ViewId.parse(id));
};

/**
 * Changes a view, provided nobody has changed it since the caller read it. Errors: `not_found`; `conflict` with `actual`, the stored revision;
 * `invalid_input` (position).
 */
export const updateView = (deps: MetaDeps, db: WriteDb, input: UpdateView): SavedView => {
  const view = getView(deps, db, input.id);
  if (view.revision !== input.expectedRevision) {
    throw new AppError('conflict', msg`The view was changed meanwhile.`, { id: input.id, actual: view.revision });
  }
  if (input.position !== undefined && !POSITION.test(input.position)) {
    throw new AppError('invalid_input', msg`Not a position.`, { position: input.position });
  }
  beginMetaAction(deps, db, { verb: 'view', subject: input.name ?? view.name }).update('_view', input.id, {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.settings === undefined ? {} : { settings: toJson(input.settings) }),
    ...(input.isFavorite === undefined ? {} : { is_favorite: input.isFavorite }),
    ...(input.position === undefined ? {} : { position: input.position }),
  });
  return getView(deps, db, input.id);
};

/** To the trash; undo brings it back. Errors: `not_found`. */
export const deleteView = (deps: MetaDeps, db: WriteDb, input: { readonly id: ViewId }): Record<string, never> => {
  const view = getView(deps, db, input.id);
  beginMetaAction(deps, db, { verb: 'view', subject: view.name }).setLife('_view', input.id, false);
  return {};
};
