import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { usePipelineDrafts } from '@renderer/features/settings/pipeline-drafts.store';
import { PipelinesSection } from '@renderer/features/settings/pipelines-section';
import { FAKE_DEAL } from '../pipelines/fake-deals';
import { fakeSession } from '../fake-session';
import { workspaceWrapper } from '../record-page/fake-workspace';

beforeEach(() => usePipelineDrafts.setState({ draftsByObject: {} }));
afterEach(cleanup);

const open = () => {
  const actionBar = document.createElement('div');
  document.body.append(actionBar);
  render(<PipelinesSection object={FAKE_DEAL.name} actionBar={actionBar} onSelectObject={() => {}} />, {
    wrapper: workspaceWrapper(fakeSession({}), [FAKE_DEAL]),
  });
  return userEvent.setup();
};

const names = () =>
  screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Name of the pipeline' }).map(({ value }) => value);

test('changes that were not saved are there again when one comes back, until they are reset', async () => {
  const user = open();
  await user.type(screen.getAllByRole('textbox', { name: 'Name of the pipeline' })[0] ?? document.body, ' 2');
  await user.type(screen.getAllByRole('textbox', { name: /Reasons for losing/ })[0] ?? document.body, '\nTiming');
  cleanup();

  const again = open();

  expect(names()).toEqual(['New business 2', 'Renewals']);
  expect(screen.getAllByRole<HTMLTextAreaElement>('textbox', { name: /Reasons for losing/ })[0]?.value).toBe(
    'Price\nTiming',
  );
  await again.click(screen.getByRole('button', { name: 'Reset' }));
  expect(names()).toEqual(['New business', 'Renewals']);
  expect(screen.getAllByRole<HTMLTextAreaElement>('textbox', { name: /Reasons for losing/ })[0]?.value).toBe('Price');
  expect(screen.queryByRole('button', { name: 'Save pipelines' })).toBeNull();
});

test('the columns of stages have heads', () => {
  open();

  expect(screen.getAllByText('Chance')).toHaveLength(2);
  expect(screen.getAllByText('Days allowed')).toHaveLength(2);
});
