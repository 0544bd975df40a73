import { Trans } from '@lingui/react/macro';
import { Icon } from '../ui/icon';
import { Kbd } from '../ui/kbd';
import styles from './field-editor.module.css';

/** The keys of a one-line editor, where there is room to say them. */
export const EditorHints = () => (
  <p className={styles.hints} aria-hidden="true">
    <Kbd keys="↵" /> <Trans>save</Trans>
    <Kbd keys="Tab" /> <Trans>next</Trans>
    <Kbd keys="Esc" /> <Trans>revert</Trans>
  </p>
);

interface EditorNoteProps {
  readonly id: string;
  /** Why the text cannot be read; goes before the preview. */
  readonly reason: string;
  /** How the text was read. */
  readonly preview: string;
}

/** What Enter would save, or why it cannot. */
export const EditorNote = ({ id, reason, preview }: EditorNoteProps) => {
  if (reason !== '') {
    return (
      <p id={id} className={styles.reason} role="alert">
        <Icon name="error" size={12} />
        {reason}
      </p>
    );
  }
  return preview === '' ? null : (
    <p id={id} className={styles.preview}>
      {preview}
    </p>
  );
};
