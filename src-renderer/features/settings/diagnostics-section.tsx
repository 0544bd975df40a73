import { HealthGroup } from './health-group';
import { MetricsGroup } from './metrics-group';
import { SlowListsGroup } from './slow-lists-group';
import styles from './settings-page.module.css';

/** Is the workspace sound, and is it fast. */
export const DiagnosticsSection = () => (
  <div className={styles.form}>
    <HealthGroup />
    <SlowListsGroup />
    <MetricsGroup />
  </div>
);
