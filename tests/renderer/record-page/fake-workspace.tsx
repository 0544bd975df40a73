import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import type { ReactNode } from 'react';
import type { OwnAccess } from '@shared/contract/members.contract';
import type { HistoryEntry } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import type { ObjectDef } from '@shared/domain/schema';
import type { FieldInput, Row } from '@shared/domain/values';
import { FieldEnvironmentProvider } from '@renderer/fields/field-environment';
import { createQueryClient, EngineProvider } from '@renderer/rpc/engine-context';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_COMPANY, FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeHost, fakeSession, type FakeAnswers, type FakeSession } from '../fake-session';
import { foundRecords } from '../fake-search';

export const NOW_MS = Date.UTC(2026, 10, 20, 12);
const link = fakeField('target', 'morphRelation', { settings: { targets: ['person', 'company'] } });
const created = fakeField('createdAt', 'dateTime', { isSystem: true });
const author = fakeField('createdBy', 'actor', { isSystem: true });

const NOTE: ObjectDef = {
  ...FAKE_COMPANY,
  name: 'note',
  labelSingular: 'Note',
  labelPlural: 'Notes',
  titleField: 'title',
  fields: [fakeField('title', 'text'), fakeField('body', 'longText'), link, created, author],
};
const TASK: ObjectDef = {
  ...FAKE_COMPANY,
  name: 'task',
  labelSingular: 'Task',
  labelPlural: 'Tasks',
  titleField: 'title',
  fields: [
    fakeField('title', 'text'),
    fakeField('status', 'select', {
      settings: {
        options: [
          { key: 'todo', label: 'To do', color: 'gray' },
          { key: 'done', label: 'Done', color: 'green' },
        ],
      },
    }),
    fakeField('dueDate', 'date'),
    link,
  ],
};

export const OBJECTS: readonly ObjectDef[] = [FAKE_PERSON, FAKE_COMPANY, NOTE, TASK];
export const COMPANY_ID = fakeId(1);

const company: Row = {
  id: COMPANY_ID,
  name: 'Fjordgate Logistics',
  industry: 'Logistics',
  deletedAt: null,
  createdAt: NOW_MS,
};
const note: Row = {
  id: fakeId(20),
  title: 'Site walk',
  body: 'Good coverage on the ground floor.',
  createdAt: NOW_MS - 60_000,
  createdBy: { kind: 'person', name: 'Ines Carvalho' },
};
const tasks: readonly Row[] = [
  { id: fakeId(30), title: 'Send order form', status: 'todo', dueDate: '2026-11-24', updatedAt: NOW_MS },
  { id: fakeId(31), title: 'Call back', status: 'done', dueDate: null, updatedAt: NOW_MS - 120_000 },
];
const people: readonly Row[] = [{ id: fakeId(40), name: 'Maren Haugen', city: 'Bergen' }];

const entry: HistoryEntry = {
  operationId: OperationId.parse(7),
  operationCount: 1,
  atMs: NOW_MS - 30_000,
  actor: { kind: 'person', name: 'Priya Raman' },
  kind: 'update',
  object: 'company',
  recordId: COMPANY_ID,
  mergedFrom: null,
  changes: [
    { field: 'industry', label: 'Industry', before: 'Freight', after: 'Logistics' },
    { field: 'name', label: 'Name', before: 'Fjordgate', after: 'Fjordgate Logistics' },
  ],
};

const rowsOf = (object: string): readonly Row[] => {
  if (object === 'note') return [note];
  if (object === 'task') return tasks;
  return object === 'person' ? people : [company];
};

const operationId = OperationId.parse(9);
const undone = { operation: null, count: 0, nothingDone: null, skipped: [], skippedCount: 0 };

/** An engine with one company, its note, tasks and people. */
export const fakeCompany = (more: FakeAnswers = {}): FakeSession =>
  fakeSession({
    'records.get': () => company,
    'records.query': ({ object }) => ({ rows: [...rowsOf(object)], total: rowsOf(object).length, nextCursor: null }),
    'records.position': () => ({ index: 2, total: 214 }),
    'records.window': () => ({ rows: [{ id: fakeId(5), name: 'Next one' }], total: 214, offset: 3 }),
    'records.update': () => ({ row: company, operationId }),
    'records.create': () => ({ row: { id: fakeId(99) }, operationId }),
    'records.delete': () => ({ operationId, count: 1 }),
    'history.record': () => ({ entries: [entry], nextCursor: null }),
    'history.undo': () => undone,
    'search.find': () => foundRecords([{ object: 'person', id: fakeId(41), title: 'Erik Tangen', subtitle: 'CFO' }]),
    'search.opened': () => ({}),
    ...more,
  });

export const workspaceWrapper = (
  session: FakeSession,
  objects: readonly ObjectDef[] = OBJECTS,
  access: OwnAccess | null = null,
) => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  const host = fakeHost();
  const queries = createQueryClient();
  return ({ children }: { readonly children: ReactNode }) => (
    <I18nProvider i18n={i18n}>
      <EngineProvider session={session} host={host} queries={queries}>
        <FieldEnvironmentProvider
          locale="en-GB"
          timeZone="Europe/Berlin"
          currency="EUR"
          phoneRegion="DE"
          objects={objects}
          members={[]}
          me={null}
          access={access}
        >
          {children}
        </FieldEnvironmentProvider>
      </EngineProvider>
    </I18nProvider>
  );
};

/** The input of the last call of a procedure. */
export const lastInput = (session: FakeSession, path: string): FieldInput | undefined =>
  session.calls.findLast((call) => call.path === path)?.input as FieldInput | undefined;
