/**
 * The Content-Security-Policy of every page that shows Outpost: nothing but its own files, no inline script, no other
 * origin. Inline style attributes stay allowed, since positioned elements (menus, virtual rows) are placed with them.
 */
export const contentPolicy = (connectTo: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
