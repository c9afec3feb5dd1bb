import { CornerDownRight, Ellipsis, Play, RefreshCw, UserX, X } from 'lucide-react';
import { GridListItem } from 'react-aria-components';
import type { Pick } from '#shared/contract/generate.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { readCredits } from '#shared/credits.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork, formatBpm, formatLength, KeyLabel } from '../tracks/index.ts';
import { generateFrom, leaveOutArtist, leaveOutGenre, removeRow, replaceRow } from './generate.actions.ts';
import styles from './result-list.module.css';
import { WhyChips } from './why-chips.tsx';

type ResultRowProps = { pick: Pick; track: TrackRow; place: number; onPlay: () => Promise<void> };

const mostChips = 5;

export function ResultRow({ pick, track, place, onPlay }: ResultRowProps) {
  const text = useText();
  const notation = useSettings().keyNotation;
  const name = track.title || track.fileName;
  return (
    <GridListItem id={track.id} textValue={name} className={styles.row ?? ''}>
      <span className={styles.place}>{place}</span>
      <span className={styles.art}>
        <Artwork hash={track.artworkHash} size={36} />
      </span>
      <span className={styles.names}>
        <span className={styles.title}>{name}</span>
        <span className={styles.artist}>{track.artist}</span>
      </span>
      <span className={styles.bpm}>{track.bpm === null ? '' : formatBpm(track.bpm)}</span>
      <span className={styles.key}>{track.key !== null && <KeyLabel musicKey={track.key} notation={notation} />}</span>
      <span className={styles.length}>{track.durationMs === null ? '' : formatLength(track.durationMs)}</span>
      <span className={styles.score}>
        <span className={styles.hidden}>{text('generate.scoreName')}</span>
        {Math.round(100 * pick.score)}
      </span>
      <span className={styles.actions}>
        <IconButton
          size="small"
          label={text('generate.replace', { name })}
          onPress={() => void attempt(() => replaceRow(track.id))}
        >
          <RefreshCw size={14} />
        </IconButton>
        <RowMenu track={track} name={name} onPlay={onPlay} />
      </span>
      <span className={styles.chips}>
        <WhyChips reasons={pick.reasons} most={mostChips} />
      </span>
    </GridListItem>
  );
}

function RowMenu({ track, name, onPlay }: { track: TrackRow; name: string; onPlay: () => Promise<void> }) {
  const text = useText();
  const genres = track.genre === '' ? [] : track.genre.split(/[;,/|]/).map((genre) => genre.trim());
  return (
    <Menu
      label={text('generate.actions', { name })}
      placement="bottom end"
      trigger={
        <IconButton size="small" label={text('generate.actions', { name })}>
          <Ellipsis size={14} />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Play size={14} />}
        text={text('generate.playFrom')}
        keys="Enter"
        onAction={() => void attempt(onPlay)}
      />
      <MenuItem
        icon={<CornerDownRight size={14} />}
        text={text('generate.nextSeed')}
        keys="Mod+G"
        onAction={() => void attempt(() => generateFrom(track.id))}
      />
      <MenuItem
        icon={<X size={14} />}
        text={text('generate.remove')}
        keys="Delete"
        onAction={() => removeRow(track.id)}
      />
      {readCredits(track.artist, track.title).makers.map((artist) => (
        <MenuItem
          key={artist.key}
          icon={<UserX size={14} />}
          text={text('generate.leaveOut', { name: artist.name })}
          onAction={() => void attempt(() => leaveOutArtist(artist.name))}
        />
      ))}
      {genres.filter(Boolean).map((genre) => (
        <MenuItem
          key={`genre ${genre}`}
          icon={<UserX size={14} />}
          text={text('generate.leaveOutGenre', { name: genre })}
          onAction={() => void attempt(() => leaveOutGenre(genre))}
        />
      ))}
    </Menu>
  );
}
