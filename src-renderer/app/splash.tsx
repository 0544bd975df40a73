import type { ReactNode } from 'react';
import styles from './splash.module.css';

/** The window before the first answer of the engine: nothing for the first moment, then a word. */
export const Splash = ({ children }: { readonly children?: ReactNode }) => (
  <main className={styles.splash} aria-busy="true">
    <p className={styles.text} role="status">
      {children}
    </p>
  </main>
);
