import { useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork, formatLength } from '../tracks/index.ts';
import styles from './dialogs.module.css';
import { useTrackResults } from './track-results.tsx';
import { chooseMix } from './tracklists.actions.ts';
import { closeDialog, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

/** The recording a list is about: the likely ones, or any the library finds. */
export function MixDialog({ details }: { details: TracklistDetails }) {
  const text = useText();
  const isOpen = useTracklists((state) => state.dialog === 'mix');
  const [words, setWords] = useState('');
  const { data: likely = [] } = useCall('tracklists.mixCandidates', { id: details.id }, { enabled: isOpen });
  const found = useTrackResults('tracklist mix', isOpen ? words : '');
  const shown: { track: TrackRow; score: number | null }[] =
    words.trim() === '' ? likely : found.map((track) => ({ track, score: null }));
  const close = () => {
    setWords('');
    closeDialog();
  };
  const choose = (track: TrackRow | null) => {
    setWords('');
    void attempt(() => chooseMix(details.id, track && { id: track.id, title: track.title || track.fileName }));
  };
  return (
    <Dialog
      title={text('tracklists.chooseMix')}
      isOpen={isOpen}
      onClose={close}
      footer={
        <Button isDisabled={details.mix === null} onPress={() => choose(null)}>
          {text('tracklists.mixNone')}
        </Button>
      }
    >
      <Field
        label={text('tracklists.mixSearch')}
        hint={text('tracklists.mixHint')}
        value={words}
        autoFocus
        onChange={setWords}
      />
      <ul className={styles.mixes} aria-label={text('tracklists.chooseMix')}>
        {shown.map(({ track, score }) => (
          <li key={track.id}>
            <button type="button" aria-pressed={track.id === details.mix?.id} onClick={() => choose(track)}>
              <Artwork hash={track.artworkHash} size={20} />
              <span className={styles.grow}>
                {track.title || track.fileName}
                <span className={styles.quiet}> {track.artist}</span>
              </span>
              <span className={styles.quiet}>{track.durationMs === null ? '' : formatLength(track.durationMs)}</span>
              <span className={styles.quiet}>
                {score === null ? '' : text('tracklists.mixScore', { percent: Math.round(score * 100) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {words !== '' && shown.length === 0 && <p className={styles.quiet}>{text('tracklists.searchNothing')}</p>}
    </Dialog>
  );
}
