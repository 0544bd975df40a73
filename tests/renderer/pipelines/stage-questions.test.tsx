import { msg } from '@lingui/core/macro';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { OperationId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { StageQuestions } from '@renderer/features/stage-move/stage-questions';
import { FieldEnvironmentProvider } from '@renderer/fields/field-environment';
import { useRecordEdit } from '@renderer/rpc/use-record-edit';
import { fakeId } from '../fake-objects';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';
import { FAKE_DEAL } from './fake-deals';

afterEach(cleanup);

interface MoveProps {
  readonly stage: string;
  readonly onDone: (result: unknown) => void;
}

const Move = ({ stage, onDone }: MoveProps) => {
  const edit = useRecordEdit('opportunity');
  const move = () =>
    edit([{ id: fakeId(1), values: { stage: { key: stage, since: null, reason: null } } }]).then(onDone, onDone);
  return (
    <button type="button" onClick={() => void move()}>
      move
    </button>
  );
};

const show = (stage: string, update: NonNullable<FakeAnswers['records.update']>) => {
  const session = fakeSession({ 'records.update': update });
  const onDone = vi.fn<(result: unknown) => void>();
  const Wrapper = wrapperFor({ session });
  render(
    <Wrapper>
      <FieldEnvironmentProvider
        locale="en-GB"
        timeZone="Europe/Berlin"
        currency="EUR"
        phoneRegion="DE"
        objects={[FAKE_DEAL]}
        members={[]}
        me={null}
        access={null}
      >
        <StageQuestions>
          <Move stage={stage} onDone={onDone} />
        </StageQuestions>
      </FieldEnvironmentProvider>
    </Wrapper>,
  );
  const inputs = () => session.calls.filter(({ path }) => path === 'records.update').map(({ input }) => input);
  return { onDone, inputs };
};

const refusal = () =>
  new AppError('invalid_input', msg`"Offer" needs Next step.`, {
    reason: 'stage_requires',
    object: 'opportunity',
    field: 'stage',
    stage: 'offer',
    missing: 'nextStep',
    needsReason: false,
  });

test('a move that the engine refuses for want of a field asks for it and is made with it', async () => {
  const user = userEvent.setup();
  const { onDone, inputs } = show('offer', ({ id, values }) => {
    if (values['nextStep'] === undefined) throw refusal();
    return { row: { id }, operationId: OperationId.parse(4) };
  });
  await user.click(screen.getByText('move'));
  const dialog = await screen.findByRole('dialog', { name: 'Move to Offer' });
  const button = screen.getByRole('button', { name: 'Move' });
  expect(dialog.textContent).toContain('Next step');
  expect(button).toHaveProperty('disabled', true);

  // The first field has the focus: a letter starts its value.
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Add next step'));
  await user.keyboard('Call them{Enter}');
  await user.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() => expect(onDone).toHaveBeenCalledWith(4));
  expect(inputs().at(-1)).toEqual({
    object: 'opportunity',
    id: fakeId(1),
    values: { stage: { key: 'offer', since: null, reason: null }, nextStep: 'Call them' },
  });
});

test('what is lost is asked why before it is written; the reason may be left out where the pipeline lets it', async () => {
  const user = userEvent.setup();
  const { onDone, inputs } = show('lost', ({ id }) => ({ row: { id }, operationId: OperationId.parse(4) }));
  await user.click(screen.getByText('move'));
  await screen.findByRole('dialog', { name: 'Move to Lost' });
  expect(inputs()).toEqual([]);

  await user.click(screen.getByRole('button', { name: 'Move' }));

  await waitFor(() => expect(onDone).toHaveBeenCalledWith(4));
  expect(inputs()).toMatchObject([{ values: { stage: { key: 'lost', reason: null } } }]);
});

test('a question that is given up changes nothing', async () => {
  const user = userEvent.setup();
  const { onDone, inputs } = show('lost', ({ id }) => ({ row: { id }, operationId: OperationId.parse(4) }));
  await user.click(screen.getByText('move'));
  await screen.findByRole('dialog');

  await user.keyboard('{Escape}');

  await waitFor(() => expect(onDone).toHaveBeenCalledWith(expect.objectContaining({ code: 'cancelled' })));
  expect(inputs()).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('another refusal is passed on', async () => {
  const user = userEvent.setup();
  const { onDone } = show('offer', () => {
    throw new AppError('invalid_input', msg`No`, { reason: 'other' });
  });

  await user.click(screen.getByText('move'));

  await waitFor(() => expect(onDone).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid_input' })));
  expect(screen.queryByRole('dialog')).toBeNull();
});
