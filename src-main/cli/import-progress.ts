import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { ImportStatus, RejectedRow } from '@shared/contract/exchange.contract';
import type { ImportId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { withValues } from '@shared/messages/message';
import { count } from './output';
import type { Session } from './session';
import type { Terminal } from './terminal';

const POLL_MS = 300;
const REJECTED_PAGE = 1000;

const statusLine = ({ progress, rowsRead, secondsLeft }: ImportStatus): string => {
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`;
  return `${Math.floor(progress * 100)} %  ${count(rowsRead, 'row')}${left}`;
};

const failedAfter = (failure: ImportStatus['failure'], rows: string): MessageDescriptor =>
  failure === null
    ? msg`Failed after ${rows}`
    : withValues(msg({ message: '{failure} (after {rows})' }), { failure, rows });

/** Shows progress until the import ends. Ctrl-C cancels it; what is done stays. Errors: `cancelled`, and why it failed. */
export const followImport = async (session: Session, terminal: Terminal, id: ImportId): Promise<ImportStatus> => {
  const { client } = session;
  const showing = setInterval(() => {
    // The last poll may be overtaken by the end of the engine.
    client.exchange.importStatus({ id }).then(
      (status) => terminal.status(statusLine(status)),
      () => undefined,
    );
  }, POLL_MS);
  // How it went is told by the import itself.
  session.onInterrupt(() => void client.exchange.cancelImport({ id, undo: false }).catch(() => undefined));
  try {
    const ended = await client.exchange.waitForImport({ id });
    terminal.status('');
    const rows = count(ended.rowsRead, 'row');
    if (ended.state === 'cancelled') {
      throw new AppError('cancelled', msg`Stopped after ${rows}. What was done stays; "outpost undo" takes it back.`);
    }
    if (ended.state === 'failed') throw new AppError('storage_failed', failedAfter(ended.failure, rows));
    return ended;
  } finally {
    clearInterval(showing);
  }
};

/** All rejected rows of an import. */
export const listRejected = async ({ client }: Session, id: ImportId): Promise<readonly RejectedRow[]> => {
  const rejected: RejectedRow[] = [];
  for (;;) {
    const page = await client.exchange.rejectedRows({ id, offset: rejected.length, limit: REJECTED_PAGE });
    rejected.push(...page.rows);
    if (page.rows.length === 0 || rejected.length >= page.total) return rejected;
  }
};
