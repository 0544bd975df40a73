import { ViewId } from '@shared/domain/ids';
import { SavedView, ViewSettings } from '@shared/domain/views';
import type { ReadDb } from '../../storage/db';
import type { savedViews } from '../../storage/schema/static-tables';

type ViewRow = Omit<typeof savedViews.$inferSelect, 'rid' | 'deleted_at_ms'>;

const COLUMNS = 'id, object, name, settings, is_favorite, position, revision';
/** What a view shows of which settings came incomplete or from a newer version: everything. */
const PLAIN: ViewSettings = { kind: 'table', sort: [], columns: [] };

const readSettings = (text: string | null): ViewSettings => {
  try {
    return ViewSettings.safeParse(JSON.parse(text ?? '')).data ?? PLAIN;
  } catch {
    return PLAIN;
  }
};

const toView = (row: ViewRow): SavedView | undefined =>
  SavedView.safeParse({
    id: row.id,
    object: row.object,
    name: row.name,
    settings: readSettings(row.settings),
    isFavorite: row.is_favorite === 1,
    position: row.position ?? '',
    revision: row.revision,
  }).data;

/** Live views of live objects, by object and position. */
export const listViewRows = (db: ReadDb): readonly SavedView[] =>
  db
    .all<ViewRow>(`SELECT ${COLUMNS} FROM saved_view WHERE deleted_at_ms IS NULL
        AND object IN (SELECT name FROM meta_object WHERE deleted_at_ms IS NULL) ORDER BY object, position, rid`)
    .flatMap((row) => toView(row) ?? []);

/** Live views only. */
export const findView = (db: ReadDb, id: ViewId): SavedView | undefined => {
  const row = db.get<ViewRow>(`SELECT ${COLUMNS} FROM saved_view WHERE id = ? AND deleted_at_ms IS NULL`, [id]);
  return row && toView(row);
};

/** The last place taken among an object's views, those in the trash too. */
export const findLastPosition = (db: ReadDb, object: string): string | undefined =>
  db.pluck<string>(
    'SELECT position FROM saved_view WHERE object = ? AND position IS NOT NULL ORDER BY position DESC LIMIT 1',
    [object],
  )[0];
