import { z } from 'zod';
import { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { noteUnlogged } from '../change-log/unlogged';
import type { Clock } from '../kernel/ports';
import type { ReadDb, WriteDb } from '../storage/db';
import { findFirstMemberName } from '../schema/members.sql';
import { findSetting, saveSetting } from '../storage/setting.sql';

const KEY = 'workspace';

const { shape } = WorkspaceSettings;

/** What is kept; a setting that a person has not made, or that is newer than the workspace, has its default. */
const Stored = z.object({
  name: shape.name.default(''),
  ownerName: shape.ownerName.default(''),
  locale: shape.locale.default('en'),
  timeZone: shape.timeZone.default('UTC'),
  currency: shape.currency.default('EUR'),
  phoneRegion: shape.phoneRegion.default('US'),
});

/** What a workspace uses until a person says otherwise. */
export const DEFAULT_SETTINGS: WorkspaceSettings = Stored.parse({});

/** The settings kept, over the defaults. */
export const readSettings = (db: ReadDb): WorkspaceSettings => {
  const text = findSetting(db, KEY);
  const stored = text === undefined ? DEFAULT_SETTINGS : Stored.parse(JSON.parse(text));
  // The owner is a member, and is called what the member is called.
  return { ...stored, ownerName: findFirstMemberName(db) ?? stored.ownerName };
};

/** Keeps all settings; the caller has merged them. */
export const writeSettings = (deps: { readonly clock: Clock }, db: WriteDb, settings: WorkspaceSettings): void => {
  const value = JSON.stringify(settings);
  saveSetting(db, KEY, value);
  noteUnlogged(db, deps.clock.nowMs(), { kind: 'setting', key: KEY, value });
};
