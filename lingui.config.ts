import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  // Without line numbers a change of code that changes no message leaves the catalogue as it is.
  format: formatter({ lineNumbers: false }),
  catalogs: [{ path: 'src-renderer/locales/{locale}', include: ['src-shared', 'src-main', 'src-renderer'] }],
});
