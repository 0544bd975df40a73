import { useLingui } from '@lingui/react/macro';
import type { ConversionBreak, ConversionPreview } from '@shared/contract/schema.contract';
import { formatMessage } from '@shared/messages/format-message';
import { findObject, useFieldEnvironment } from '../../fields/field-environment';
import { Banner } from '../../ui/banner';
import styles from './data-model.module.css';

/** What works now and would not after a conversion: by what it is and whose, with why. */
export const ConversionBreaks = ({ breaks, refusal }: Pick<ConversionPreview, 'breaks' | 'refusal'>) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const kinds: Readonly<Record<ConversionBreak['kind'], string>> = {
    computed: t`Formula or rollup`,
    view: t`View`,
    role: t`Role`,
    unique: t`Unique`,
    required: t`Required`,
    stage: t`Stage`,
  };
  if (refusal !== null) return <Banner tone="danger">{formatMessage(refusal)}</Banner>;
  if (breaks.length === 0) return null;
  const nameOf = ({ kind, object, name }: ConversionBreak): string => {
    const owner = findObject(environment, object)?.labelPlural ?? object;
    const what = kinds[kind];
    return name === '' ? t`${what}, ${owner}` : t`${what} "${name}", ${owner}`;
  };
  return (
    <>
      <Banner tone="warning" title={t`This would no longer work`} />
      <ul className={styles.breaks} aria-label={t`This would no longer work`}>
        {breaks.map((each) => (
          <li key={`${each.kind}:${each.object}:${each.name}`}>
            <b>{nameOf(each)}</b> <span className={styles.quiet}>{formatMessage(each.reason)}</span>
          </li>
        ))}
      </ul>
    </>
  );
};
