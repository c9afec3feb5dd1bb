import { Play, SlidersHorizontal } from 'lucide-react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { playTracks } from '../player/index.ts';
import { Artwork, formatBpm, formatLength, KeyLabel } from '../tracks/index.ts';
import { selectRow } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './seed-card.module.css';

/** The track that everything here is compared with. */
export function SeedCard({ track }: { track: TrackRow }) {
  const text = useText();
  const notation = useSettings().keyNotation;
  const hasRow = useGenerate((state) => state.selectedId !== null);
  const name = track.title || track.fileName;
  return (
    <div className={styles.card}>
      <Artwork hash={track.artworkHash} size={40} />
      <div className={styles.names}>
        <span className={styles.kind}>{text('generate.seed')}</span>
        <span className={styles.title}>{name}</span>
        <span className={styles.artist}>{track.artist}</span>
      </div>
      <div className={styles.values}>
        {track.bpm !== null && <span>{formatBpm(track.bpm)}</span>}
        {track.key !== null && <KeyLabel musicKey={track.key} notation={notation} />}
        {track.durationMs !== null && <span>{formatLength(track.durationMs)}</span>}
      </div>
      <IconButton label={text('generate.play', { name })} onPress={() => void attempt(() => playTracks([track.id]))}>
        <Play size={16} />
      </IconButton>
      {hasRow && (
        <IconButton label={text('generate.showBlend')} onPress={() => selectRow(null)}>
          <SlidersHorizontal size={16} />
        </IconButton>
      )}
    </div>
  );
}
