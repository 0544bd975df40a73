import { msg } from '@lingui/core/macro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { OperationId } from '@shared/domain/ids';
import type { Pipeline } from '@shared/domain/pipelines';
import type { Row } from '@shared/domain/values';
import { Board } from '@renderer/features/board/board';
import { useToasts } from '@renderer/stores/toasts.store';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';

const LABELS = ['One', 'Two', 'Three', 'Four'];
const PIPELINE: Pipeline = {
  key: 'main',
  label: 'Main',
  stages: LABELS.map((label, at) => ({ key: label.toLowerCase(), label, color: 'gray', probability: at * 20 })),
  winReasons: [],
  lossReasons: [],
};
const DEAL = {
  ...FAKE_PERSON,
  name: 'opportunity',
  labelSingular: 'Deal',
  labelPlural: 'Deals',
  fields: [fakeField('name', 'text'), fakeField('stage', 'stage', { settings: { pipelines: [PIPELINE] } })],
};
const CARD: Row = {
  id: fakeId(1),
  name: 'Pumps',
  stage: { key: 'one', since: null, reason: null },
  position: 'a0',
  updatedAt: 0,
};

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const open = async (answers: FakeAnswers) => {
  const session = fakeSession({
    'records.window': ({ filter }) => {
      const rows = JSON.stringify(filter).includes('"one"') ? [CARD] : [];
      return { rows, total: rows.length, offset: 0 };
    },
    'records.aggregate': () => ({ groups: [], groupCount: 0, isTruncated: false }),
    ...answers,
  });
  render(<Board object={DEAL} settings={{ kind: 'board', sort: [], columns: [] }} onOpenRecord={() => {}} />, {
    wrapper: wrapperFor({ session, objects: [DEAL] }),
  });
  await screen.findByRole('option', { name: /Pumps/ });
  return session;
};

const laneOfCard = () =>
  screen.getByRole('option', { name: /Pumps/ }).closest('[role="listbox"]')?.getAttribute('aria-label');
const moveRight = () =>
  fireEvent.keyDown(screen.getByRole('option', { name: /Pumps/ }), { key: 'ArrowRight', shiftKey: true });

test('three quick moves go three stages, however long each takes to be written, in their order', async () => {
  const answers: (() => void)[] = [];
  const session = await open({
    'records.update': async () => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return { row: CARD, operationId: OperationId.parse(answers.length) };
    },
  });
  const written = () =>
    session.calls.flatMap(({ path, input }) => (path === 'records.update' ? [JSON.stringify(input)] : []));

  moveRight();
  moveRight();
  moveRight();

  expect(laneOfCard()).toMatch(/Four/);
  for (const count of [1, 2, 3]) {
    await waitFor(() => expect(answers).toHaveLength(count));
    expect(written()).toHaveLength(count);
    answers[count - 1]?.();
  }
  expect(written().map((input) => /"key":"(\w+)"/.exec(input)?.[1])).toEqual(['two', 'three', 'four']);
});

test('a move that is refused takes those back that came after it, and says so once', async () => {
  await open({
    'records.update': () => {
      throw new AppError('forbidden', msg`Not allowed`);
    },
  });

  moveRight();
  moveRight();

  await waitFor(() => expect(laneOfCard()).toMatch(/One/));
  expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual(['Not allowed']);
});

test('a card that has left a lane before it is read in the next stays in view until all lanes are read', async () => {
  let isMoved = false;
  const held: (() => void)[] = [];
  const session = await open({
    'records.window': async ({ filter }) => {
      const isFirst = JSON.stringify(filter).includes('"one"');
      const isSecond = JSON.stringify(filter).includes('"two"');
      if (isMoved && isSecond) await new Promise<void>((resolve) => held.push(resolve));
      const moved = { ...CARD, stage: { key: 'two', since: null, reason: null } };
      const rows = isMoved ? (isSecond ? [moved] : []) : isFirst ? [CARD] : [];
      return { rows, total: rows.length, offset: 0 };
    },
  });

  isMoved = true;
  session.publish({
    seq: 1,
    topics: ['records'],
    records: [{ object: 'opportunity', hasMembershipChange: true, fields: ['stage'], ids: [CARD.id] }],
  });
  await waitFor(() => expect(held).toHaveLength(1));

  expect(laneOfCard()).toMatch(/One/);
  held[0]?.();
  await waitFor(() => expect(laneOfCard()).toMatch(/Two/));
});
