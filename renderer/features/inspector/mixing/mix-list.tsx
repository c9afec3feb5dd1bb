import { Play, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { MixableTrack, TrackDetail, TrackRow } from '#shared/contract/library/tracks.ts';
import type { KeyNotation } from '#shared/music-key.ts';
import { useCall } from '../../../api/query.ts';
import { useText } from '../../../messages/use-text.ts';
import { Button, IconButton, Segmented } from '../../../ui/index.ts';
import { attempt } from '../../commands/index.ts';
import { generateFrom } from '../../generate/index.ts';
import { playTracks } from '../../player/index.ts';
import { changeSelection, formatBpm, formatPercent, KeyLabel, selectTracks } from '../../tracks/index.ts';
import { mixChips } from './mix-chips.ts';
import styles from './mix-list.module.css';

type MixListProps = { track: TrackDetail; notation: KeyNotation };
type Kind = 'mixes' | 'similar';

const fewTracks = 4;
const manyTracks = 30;

/** Tracks that mix with one, with why, or that sound like it. */
export function MixList({ track, notation }: MixListProps) {
  const text = useText();
  const [kind, setKind] = useState<Kind>('mixes');
  const [showsAll, setShowsAll] = useState(false);
  const mixing = useCall(
    'tracks.compatible',
    { id: track.id, limit: manyTracks },
    { enabled: kind === 'mixes', keepsPrevious: true },
  ).data;
  const similar = useCall(
    'tracks.similar',
    { id: track.id, count: manyTracks },
    { enabled: kind === 'similar', keepsPrevious: true },
  ).data;
  const entries = kind === 'mixes' ? mixing : similar;
  const count = entries?.length ?? 0;
  return (
    <div className={styles.list}>
      <Segmented<Kind>
        label={text('inspector.mix.kind')}
        value={kind}
        options={[
          { value: 'mixes', text: text('inspector.mix.tracks') },
          { value: 'similar', text: text('inspector.mix.similar') },
        ]}
        onChange={setKind}
      />
      {entries && count === 0 && (
        <p className={styles.empty}>{text(kind === 'mixes' ? 'inspector.mix.noTracks' : 'inspector.mix.noSimilar')}</p>
      )}
      <ul aria-label={text(kind === 'mixes' ? 'inspector.mix.tracks' : 'inspector.mix.similar')}>
        {kind === 'mixes'
          ? mixing?.slice(0, showsAll ? manyTracks : fewTracks).map((entry) => (
              <Entry key={entry.track.id} track={entry.track} notation={notation}>
                <MixReasons entry={entry} />
              </Entry>
            ))
          : similar?.slice(0, showsAll ? manyTracks : fewTracks).map((entry) => (
              <Entry key={entry.track.id} track={entry.track} notation={notation}>
                <span className={styles.chip}>
                  {text('inspector.mix.likeness', { share: formatPercent(entry.likeness) })}
                </span>
              </Entry>
            ))}
      </ul>
      {count > fewTracks && (
        <Button kind="link" size="small" onPress={() => setShowsAll(!showsAll)}>
          {showsAll ? text('inspector.mix.fewer') : text('inspector.mix.more', { count: count - fewTracks })}
        </Button>
      )}
      <Button kind="link" size="small" onPress={() => void attempt(() => generateFrom(track.id))}>
        {text('generate.fromSelection')}
      </Button>
    </div>
  );
}

function MixReasons({ entry }: { entry: MixableTrack }) {
  const text = useText();
  return mixChips(entry, text).map(({ text: words, isBad }) => (
    <span key={words} className={isBad ? `${styles.chip} ${styles.bad}` : styles.chip}>
      {isBad && <TriangleAlert size={11} aria-hidden="true" />}
      {words}
    </span>
  ));
}

type EntryProps = { track: TrackRow; notation: KeyNotation; children: ReactNode };

/** A click on the name shows the track here; the button beside it plays. */
function Entry({ track, notation, children }: EntryProps) {
  const text = useText();
  const name = track.title || track.fileName;
  return (
    <li className={styles.entry}>
      <IconButton
        size="small"
        label={text('inspector.mix.play', { name })}
        onPress={() => void attempt(() => playTracks([track.id]))}
      >
        <Play size={12} fill="currentColor" />
      </IconButton>
      <button
        type="button"
        className={styles.name}
        onClick={() => changeSelection(() => selectTracks([track.id], null))}
      >
        <span className={styles.title}>{name}</span>
        <span className={styles.artist}>{track.artist}</span>
      </button>
      <span className={styles.values}>
        {track.bpm !== null && <span>{formatBpm(track.bpm)}</span>}
        {track.key !== null && <KeyLabel musicKey={track.key} notation={notation} />}
      </span>
      <span className={styles.reasons}>{children}</span>
    </li>
  );
}
