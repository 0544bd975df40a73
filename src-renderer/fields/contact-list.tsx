import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { useLingui } from '@lingui/react/macro';
import { Chip } from '../ui/chip';
import styles from './field-display.module.css';

export type ContactType = 'emails' | 'phones' | 'links' | 'array';

const phoneTexts = new Map<string, string>();

/** "+47 21 55 01 18"; what is no number is shown as it is. */
export const formatPhone = (phone: string): string => {
  const known = phoneTexts.get(phone);
  if (known !== undefined) return known;
  const text = parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
  // Scrolling a large list must not keep every number it passed.
  if (phoneTexts.size > 5000) phoneTexts.clear();
  phoneTexts.set(phone, text);
  return text;
};

/** "fjordgate.example/about": an address without what every address has. */
export const formatLink = (link: string): string => link.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');

export const contactText = (type: ContactType, value: string): string => {
  if (type === 'phones') return formatPhone(value);
  return type === 'links' ? formatLink(value) : value;
};

/** Where a stored link leads; undefined for what is no web address, which stays text and must not become a script. */
export const linkHref = (link: string): string | undefined => {
  if (/^https?:\/\//i.test(link)) return link;
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#].*)?$/u.test(link) ? `https://${link}` : undefined;
};

const hrefOf = (type: ContactType, value: string): string | undefined => {
  if (type === 'emails') return `mailto:${value}`;
  if (type === 'array') return undefined;
  if (type === 'phones') return `tel:${value.replace(/[^\d+]/g, '')}`;
  return linkHref(value);
};

interface ContactListProps {
  readonly type: ContactType;
  readonly values: readonly string[];
  readonly variant: 'cell' | 'panel';
}

/** Addresses, numbers or links: the primary and a count in a cell, all of them in a panel. */
export const ContactList = ({ type, values, variant }: ContactListProps) => {
  const { t } = useLingui();
  if (variant === 'panel') {
    return (
      <span className={styles.column}>
        {values.map((value) => {
          const href = hrefOf(type, value);
          const text = <bdi className={styles.text}>{contactText(type, value)}</bdi>;
          return href === undefined ? (
            <span key={value} className={styles.text}>
              {text}
            </span>
          ) : (
            <a
              key={value}
              className={styles.link}
              href={href}
              target="_blank"
              rel="noreferrer noopener"
              onClick={(event) => event.stopPropagation()}
            >
              {text}
            </a>
          );
        })}
      </span>
    );
  }
  const [first = '', ...rest] = values;
  const all = values.map((value) => contactText(type, value)).join('\n');
  return (
    <span className={styles.chips} title={rest.length > 0 ? all : undefined}>
      {type === 'phones' ? (
        <bdi className={styles.number}>{contactText(type, first)}</bdi>
      ) : (
        <Chip variant="value">
          <bdi>{contactText(type, first)}</bdi>
        </Chip>
      )}
      {rest.length > 0 && (
        <Chip variant="more" aria-label={t`and ${rest.length} more`}>
          +{rest.length}
        </Chip>
      )}
    </span>
  );
};
