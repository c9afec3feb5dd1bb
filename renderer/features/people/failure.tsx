import { CircleX } from 'lucide-react';
import styles from './people-view.module.css';

/** Why a dialog could not do what it was asked for; stands there until that is tried again. */
export function Failure({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text !== null && (
        <p className={styles.failure}>
          <CircleX size={14} aria-hidden="true" />
          {text}
        </p>
      )}
    </div>
  );
}
