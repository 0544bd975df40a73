import type { RecordId } from '@shared/domain/ids';

/** The record whose page is shown, as others point to it. */
export interface RecordRef {
  readonly object: string;
  readonly id: RecordId;
  readonly title: string;
}
