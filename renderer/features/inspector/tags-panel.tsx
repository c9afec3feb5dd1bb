import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { TrackTagEditor } from '../tags/index.ts';
import styles from './tags-panel.module.css';

/** Every tag of the track, to look at and to change. */
export function TagsPanel({ track }: { track: TrackDetail }) {
  return (
    <>
      <h2 className={styles.heading}>{track.title || track.fileName}</h2>
      <TrackTagEditor id={track.id} modifiedAt={track.modifiedAt} />
    </>
  );
}
