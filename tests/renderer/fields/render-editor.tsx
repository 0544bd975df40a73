import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { vi } from 'vitest';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { FieldEditor, type FieldEditorProps } from '@renderer/fields/field-editor';
import { fakeSession, wrapperFor, type FakeAnswers } from '../fake-session';

/** Opens an editor as a grid's cell does. */
export const renderEditor = (
  field: FieldDef,
  value: FieldValue,
  { initialText, answers = {} }: { readonly initialText?: string; readonly answers?: FakeAnswers } = {},
) => {
  const session = fakeSession(answers);
  const onCommit = vi.fn<FieldEditorProps['onCommit']>();
  const onCancel = vi.fn<() => void>();
  render(
    <FieldEditor
      object="person"
      field={field}
      value={value}
      variant="cell"
      initialText={initialText}
      onCommit={onCommit}
      onCancel={onCancel}
    />,
    { wrapper: wrapperFor({ session }) },
  );
  return { onCommit, onCancel, session, user: userEvent.setup() };
};
