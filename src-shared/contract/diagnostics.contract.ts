import { z } from 'zod';
import { action, Nothing } from './procedure';
import { DoctorReport } from './workspace.contract';

export const RepairReport = z.object({
  /** What the check found afterwards: what could not be mended, or was never derived. */
  report: DoctorReport,
  mended: DoctorReport.shape.findings,
  /** Folder with the copy of the database before the repair and files that were set aside; null where nothing was changed. */
  folder: z.string().nullable(),
});
export type RepairReport = Readonly<z.infer<typeof RepairReport>>;

/** Is the workspace sound, and is it fast. */
export const diagnosticsContract = {
  /**
   * Checks the workspace, copies its database aside and makes anew what is derived and wrong; what people wrote is never changed. Leaving the call cancels it
   * between two steps. Errors: `forbidden`; `cancelled`; `storage_failed` when the copy cannot be written, nothing being changed then.
   */
  repair: action({ input: Nothing, output: RepairReport }),
};
