import type { ActorValue } from '@shared/domain/values';
import type { ObjectModel } from '../../schema/model';

export type RecordAction = 'create' | 'edit' | 'delete' | 'restore';

/**
 * Whether somebody may do something to records of an object: the one place that the write path asks. Whoever opens a
 * workspace of one person is its Owner, who may do everything. Errors: `forbidden`.
 */
export const assertMay = (actor: ActorValue, action: RecordAction, object: ObjectModel): void => {
  void actor;
  void action;
  void object;
};
