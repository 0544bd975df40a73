const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);
// oxlint-disable-next-line no-control-regex -- exactly those are looked for
const NOTHING = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029]+/g;
const MAX_ADDRESS = 2000;
const ESCAPES: Readonly<Record<string, string>> = {
  '(': '%28',
  ')': '%29',
  '<': '%3C',
  '>': '%3E',
  '\\': '%5C',
  '"': '%22',
};

/** Where a link may lead: web pages, mail and phone; "acme.example" becomes a web page. Undefined for all else, above all for what runs code. */
export const cleanLinkAddress = (text: string): string | undefined => {
  // Browsers leave control characters and spaces out before they look for a scheme.
  const bare = text.replace(NOTHING, '').toWellFormed().normalize('NFC');
  if (bare === '' || bare.length > MAX_ADDRESS) return undefined;
  const scheme = SCHEME.exec(bare)?.[1]?.toLowerCase();
  const isHost = scheme !== undefined && (scheme.includes('.') || /^[^:]+:\d/.test(bare)) && !ALLOWED.has(scheme);
  if (scheme !== undefined && !isHost && !ALLOWED.has(scheme)) return undefined;
  const whole =
    scheme !== undefined && !isHost
      ? bare
      : /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u.test(bare)
        ? `https://${bare}`
        : undefined;
  return whole?.replace(/[()<>\\"]/g, (char) => ESCAPES[char] ?? char);
};
