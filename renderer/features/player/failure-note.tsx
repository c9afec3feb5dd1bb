import { CircleAlert } from 'lucide-react';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import styles from './failure-note.module.css';
import { playNext, togglePlayback } from './player.actions.ts';
import { usePlayer } from './player.store.ts';

/** Why the track does not play, and what can be done. */
export function FailureNote() {
  const text = useText();
  const failure = usePlayer((state) => state.failure) ?? 'unreachable';
  return (
    <div className={styles.note} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <span className={styles.reason}>{text(`player.failed.${failure}`)}</span>
      <Button size="small" onPress={() => void togglePlayback()}>
        {text('player.tryAgain')}
      </Button>
      <Button size="small" kind="ghost" onPress={() => void playNext()}>
        {text('player.next')}
      </Button>
    </div>
  );
}
