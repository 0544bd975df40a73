import { useLingui } from '@lingui/react/macro';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { formatLink, linkHref } from '../../fields/contact-list';
import { filesOf, isRelation, textsOf } from '../../fields/field-value';
import { RecordChip, type OpenRecord } from '../../fields/record-chip';
import { useRecordName } from '../../fields/record-name';
import { RecordMark } from '../../fields/record-mark';
import { useImageUrl } from '../../fields/use-attachments';
import { useHost } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import type { ComposerMode } from './activity';
import { liveFields, textAt } from './record-model';
import { useComposerModes } from './use-composer-modes';
import styles from './record-page.module.css';

interface IdentityProps {
  readonly definition: ObjectDef;
  readonly row: Row;
  readonly title: string;
  readonly onOpenRecord: OpenRecord;
  readonly onCompose: (mode: ComposerMode) => void;
}

/** Tells namesakes apart: where somebody works, a company's site, else nothing. */
const Subtitle = ({ definition, row, onOpenRecord }: Pick<IdentityProps, 'definition' | 'row' | 'onOpenRecord'>) => {
  const fields = liveFields(definition).filter((field) => !field.isSystem);
  const job = textAt(
    row,
    fields.find(({ name }) => name === 'jobTitle'),
  );
  const relation = fields.find(({ type, name }) => type === 'relation' && isRelation(row[name]));
  const target = relation && row[relation.name];
  if (relation && isRelation(target)) {
    return (
      <span className={styles.subtitle}>
        {job && <span className="truncate">{job}</span>}
        <RecordChip
          object={relation.settings.target ?? ''}
          id={target.id}
          title={target.title}
          onOpenRecord={onOpenRecord}
        />
      </span>
    );
  }
  const links = fields.find(({ type, name }) => type === 'links' && textsOf(row[name]).length > 0);
  const link = links && textsOf(row[links.name])[0];
  const href = link === undefined ? undefined : linkHref(link);
  if (link !== undefined && href !== undefined) {
    return (
      <a className={styles.subtitle} href={href} target="_blank" rel="noreferrer noopener">
        <bdi className="truncate">{formatLink(link)}</bdi>
        <Icon name="external-link" size={12} />
      </a>
    );
  }
  return <span className={styles.subtitle}>{job || definition.labelSingular}</span>;
};

/** Picture, name and the ways to get in touch. */
export const Identity = ({ definition, row, title, onOpenRecord, onCompose }: IdentityProps) => {
  const { t } = useLingui();
  const host = useHost();
  const nameOf = useRecordName();
  const { reportError } = useUndo();
  const modes = useComposerModes(definition.name);
  const fields = liveFields(definition);
  const picture = fields
    .filter(({ type }) => type === 'files')
    .flatMap(({ name }) => filesOf(row[name]))
    .find(({ mime }) => mime.startsWith('image/'));
  const imageUrl = useImageUrl(picture);
  const firstOf = (type: 'emails' | 'phones'): string | undefined =>
    fields.filter((field) => field.type === type).flatMap(({ name }) => textsOf(row[name]))[0];
  const [email, phone] = [firstOf('emails'), firstOf('phones')];
  const open = (url: string): void => void host.openExternal(url).catch(reportError);
  return (
    <>
      <div className={styles.who}>
        <RecordMark object={definition.name} title={title} size={40} imageUrl={imageUrl} />
        <div className={styles.whoText}>
          <h2 className={styles.name}>{nameOf(definition.name, title)}</h2>
          <Subtitle definition={definition} row={row} onOpenRecord={onOpenRecord} />
        </div>
      </div>
      <div className={styles.acts}>
        {email !== undefined && (
          <Button size="sm" icon="mail" onClick={() => open(`mailto:${email}`)}>
            {t`E-mail`}
          </Button>
        )}
        {phone !== undefined && (
          <Button size="sm" icon="phone" onClick={() => open(`tel:${phone.replace(/[^\d+]/g, '')}`)}>
            {t`Call`}
          </Button>
        )}
        {modes.has('task') && (
          <Button size="sm" icon="task" onClick={() => onCompose('task')}>
            {t`Task`}
          </Button>
        )}
        {modes.has('note') && (
          <Button size="sm" icon="note" onClick={() => onCompose('note')}>
            {t`Note`}
          </Button>
        )}
      </div>
    </>
  );
};
