import { FileText } from 'lucide-react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { openCueDialog } from './cue.store.ts';
import styles from './track-sheets.module.css';

/** CUE sheets that belong to a track: inside of its file or beside it. Nothing where there are none. */
export function TrackSheets({ trackId }: { trackId: TrackId }) {
  const text = useText();
  const { data: sheets = [] } = useCall('cue.ofTrack', { trackId });
  if (sheets.length === 0) return null;
  return (
    <section className={styles.sheets} aria-label={text('cue.ofTrack')}>
      <h3>{text('cue.ofTrack')}</h3>
      <ul>
        {sheets.map(({ place, name, trackCount }) => (
          <li key={`${place} ${name}`}>
            <Button
              size="small"
              icon={<FileText size={14} />}
              onPress={() => openCueDialog('open', { type: 'track', trackId, place, name })}
            >
              {text(`cue.place.${place}`, { name })}
            </Button>
            <span>{text('cue.placeTracks', { count: trackCount })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
