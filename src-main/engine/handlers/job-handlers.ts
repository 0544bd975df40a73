import { handleBackups } from '../backup/backup-jobs';
import { checkJob, repairJob } from '../doctor/doctor.job';
import { runCheckJob, runRepairJob } from '../doctor/doctor.service';
import { importArchiveJob, runImportArchiveJob } from '../exchange/archive/archive-import.job';
import { archiveJob, runArchiveJob } from '../exchange/archive/archive.job';
import { exportHistoryJob, runExportHistory } from '../exchange/export-history.job';
import { exportJob, runExportJob } from '../exchange/export.service';
import { importJob, runImportJob, saveImportState } from '../exchange/import.job';
import type { JobQueue } from '../jobs/job-queue';
import { deleteManyJob, purgeManyJob, restoreManyJob, updateManyJob } from '../records/bulk/bulk.jobs';
import { runMoveMany, runPurgeMany, runUpdateMany } from '../records/bulk/bulk.service';
import { recomputeJob, runRecompute } from '../records/computed/recompute.job';
import { mergeAllJob, scanJob } from '../records/duplicates/duplicates.jobs';
import { mergeAll } from '../records/duplicates/merge-all.service';
import { scanRecords } from '../records/duplicates/scan-records.service';
import { runUndo, undoJob } from '../records/undo/undo.job';
import type { RunScan } from '../records/duplicates/scan-thread';
import { restoreJob, runRestore } from '../records/history/restore.service';
import { numberRecordsJob, runNumberRecords } from '../records/write/number-records.job';
import type { ActionDeps } from './context';

/** Who does each kind of job, as the member who asked for it. The keepers, whose jobs follow from what others do, see to their own. */
export const handleJobs = (jobs: JobQueue, depsAs: (memberId: string | null) => ActionDeps, runScan: RunScan): void => {
  const whole = depsAs(null);
  jobs.handle(recomputeJob, (work, run) => runRecompute(whole, work, run));
  jobs.handle(numberRecordsJob, (payload, run) => runNumberRecords(whole, payload, run));
  jobs.handle(importJob, (payload, run) => runImportJob(depsAs(run.memberId), payload, run), {
    onState: saveImportState,
    topics: ['imports'],
  });
  jobs.handle(exportJob, (request, run) => runExportJob(depsAs(run.memberId), request, run));
  jobs.handle(exportHistoryJob, (request, run) => runExportHistory(depsAs(run.memberId), request, run));
  jobs.handle(archiveJob, (_payload, run) => runArchiveJob(depsAs(run.memberId), run));
  jobs.handle(importArchiveJob, (payload, run) => runImportArchiveJob(depsAs(run.memberId), payload, run));
  handleBackups({ jobs, inTransaction: whole.inTransaction }, depsAs);
  jobs.handle(checkJob, (_payload, run) => runCheckJob(depsAs(run.memberId), run));
  jobs.handle(repairJob, (_payload, run) => runRepairJob(depsAs(run.memberId), run), { topics: ['records'] });
  jobs.handle(scanJob, (payload, run) => scanRecords({ ...whole, runScan }, payload, run));
  jobs.handle(restoreJob, (request, run) => runRestore(depsAs(run.memberId), request, run));
  jobs.handle(updateManyJob, (work, run) => runUpdateMany(depsAs(run.memberId), work, run));
  jobs.handle(deleteManyJob, (work, run) => runMoveMany(depsAs(run.memberId), work, 'delete', run));
  jobs.handle(restoreManyJob, (work, run) => runMoveMany(depsAs(run.memberId), work, 'restore', run));
  jobs.handle(purgeManyJob, (work, run) => runPurgeMany(depsAs(run.memberId), work, run));
  jobs.handle(undoJob, (work, run) => runUndo(depsAs(run.memberId), work, run));
  jobs.handle(mergeAllJob, (payload, run) => mergeAll(depsAs(run.memberId), payload, run));
};
