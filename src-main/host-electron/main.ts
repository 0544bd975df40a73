import { parseArgs } from 'node:util';
import { app } from 'electron';
import { workspaceFolder } from '../engine-entry/workspace-location';
import { declareAppScheme } from './app-protocol';
import { runElectronHost } from './electron-host';

// Chromium has arguments of its own, so unknown ones are let through.
const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { workspace: { type: 'string' } },
  strict: false,
  allowPositionals: true,
});
const asked = typeof values.workspace === 'string' ? values.workspace : undefined;

// One window on one workspace: a second start only brings the first to the front.
if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  declareAppScheme();
  void runElectronHost({ entriesDir: import.meta.dirname, workspaceDir: workspaceFolder(asked) });
} else app.quit();
