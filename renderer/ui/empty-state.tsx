import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

type EmptyStateProps = {
  icon?: ReactNode;
  /** One sentence. */
  text: ReactNode;
  /** Then one action. */
  action?: ReactNode;
};

export function EmptyState({ icon, text, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  );
}
