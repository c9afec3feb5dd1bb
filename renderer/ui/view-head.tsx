import type { ReactNode } from 'react';
import styles from './view-head.module.css';

type ViewHeadProps = {
  title: string;
  /** Stands in place of the title while it is typed into. */
  titleField?: ReactNode;
  /** Places beside this one: ViewTabs. */
  tabs?: ReactNode;
  /** What the view holds, in a few words. */
  summary?: ReactNode;
  /** What can be done in the view, at the right. */
  children?: ReactNode;
};

/** The bar on top of a view. */
export function ViewHead({ title, titleField, tabs, summary, children }: ViewHeadProps) {
  return (
    <header className={styles.head}>
      {titleField || <h1 className={styles.title}>{title}</h1>}
      {tabs}
      {summary && <span className={styles.summary}>{summary}</span>}
      <span className={styles.space} />
      {children}
    </header>
  );
}
