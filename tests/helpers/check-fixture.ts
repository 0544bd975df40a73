import type { DoctorReport } from '@shared/contract/workspace.contract';
import { checkWorkspace } from '@main/engine/doctor/check-workspace';
import { nextTurn } from '@main/engine/kernel/next-turn';
import type { writeFixture } from './write-fixture';

/** What the doctor finds in a fixture, which has no files and fewer indexes than a workspace. */
export const checkFixture = ({
  deps,
  db,
}: Pick<ReturnType<typeof writeFixture>, 'deps' | 'db'>): Promise<DoctorReport> =>
  checkWorkspace({ schema: deps.schema, paths: { files: '/nowhere' }, expected: [] }, db, {
    progress: () => undefined,
    pause: nextTurn,
    signal: undefined,
  });
