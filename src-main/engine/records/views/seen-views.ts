import type { Filter } from '@shared/domain/query';
import type { SavedView } from '@shared/domain/views';
import { isRefused } from '@shared/errors/app-error';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { filterReads } from '../query/filter-reads';
import { resolvePath } from '../query/field-path';

const seenView = (schema: SchemaModel, object: ObjectModel, view: SavedView): SavedView | undefined => {
  const { settings } = view;
  const hasPath = (path: string): boolean => !isRefused(() => resolvePath(schema, object, path));
  const hasFilter = (filter: Filter | undefined): boolean => !isRefused(() => filterReads(schema, object, filter));
  const paths = [
    ...settings.sort.map(({ field }) => field),
    ...(settings.groupBy === undefined ? [] : [settings.groupBy]),
  ];
  if (!hasFilter(settings.filter) || !paths.every(hasPath)) return undefined;
  return { ...view, settings: { ...settings, columns: settings.columns.filter(({ field }) => hasPath(field)) } };
};

/**
 * The views that somebody can use: none that filters, sorts or groups by what they do not see, for its settings say what is there; columns of fields out of
 * sight are left out.
 */
export const seenViews = (schema: SchemaModel, views: readonly SavedView[]): readonly SavedView[] => {
  if (!schema.access) return views;
  return views.flatMap((view) => {
    const object = schema.objects.get(view.object);
    return object ? (seenView(schema, object, view) ?? []) : [];
  });
};
