import { Fragment } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import { Button, Kbd } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { isPlaying, usePlayer } from '../player/index.ts';
import styles from './action-bar.module.css';
import { useDuplicates } from './duplicates.store.ts';
import { type DuplicateDetails, fileLetter, keptFile, letteredFiles } from './duplicates-data.ts';

/** Letters side by side; more are said by the columns. */
const shownLetters = 4;

/** Every key of the lane as a button, and the one that accepts. */
export function ActionBar({ details }: { details: DuplicateDetails }) {
  const text = useText();
  const keep = useDuplicates((state) => state.keep);
  const isSending = useDuplicates((state) => state.isSending);
  const { files } = details;
  const isHeard = usePlayer((state) => isPlaying(state) && files.some(({ track }) => track.id === state.track?.id));
  const kept = keptFile(details, keep);
  const letter = kept ? fileLetter(files.indexOf(kept)) : '';
  const lettered = files.slice(0, Math.min(letteredFiles, shownLetters));
  return (
    <div className={styles.bar} role="toolbar" aria-label={text('duplicates.keys')}>
      <KeyButton id="player.toggle" keys="Space" text={text(isHeard ? 'duplicates.switch' : 'duplicates.listen')} />
      {isHeard && <KeyButton id="duplicates.stop" keys="Shift+Space" text={text('duplicates.stop')} />}
      <span className={styles.letters}>
        {lettered.map(({ track }, index) => (
          <Fragment key={track.id}>
            <PlainButton
              className={styles.key ?? ''}
              aria-label={text('duplicates.chooseFile', { letter: fileLetter(index) })}
              onPress={() => runCommand(`duplicates.choose${index + 1}`)}
            >
              <Kbd keys={fileLetter(index)} />
            </PlainButton>
          </Fragment>
        ))}
        <span aria-hidden="true">{text('duplicates.choose')}</span>
      </span>
      <KeyButton id="duplicates.dismiss" keys="N" text={text('duplicates.dismiss')} />
      <span className={styles.space} />
      <Button kind="ghost" isDisabled={isSending} onPress={() => runCommand('duplicates.keepAll')}>
        {text('duplicates.keepAll')}
      </Button>
      <Button kind="primary" keys="Enter" isDisabled={isSending} onPress={() => runCommand('duplicates.merge')}>
        {text('duplicates.mergeNamed', { letter, count: files.length - 1 })}
      </Button>
    </div>
  );
}

function KeyButton({ id, keys, text }: { id: string; keys: string; text: string }) {
  return (
    <PlainButton className={styles.key ?? ''} onPress={() => runCommand(id)}>
      <Kbd keys={keys} />
      <span className={styles.hint}>{text}</span>
    </PlainButton>
  );
}
