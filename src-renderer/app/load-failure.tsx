import { Trans } from '@lingui/react/macro';
import type { AppError } from '@shared/errors/app-error';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import styles from './splash.module.css';

interface LoadFailureProps {
  readonly error: AppError;
  readonly onRetry: () => void;
}

/** The workspace itself could not be read. */
export const LoadFailure = ({ error, onRetry }: LoadFailureProps) => (
  <main className={styles.splash}>
    <EmptyState
      icon="warning"
      tone="danger"
      title={<Trans>The workspace could not be opened</Trans>}
      description={error.message}
      actions={
        <Button variant="primary" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      }
    />
  </main>
);
