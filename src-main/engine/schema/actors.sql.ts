import type { ActorValue } from '@shared/domain/values';
import type { WriteDb } from '../storage/db';

/** The number under which records name an actor; one that is new to the workspace is kept from now on. Numbers are of this file alone, as row ids are. */
export const keepActor = (db: WriteDb, { kind, name, id }: ActorValue): number => {
  const member = id ?? null;
  const [known] = db.pluck<number>(
    "SELECT id FROM actor WHERE kind = ? AND name = ? AND ifnull(member, '') = ifnull(?, '')",
    [kind, name, member],
  );
  return known ?? db.run('INSERT INTO actor(kind, name, member) VALUES (?, ?, ?)', [kind, name, member]).lastRowid;
};
