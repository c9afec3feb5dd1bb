import type { RoyaltyOverview } from '#shared/contract/royalties.ts';
import { mediaUrl } from '../../api/media.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './royalties.module.css';
import { groupedNumber } from './royalty-text.ts';

/** What was streamed most in the period. */
export function StreamList({ streams }: { streams: RoyaltyOverview['streams'] }) {
  const text = useText();
  const most = Math.max(1, ...streams.tracks.map((track) => track.streams));
  return (
    <section className={styles.streams} aria-label={text('royalties.streams')}>
      <h2>{text('royalties.streams')}</h2>
      <ul>
        {streams.tracks.map(({ recordingId, title, artworkHash, streams: count }) => (
          <li key={recordingId}>
            {artworkHash === null ? (
              <span className={styles.cover} />
            ) : (
              <img className={styles.cover} src={mediaUrl(`/artwork/${artworkHash.slice(0, 32)}`)} alt="" />
            )}
            <span className={styles.streamTitle} title={title}>
              {title}
            </span>
            <span className={styles.meter} aria-hidden="true">
              <span style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span>{groupedNumber(count)}</span>
          </li>
        ))}
      </ul>
      <p>{text('royalties.fromStatements', { count: streams.statementCount })}</p>
    </section>
  );
}
