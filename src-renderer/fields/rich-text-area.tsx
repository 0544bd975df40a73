import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import { Skeleton } from '../ui/skeleton';
import type { RichTextEditorProps } from './rich-text-editor';
import styles from './rich-text.module.css';

const LazyEditor = lazy(async () => {
  const { RichTextEditor } = await import('./rich-text-editor');
  return { default: RichTextEditor };
});

/** The editor of formatted texts, fetched when the first one is edited. */
export const RichTextArea = (props: RichTextEditorProps) => {
  const { t } = useLingui();
  return (
    <Suspense
      fallback={
        <div className={styles.loading} role="status" aria-label={t`Loading the editor`}>
          <Skeleton width="60%" />
        </div>
      }
    >
      <LazyEditor {...props} />
    </Suspense>
  );
};
