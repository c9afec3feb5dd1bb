import { Button as PlainButton } from 'react-aria-components';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Kbd } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { isPlaying, usePlayer } from '../player/index.ts';
import styles from './action-bar.module.css';
import { chosenValue } from './answer-text.ts';
import { overridesFor } from './answers.ts';
import { type Cursor, useLane } from './review.store.ts';

/** Every key of the lane as a button, and the one that accepts. */
export function ActionBar() {
  const text = useText();
  const cursor = useLane((state) => state.cursor);
  const isClickOn = useLane((state) => state.isClickOn);
  const isChordOn = useLane((state) => state.isChordOn);
  const isHeard = usePlayer((state) => state.track?.id === cursor?.id && state.part !== null && isPlaying(state));
  if (!cursor) return <div className={styles.bar} />;
  const { kind } = cursor;
  return (
    <div className={styles.bar} role="toolbar" aria-label={text('review.keys')}>
      <KeyButton id="player.toggle" keys="Space" text={text(isHeard ? 'review.stop' : 'review.listen')} />
      {kind === 'tempo' && <KeyButton id="review.click" keys="C" text={text('review.click')} isOn={isClickOn} />}
      {kind === 'key' && <KeyButton id="review.chord" keys="C" text={text('review.chord')} isOn={isChordOn} />}
      {kind === 'tempo' && (
        <>
          <KeyButton id="review.halve" keys="H" text={text('review.halve')} />
          <KeyButton id="review.double" keys="D" text={text('review.double')} />
        </>
      )}
      <KeyButton id="review.lock" keys="L" text={text('review.lock')} />
      <KeyButton id="review.next" keys="J" text={text('review.next')} />
      <KeyButton id="review.back" keys="K" text={text('review.back')} />
      <span className={styles.space} />
      <Button kind="ghost" keys="S" onPress={() => runCommand('review.skip')}>
        {text('review.skip')}
      </Button>
      <AcceptButton cursor={cursor} />
    </div>
  );
}

function AcceptButton({ cursor }: { cursor: Cursor }) {
  const text = useText();
  // The value may be a key, written as the settings say.
  useSettings();
  const draft = useLane((state) => state.draft);
  const isSending = useLane((state) => state.isSending);
  const { data: details } = useCall('review.get', { id: cursor.id });
  const value = details ? chosenValue(cursor.kind, details, draft) : null;
  const canAccept = details !== undefined && overridesFor(cursor.kind, details, draft).length > 0;
  return (
    <Button
      kind="primary"
      keys="Enter"
      isDisabled={!canAccept || isSending}
      onPress={() => runCommand('review.accept')}
    >
      {cursor.kind === 'quality'
        ? text('review.fine')
        : value === null
          ? text('review.accept')
          : text('review.acceptValue', { value })}
    </Button>
  );
}

type KeyButtonProps = { id: string; keys: string; text: string; isOn?: boolean };

function KeyButton({ id, keys, text, isOn }: KeyButtonProps) {
  return (
    <PlainButton
      className={styles.key ?? ''}
      onPress={() => runCommand(id)}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
    >
      <Kbd keys={keys} />
      <span>{text}</span>
    </PlainButton>
  );
}
