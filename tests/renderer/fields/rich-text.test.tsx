import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
// Fetched beforehand: a test does not wait for the library.
import '@renderer/fields/rich-text-editor';
import { RichTextView } from '@renderer/fields/rich-text-view';
import { fakeField } from '../../helpers/fake-field';
import { renderEditor } from './render-editor';

afterEach(cleanup);

test('a formatted text is drawn with its blocks and marks', () => {
  const text = '## Plan\n\n**Bold** and [us](https://a.example)\n- one\n  1. deep\n\n> said\n\n`x`';
  const { container } = render(<RichTextView document={readMarkdown(text)} />);

  expect(screen.getByRole('heading', { name: 'Plan' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'us' }).getAttribute('href')).toBe('https://a.example');
  expect(container.querySelector('ul ol li')?.textContent).toBe('deep');
  expect(container.querySelector('strong')?.textContent).toBe('Bold');
});

test('HTML is text, and a link that would run code is only its words', () => {
  const { container } = render(
    <RichTextView
      document={{
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: '<img src=x onerror=alert(1)>' },
              { type: 'text', text: 'go', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
            ],
          },
        ],
      }}
    />,
  );

  expect(container.querySelector('img, a')).toBeNull();
  expect(container.textContent).toContain('<img src=x onerror=alert(1)>go');
});

test('the editor opens with the text, is named, has a toolbar, and gives back what was not changed', async () => {
  const value = readMarkdown('one **two**');
  const { onCommit, user } = renderEditor(fakeField('notes', 'richText'), value);

  const page = await screen.findByRole('textbox', { name: 'Notes' });
  expect(page.innerHTML).toContain('<strong>two</strong>');
  expect(screen.getByRole('toolbar', { name: 'Formatting' })).toBeTruthy();
  page.focus();
  await user.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() => expect(onCommit).toHaveBeenCalledExactlyOnceWith(value, 'down'));
});

test('a tool formats the words, and the document says so', async () => {
  const { onCommit, user } = renderEditor(fakeField('notes', 'richText'), readMarkdown('one'));
  const page = await screen.findByRole('textbox', { name: 'Notes' });

  await user.click(screen.getByRole('button', { name: 'List' }));
  expect(screen.getByRole('button', { name: 'List' }).getAttribute('aria-pressed')).toBe('true');
  page.focus();
  await user.keyboard('{Control>}{Enter}{/Control}');

  await waitFor(() => expect(onCommit).toHaveBeenCalledExactlyOnceWith(readMarkdown('- one'), 'down'));
});
