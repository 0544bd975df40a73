/** Hosts at which people have mailboxes, pages or profiles that tell nothing of a company. */
const SHARED_HOSTS = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com
   gmx.de gmx.net gmx.at web.de t-online.de freenet.de mail.ru yandex.ru yandex.com qq.com 163.com 126.com orange.fr wanadoo.fr free.fr laposte.net
   libero.it virgilio.it hotmail.co.uk yahoo.co.uk btinternet.com comcast.net verizon.net sky.com zoho.com fastmail.com hey.com telia.com online.no
   linkedin.com facebook.com twitter.com x.com instagram.com youtube.com tiktok.com github.com xing.com medium.com wikipedia.org crunchbase.com
   google.com maps.google.com goo.gl bit.ly linktr.ee wordpress.com blogspot.com sites.google.com wixsite.com angel.co pinterest.com vimeo.com t.me wa.me`.split(
    /\s+/,
  ),
);

/** Mailboxes that several people read. */
const ROLES = new Set(
  `info sales office contact kontakt mail email hello hi support service admin administration billing accounts accounting invoice invoices rechnung
   buchhaltung marketing team jobs hr careers press media webmaster postmaster noreply no-reply donotreply help helpdesk enquiries inquiries reception
   empfang post post@ order orders purchasing einkauf vertrieb verkauf finance legal privacy security abuse general all staff`.split(
    /\s+/,
  ),
);

/** Whether a host is one person's or company's own. */
export const isSharedHost = (host: string): boolean => {
  if (SHARED_HOSTS.has(host)) return true;
  const dot = host.indexOf('.');
  return dot > 0 && SHARED_HOSTS.has(host.slice(dot + 1));
};

/** Whether nobody in particular reads the mailbox. Takes a normalised address. */
export const isRoleAddress = (email: string): boolean => ROLES.has(email.slice(0, email.lastIndexOf('@')));

/**
 * An address as the mailbox it leads to: lower case, without what stands behind a plus sign, and at Google without dots. Takes lower-case addresses.
 */
export const mailboxOf = (email: string): string => {
  const at = email.lastIndexOf('@');
  const host = email.slice(at + 1) === 'googlemail.com' ? 'gmail.com' : email.slice(at + 1);
  const plus = email.indexOf('+');
  const local = email.slice(0, plus > 0 && plus < at ? plus : at);
  return `${host === 'gmail.com' ? local.replaceAll('.', '') : local}@${host}`;
};

/** So many last digits tell a number, however its beginning was written; Norway and Denmark have no more. */
const TELLING_DIGITS = 8;
const LEAST_DIGITS = 7;

/** The end of a phone number, extension left out; undefined for what is too short to tell one. */
export const phoneEnd = (phone: string): string | undefined => {
  const digits = phone.replace(/\s*(?:ext|x)\.?\s*\d+$/i, '').replace(/\D/g, '');
  return digits.length < LEAST_DIGITS ? undefined : digits.slice(-TELLING_DIGITS);
};

/** A link without scheme, "www.", query and closing slash. */
export const linkKey = (link: string): string =>
  link
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
