import type { ChangeSet, Topic } from '@shared/domain/changes';
import type { RecordId } from '@shared/domain/ids';

/** More records than this are not named in a change set. */
export const MAX_NAMED_IDS = 200;

/** Gathers what a transaction changed, for those who keep something of it on a screen. */
export interface ChangeCollector {
  /** A record came, went or returned. */
  readonly membership: (object: string, id: RecordId) => void;
  /** Fields of a record that stays changed. */
  readonly fields: (object: string, id: RecordId, fields: readonly string[]) => void;
  readonly topic: (topic: Topic) => void;
  readonly changes: () => Omit<ChangeSet, 'seq'>;
}

interface ObjectChange {
  hasMembershipChange: boolean;
  readonly fields: Set<string>;
  readonly ids: Set<RecordId>;
  isUncounted: boolean;
}

export const createChangeCollector = (): ChangeCollector => {
  const objects = new Map<string, ObjectChange>();
  const topics = new Set<Topic>();
  const touch = (object: string, id: RecordId): ObjectChange => {
    let change = objects.get(object);
    if (!change) {
      change = { hasMembershipChange: false, fields: new Set(), ids: new Set(), isUncounted: false };
      objects.set(object, change);
      topics.add('records');
      topics.add('history');
    }
    if (!change.isUncounted) {
      change.ids.add(id);
      if (change.ids.size > MAX_NAMED_IDS) change.isUncounted = true;
    }
    return change;
  };
  return {
    membership: (object, id) => {
      touch(object, id).hasMembershipChange = true;
      topics.add('workspace');
    },
    fields: (object, id, fields) => {
      const change = touch(object, id);
      for (const field of fields) change.fields.add(field);
    },
    topic: (topic) => {
      topics.add(topic);
    },
    changes: () => ({
      topics: [...topics],
      records: [...objects].map(([object, change]) => ({
        object,
        hasMembershipChange: change.hasMembershipChange,
        fields: [...change.fields],
        ids: change.isUncounted ? null : [...change.ids],
      })),
    }),
  };
};
