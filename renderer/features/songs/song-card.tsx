import { GripVertical, MessageSquare, TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { SongRow } from '#shared/contract/songs.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Faces } from '../../ui/index.ts';
import { formatSongDay } from './format-day.ts';
import { PackTag } from './pack-tag.tsx';
import styles from './song-card.module.css';

/** A song on the board. A long title takes the artist's line as well, so that none is cut beside the inspector. */
export function SongCard({ song }: { song: SongRow }) {
  const text = useText();
  const { data: running } = useCall('time.running', {});
  const isTimed = running?.entry?.songId === song.id;
  const isUnderWay = song.status === 'inProgress';
  const note = footOf(song, text);
  return (
    <>
      <span className={styles.top}>
        <span className={styles.words} title={`${song.title}, ${song.artist}`}>
          <b className={styles.title}>{song.title}</b>
          <span className={styles.artist}>{song.artist}</span>
        </span>
        {isTimed && <i className={styles.live} role="img" aria-label={text('songs.timerRuns')} />}
        {song.isLate && <TriangleAlert size={13} className={styles.late} role="img" aria-label={text('songs.late')} />}
        {song.commentCount > 0 && (
          <MessageSquare
            size={13}
            className={styles.comments}
            role="img"
            aria-label={text('songs.comments', { count: song.commentCount })}
          />
        )}
        <Button slot="drag" className={styles.grip ?? ''} aria-label={text('songs.drag', { title: song.title })}>
          <GripVertical size={14} />
        </Button>
      </span>
      {song.packName !== '' && <PackTag name={song.packName} colour={song.packColour} />}
      {isUnderWay && <StepStrip steps={song.steps} />}
      <span className={styles.foot}>
        <span className={song.percent === 100 && isUnderWay ? styles.done : styles.note}>{note}</span>
        {song.due !== '' && <span className={song.isLate ? styles.late : styles.due}>{formatSongDay(song.due)}</span>}
        {song.faces.length > 0 && <Faces names={song.faces.slice(0, 2).map(({ name }) => name)} />}
      </span>
    </>
  );
}

/** Done steps grey, the next one in the accent, the rest a line. */
export function StepStrip({ steps }: { steps: SongRow['steps'] }) {
  const text = useText();
  const done = steps.filter((step) => step === 'done').length;
  if (steps.length === 0) return null;
  return (
    <span
      className={styles.strip}
      role="img"
      aria-label={text('songs.stepsDone', { done, count: steps.length })}
      style={{ '--step-gap': steps.length > 14 ? '1px' : '2px' } as React.CSSProperties}
    >
      {steps
        .map((state, place) => ({ state, place }))
        .map(({ state, place }) => (
          <i key={place} data-state={state} />
        ))}
    </span>
  );
}

/** From so many days on, a card says how long nothing happened. */
const agedAfterDays = 30;

/** What is next, in a few words. */
function footOf(song: SongRow, text: Text): string {
  if (song.status === 'released') return song.releasedAt === null ? '' : formatSongDay(song.releasedAt);
  if (song.status === 'inProgress') {
    if (song.percent === 100) return text('songs.allDone');
    if ((song.stuckDays ?? 0) >= agedAfterDays)
      return text('songs.stuck', { days: song.stuckDays, step: song.nextStep });
    return song.nextStep;
  }
  if (song.isOptional) return text('songs.optional');
  const [firstLine = ''] = song.note.split('\n');
  if (firstLine !== '') return firstLine;
  return song.linkCount > 0 ? text('songs.links', { count: song.linkCount }) : song.nextStep;
}
