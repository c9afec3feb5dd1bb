import { CircleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../messages/use-text.ts';
import styles from './chip.module.css';

type ChipProps = {
  /** Read by screen readers for the remove button. */
  name: string;
  children: ReactNode;
  isWrong?: boolean;
  onRemove?: () => void;
  /** The remove button is reached by Tab: where nothing else of the keyboard removes it. */
  isReachable?: boolean;
  onEdit?: () => void;
  editLabel?: string;
};

/** A term in a frame, such as a part of a query. */
export function Chip({ name, children, isWrong = false, onRemove, isReachable = false, onEdit, editLabel }: ChipProps) {
  const text = useText();
  return (
    <span className={`${styles.chip} ${isWrong ? styles.wrong : ''}`}>
      {isWrong && <CircleAlert size={14} aria-hidden="true" />}
      {onEdit ? (
        <Button className={styles.text ?? ''} aria-label={editLabel ?? name} onPress={onEdit} excludeFromTabOrder>
          {children}
        </Button>
      ) : (
        <span className={styles.text}>{children}</span>
      )}
      {onRemove && (
        <Button
          className={styles.remove ?? ''}
          aria-label={text('ui.remove', { name })}
          onPress={onRemove}
          excludeFromTabOrder={!isReachable}
        >
          <X size={12} aria-hidden="true" />
        </Button>
      )}
    </span>
  );
}

/** A small label with a meaning: a state, a count of what is selected. */
export function Tag({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'accent' | 'ok' | 'warn' | 'error';
  children: ReactNode;
}) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
