import type { EngineClient } from '@shared/contract/index';
import { planFromPreview } from '@shared/domain/import-plan';
import { stagePath } from '../../src-main/engine-entry/staged-files';

export const importFile = async (
  client: EngineClient,
  stagingDir: string,
  file: string,
  object: string,
): Promise<number> => {
  const staged = await stagePath(stagingDir, file);
  const preview = await client.exchange.preview({ file: staged.file, object });
  const plan = planFromPreview(preview, { object, createFields: false });
  const start = performance.now();
  const { id } = await client.exchange.startImport(plan);
  const done = await client.exchange.waitForImport({ id });
  if (done.state !== 'done' || done.rejectedCount > 0)
    throw new Error(`The import ended ${done.state}, ${done.rejectedCount} rejected`);
  return performance.now() - start;
};
