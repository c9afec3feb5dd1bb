import styles from './kbd.module.css';
import { keyNames } from './key-names.ts';

type KbdProps = { keys: string; className?: string | undefined };

/** A shortcut, one frame for each key. Screen readers hear it from the control's own shortcut, so it is hidden there. */
export function Kbd({ keys, className }: KbdProps) {
  return (
    <span className={[styles.keys, className].join(' ')} aria-hidden="true">
      {keyNames(keys).map((name) => (
        <kbd key={name} className={styles.key}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
