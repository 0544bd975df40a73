import styles from './spinner.module.css';

/** The mark of a busy control. Lists and pages use skeletons instead. */
export const Spinner = () => <span className={styles.spinner} aria-hidden="true" />;
