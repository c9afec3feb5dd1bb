import type { Mark } from './marks.ts';
import styles from './track-grid.module.css';

type MarkedTextProps = {
  text: string;
  /** Stands where there is no text. */
  missing?: string;
  mark: Mark | undefined;
};

/** A text of a cell; what the lint means is underlined, and said on hover. */
export function MarkedText({ text, missing = '', mark }: MarkedTextProps) {
  const shown = text === '' ? missing : text;
  if (!mark || mark.severity === 'note') {
    return <span className={text === '' ? `${styles.text} ${styles.quiet}` : styles.text}>{shown}</span>;
  }
  const [from, to] = text === '' ? [0, shown.length] : (mark.span ?? [0, shown.length]);
  return (
    <span className={styles.text} title={mark.text}>
      {shown.slice(0, from)}
      <span className={styles.marked} data-severity={mark.severity}>
        {shown.slice(from, to)}
      </span>
      {shown.slice(to)}
    </span>
  );
}
