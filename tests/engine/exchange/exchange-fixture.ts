import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import { StagedFileId } from '@shared/domain/ids';
import { planFromPreview, type PlanChoices } from '@shared/domain/import-plan';
import { stagedNoteName } from '@shared/domain/staged-file';
import type { Row } from '@shared/domain/values';
import type { TestEngine } from '../../helpers/test-engine';

export const fixturePath = (name: string): string => path.join(import.meta.dirname, '../../fixtures/exchange', name);

/** Puts a file where a host would. */
export const stage = ({ engine }: TestEngine, content: string | Uint8Array, fileName = 'in.csv') => {
  const file = StagedFileId.parse(randomUUID());
  fs.writeFileSync(path.join(engine.stagingDir, stagedNoteName(file)), JSON.stringify({ fileName }));
  fs.writeFileSync(path.join(engine.stagingDir, file), content);
  return file;
};

export const stageFixture = (engine: TestEngine, name: string) =>
  stage(engine, fs.readFileSync(fixturePath(name)), name);

export const planFor = async (
  test: TestEngine,
  file: StagedFileId,
  choices: Partial<PlanChoices> & { readonly object: string },
) => {
  const preview = await test.client.exchange.preview({ file, object: choices.object });
  return planFromPreview(preview, { createFields: true, ...choices });
};

/** Imports a staged file as the command line does. */
export const importFile = async (
  test: TestEngine,
  file: StagedFileId,
  choices: Partial<PlanChoices> & { readonly object: string },
): Promise<ImportStatus> => {
  const started = await test.client.exchange.startImport(await planFor(test, file, choices));
  return test.client.exchange.waitForImport({ id: started.id });
};

/** All live records of an object. */
export const allRows = async ({ client }: TestEngine, object: string): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.records.query({ object, page: { limit: 100, ...(cursor ? { cursor } : {}) } });
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
};

export const readExport = ({ engine }: TestEngine, file: string): string =>
  fs.readFileSync(path.join(engine.stagingDir, file), 'utf8');
