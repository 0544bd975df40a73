import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Operation } from '@shared/contract/history.contract';

interface HistoryKind {
  readonly key: string;
  readonly label: MessageDescriptor;
  readonly verbs: readonly Operation['verb'][];
}

/** Kinds of action as people tell them apart; the keys stand in addresses. */
export const HISTORY_KINDS: readonly HistoryKind[] = [
  { key: 'create', label: msg`Created`, verbs: ['create', 'sample'] },
  { key: 'update', label: msg`Changed`, verbs: ['update'] },
  { key: 'delete', label: msg`Deleted`, verbs: ['delete', 'purge'] },
  { key: 'restore', label: msg`Restored`, verbs: ['restore', 'revert'] },
  { key: 'merge', label: msg`Merged`, verbs: ['merge'] },
  { key: 'import', label: msg`Imported`, verbs: ['import'] },
  { key: 'schema', label: msg`Data model and views`, verbs: ['schema', 'view'] },
  { key: 'member', label: msg`Members and roles`, verbs: ['member'] },
  { key: 'undo', label: msg`Undone and done again`, verbs: ['undo', 'redo'] },
];
