import { Trans } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button';
import styles from './error-boundary.module.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** A new value gives the children another chance: the address, for a page. */
  readonly resetKey: string;
}

interface ErrorBoundaryState {
  readonly error: unknown;
  readonly hasFailed: boolean;
  readonly resetKey: string;
}

/** Keeps a failure inside the panel where it happened. React offers this only to classes. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { error: undefined, hasFailed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error, hasFailed: true };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: undefined, hasFailed: false, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error, hasFailed } = this.state;
    if (!hasFailed) return this.props.children;
    return (
      <section className={styles.failure} role="alert">
        <h2>
          <Trans>This page could not be shown</Trans>
        </h2>
        <p>
          <Trans>Your records are safe. Try again, or go to another page.</Trans>
        </p>
        <pre>{error instanceof Error ? error.message : String(error)}</pre>
        <Button variant="primary" onClick={() => this.setState({ error: undefined, hasFailed: false })}>
          <Trans>Try again</Trans>
        </Button>
      </section>
    );
  }
}
