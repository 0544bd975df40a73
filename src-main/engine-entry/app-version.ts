import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The version in package.json, which stands two folders above the built entries, also inside an installer. */
export const readAppVersion = (entriesDir: string): string => {
  const file = path.join(entriesDir, '../../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(file, 'utf8'))).version;
};
