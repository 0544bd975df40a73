import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { RecordId } from '@shared/domain/ids';

export interface RecentRecord {
  readonly object: string;
  readonly id: RecordId;
  readonly title: string;
}

interface RecentRecords {
  /** Newest first. */
  readonly records: readonly RecentRecord[];
  readonly remember: (record: RecentRecord) => void;
  readonly forget: (id: RecordId) => void;
}

const MAX_RECENT = 12;

/** Records that were opened last on this device. */
export const useRecentRecords = create<RecentRecords>()(
  persist(
    (set) => ({
      records: [],
      remember: (record) =>
        set(({ records }) => ({
          records: [record, ...records.filter(({ id }) => id !== record.id)].slice(0, MAX_RECENT),
        })),
      forget: (id) => set(({ records }) => ({ records: records.filter((record) => record.id !== id) })),
    }),
    { name: 'outpost.recent' },
  ),
);
