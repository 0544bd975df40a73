import { Trans, useLingui } from '@lingui/react/macro';
import type { Exposure } from '@shared/contract/records.contract';
import { Banner } from '../../ui/banner';
import styles from './computed.module.css';

/** Which roles would see a computed field and not all that it reads. */
export const Exposures = ({ exposures }: { readonly exposures: readonly Exposure[] }) => {
  const { t } = useLingui();
  const textOf = (role: string, reads: string): string =>
    role === '' ? t`A role keeps back: ${reads}` : t`${role} keeps back: ${reads}`;
  if (exposures.length === 0) return null;
  return (
    <>
      <Banner tone="warning" title={t`Some who will see this field do not see all that it is made of`}>
        <Trans>Where its values would give that away, hide the field from the role as well.</Trans>
      </Banner>
      <ul className={styles.exposures}>
        {exposures.map(({ role, reads }) => (
          <li key={role + reads.join(',')}>{textOf(role, reads.join(', '))}</li>
        ))}
      </ul>
    </>
  );
};
