import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { FileValue } from '@shared/domain/values';
import { Button, IconButton } from '../ui/button';
import { Icon } from '../ui/icon';
import { isSameValue, type FieldEditorProps } from './editor-contract';
import { EditorPopup } from './editor-popup';
import { useFieldEnvironment } from './field-environment';
import { filesOf } from './field-value';
import { FileList } from './file-list';
import { formatBytes } from './intl';
import { useAttachFile, useImageUrl } from './use-attachments';
import styles from './field-editor.module.css';

interface FileLineProps {
  readonly file: FileValue;
  readonly onRemove: () => void;
}

const FileLine = ({ file, onRemove }: FileLineProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const url = useImageUrl(file);
  return (
    <li className={styles.fileLine}>
      {url === undefined ? (
        <span className={styles.fileIcon}>
          <Icon name="file" size={16} />
        </span>
      ) : (
        <img className={styles.thumb} src={url} alt="" />
      )}
      <span className={styles.fileName}>
        <span className="truncate">{file.name}</span>
        <span className={styles.subtitle}>{formatBytes(environment, file.sizeBytes)}</span>
      </span>
      <IconButton icon="close" size="sm" label={t`Remove ${file.name}`} tooltip={false} onClick={onRemove} />
    </li>
  );
};

/** Files of a record: added by choosing or dropping, seen when they are pictures, removed. */
export const FilesEditor = ({ field, value, variant, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const attach = useAttachFile();
  const before = filesOf(value);
  const [files, setFiles] = useState<readonly FileValue[]>(before);
  const [loading, setLoading] = useState(0);
  const [reason, setReason] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const maxFiles = field.settings.maxFiles ?? 20;

  const add = async (chosen: readonly File[]): Promise<void> => {
    setReason('');
    setLoading((count) => count + chosen.length);
    for (const file of chosen) {
      try {
        // One after the other, so that they stand in the order they were chosen in.
        // oxlint-disable-next-line no-await-in-loop
        const added = await attach(file);
        setFiles((now) => (now.some(({ id }) => id === added.id) || now.length >= maxFiles ? now : [...now, added]));
      } catch (error) {
        setReason(error instanceof Error ? error.message : t`The file could not be added`);
      } finally {
        setLoading((count) => count - 1);
      }
    }
  };
  return (
    <EditorPopup
      label={field.label}
      variant={variant}
      face={before.length > 0 && <FileList files={before} variant="cell" />}
      onCommit={(move) => {
        if (loading === 0) onCommit(isSameValue([...files], [...before]) ? value : files, move);
      }}
      onCancel={onCancel}
      onKeyDown={(event) => {
        // A focused button is pressed, not saved over.
        if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.stopPropagation();
      }}
    >
      <div
        className={styles.files}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void add([...event.dataTransfer.files]);
        }}
      >
        <ul>
          {files.map((file) => (
            <FileLine
              key={file.id}
              file={file}
              onRemove={() => setFiles((now) => now.filter(({ id }) => id !== file.id))}
            />
          ))}
        </ul>
        {reason && (
          <p className={styles.popupReason} role="alert">
            <Icon name="error" size={12} />
            {reason}
          </p>
        )}
        <input
          ref={chooser}
          type="file"
          multiple={maxFiles > 1}
          hidden
          onChange={(event) => {
            void add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          size="sm"
          icon="upload"
          loading={loading > 0}
          disabled={files.length >= maxFiles}
          onClick={() => chooser.current?.click()}
        >
          {t`Add a file, or drop it here`}
        </Button>
      </div>
    </EditorPopup>
  );
};
