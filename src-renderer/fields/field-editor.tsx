import type { ReactNode } from 'react';
import { AddressEditor } from './address-editor';
import { CheckEditor } from './check-editor';
import { ContactEditor } from './contact-editor';
import type { FieldEditorProps } from './editor-contract';
import { FilesEditor } from './files-editor';
import { MemberEditor } from './member-editor';
import { NameEditor } from './name-editor';
import { OptionEditor } from './option-editor';
import { RatingEditor } from './rating-editor';
import { RelationEditor } from './relation-editor';
import { RelationsEditor } from './relations-editor';
import { StageEditor } from './stage-editor';
import { RichTextFieldEditor } from './rich-text-field-editor';
import { TextEditor } from './text-editor';

export type { EditorMove, FieldEditorProps } from './editor-contract';

/** Edits one field's value in place. Open only for fields of which `isEditable` is true. */
export const FieldEditor = (props: FieldEditorProps): ReactNode => {
  const { type } = props.field;
  switch (type) {
    case 'text':
    case 'longText':
    case 'number':
    case 'integer':
    case 'percent':
    case 'currency':
    case 'date':
    case 'dateTime':
    case 'json':
      return <TextEditor {...props} />;
    case 'richText':
      return <RichTextFieldEditor {...props} />;
    case 'fullName':
      return <NameEditor {...props} />;
    case 'select':
    case 'multiSelect':
      return <OptionEditor {...props} />;
    case 'stage':
      return <StageEditor {...props} />;
    case 'relation':
    case 'morphRelation':
      return <RelationEditor {...props} />;
    case 'relations':
      return <RelationsEditor {...props} />;
    case 'member':
      return <MemberEditor {...props} />;
    case 'emails':
    case 'phones':
    case 'links':
    case 'array':
      return <ContactEditor {...props} type={type} />;
    case 'address':
      return <AddressEditor {...props} />;
    case 'files':
      return <FilesEditor {...props} />;
    case 'rating':
      return <RatingEditor {...props} />;
    case 'boolean':
      return <CheckEditor {...props} />;
    case 'autoNumber':
    case 'actor':
    case 'position':
    case 'formula':
    case 'rollup':
      // Kept by the engine.
      return null;
  }
};
