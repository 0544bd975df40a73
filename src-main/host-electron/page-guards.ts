import { app, session, type WebContents } from 'electron';
import { isAppUrl } from './app-protocol';

const guard = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
};

/** What the page asks of Chromium and may have: to write to the clipboard when a person copies. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** A page may show the app and nothing else: no other address, no second window, no camera. */
export const guardPages = (): void => {
  app.on('web-contents-created', (_event, contents) => guard(contents));
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(GRANTED.has(permission)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
};
