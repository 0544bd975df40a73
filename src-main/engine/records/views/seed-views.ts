import { generateNKeysBetween } from 'fractional-indexing';
import { derivedUuid } from '../../kernel/record-ids';
import { toJson, toMetaColumns } from '../../schema/meta-values';
import { insertMetaRow } from '../../schema/schema.sql';
import type { WriteDb } from '../../storage/db';
import { enterSeededMeta } from '../../change-log/meta-change';
import { DEFAULT_VIEWS } from './default-views';

/** Gives a new workspace the views that people expect. Not logged, with derived ids: as the standard objects. */
export const seedViews = (db: WriteDb): void => {
  const positions = generateNKeysBetween(null, null, DEFAULT_VIEWS.length);
  DEFAULT_VIEWS.forEach((view, at) => {
    const id = derivedUuid('_view', view.key);
    const columns = toMetaColumns({
      object: view.object,
      name: view.name,
      settings: toJson(view.settings),
      is_favorite: view.isFavorite,
      position: positions[at] ?? null,
    });
    insertMetaRow(db, '_view', enterSeededMeta(db, '_view', id), id, columns);
  });
};
