import { RecordId } from '@shared/domain/ids';
import type { Connect } from './connect';

const KEY = 'outpost.viewAs';

/** The member through whose eyes this window looks; null: whoever sits at it. Kept for as long as the window is open. */
export const viewedMember = (storage: Storage = sessionStorage): RecordId | null =>
  RecordId.safeParse(storage.getItem(KEY)).data ?? null;

/** Looks through another's eyes from now on. Everything on the screen is of somebody else then, so the page starts anew. */
export const viewAs = (id: RecordId | null, page: Pick<Window, 'sessionStorage' | 'location'> = window): void => {
  if (id === null) page.sessionStorage.removeItem(KEY);
  else page.sessionStorage.setItem(KEY, id);
  page.location.reload();
};

/** Every line to the engine speaks for the member who is viewed, before anything is asked over it. One who may no longer be viewed is forgotten. */
export const connectAsViewed =
  (connect: Connect, storage: Storage = sessionStorage): Connect =>
  async () => {
    const connection = await connect();
    const id = viewedMember(storage);
    if (id === null) return connection;
    try {
      await connection.calls.call(['members', 'viewAs'], { id }, {});
    } catch {
      storage.removeItem(KEY);
    }
    return connection;
  };
