import { Button } from 'react-aria-components';
import type { SongComment } from '#shared/contract/comments.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { seekTo, usePlayer } from '../player/index.ts';
import { formatPosition } from '../tracks/index.ts';
import styles from './comment-marks.module.css';

type MarksProps = {
  comments: readonly SongComment[];
  durationMs: number;
  onGo: (positionMs: number) => void;
};

/** Comments over a waveform, each a button at its place that goes there. */
export function CommentMarkList({ comments, durationMs, onGo }: MarksProps) {
  const text = useText();
  const placed = comments.filter(({ atMs }) => atMs !== null && durationMs > 0);
  if (placed.length === 0) return null;
  return (
    <ul className={styles.marks} aria-label={text('versions.marks')}>
      {placed.map(({ id, atMs, text: said, person, isResolved }) => (
        <li key={id} style={{ left: `${(Math.min(atMs ?? 0, durationMs) / durationMs) * 100}%` }}>
          <Button
            className={styles.mark ?? ''}
            data-resolved={isResolved || undefined}
            aria-label={text('versions.mark', {
              at: formatPosition(atMs ?? 0),
              person: person?.name ?? '',
              said: said.slice(0, 120),
            })}
            onPress={() => onGo(atMs ?? 0)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Comments on what plays, over the player's waveform. */
export function PlayerComments() {
  const trackId = usePlayer((state) => state.track?.id);
  const durationMs = usePlayer((state) => state.durationMs);
  const { data = [] } = useCall('comments.ofTrack', { trackId: trackId! }, { enabled: trackId !== undefined });
  return <CommentMarkList comments={data} durationMs={durationMs} onGo={seekTo} />;
}
