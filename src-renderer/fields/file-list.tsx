import type { FileValue } from '@shared/domain/values';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { useFieldEnvironment } from './field-environment';
import { formatBytes } from './intl';
import styles from './field-display.module.css';

interface FileListProps {
  readonly files: readonly FileValue[];
  readonly variant: 'cell' | 'panel';
}

/** File names; sizes where there is room. */
export const FileList = ({ files, variant }: FileListProps) => {
  const environment = useFieldEnvironment();
  const shown = variant === 'cell' ? files.slice(0, 1) : files;
  const hidden = files.length - shown.length;
  return (
    <span className={variant === 'cell' ? styles.chips : styles.column}>
      {shown.map((file) => (
        <span key={file.id} className={styles.file} title={file.name}>
          <Icon name={file.mime.startsWith('image/') ? 'image' : 'file'} size={14} />
          <span className={styles.text}>{file.name}</span>
          {variant === 'panel' && <span className={styles.aside}>{formatBytes(environment, file.sizeBytes)}</span>}
        </span>
      ))}
      {hidden > 0 && <Chip variant="more">+{hidden}</Chip>}
    </span>
  );
};
