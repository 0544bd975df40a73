import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { PipelineSelect } from '@renderer/fields/pipeline-select';
import { fakeField } from '../../helpers/fake-field';
import { fakeSession, wrapperFor } from '../fake-session';
import { FAKE_PIPELINES } from './fake-deals';

afterEach(cleanup);

const show = (value: string | undefined, hasAll = false, pipelines = FAKE_PIPELINES) => {
  const onChange = vi.fn<(pipeline: string | undefined) => void>();
  const Wrapper = wrapperFor({ session: fakeSession({}) });
  const field = fakeField('stage', 'stage', { settings: { pipelines } });
  render(
    <Wrapper>
      <PipelineSelect field={field} value={value} hasAll={hasAll} onChange={onChange} />
    </Wrapper>,
  );
  return onChange;
};

test('a board shows the first pipeline until another is chosen', async () => {
  const user = userEvent.setup();
  const onChange = show(undefined);
  const select = screen.getByRole('combobox', { name: 'Pipeline' });
  expect(select.textContent).toContain('New business');

  await user.click(select);
  await user.click(await screen.findByRole('option', { name: 'Renewals' }));

  expect(onChange).toHaveBeenCalledWith('renewals');
});

test('a forecast shows all until one is chosen', () => {
  show(undefined, true);

  expect(screen.getByRole('combobox').textContent).toContain('All pipelines');
});

test('there is nothing to choose from one pipeline, archived ones aside', () => {
  show(
    undefined,
    false,
    FAKE_PIPELINES.map((each) => ({ ...each, isArchived: each.key === 'renewals' })),
  );

  expect(screen.queryByRole('combobox')).toBeNull();
});
