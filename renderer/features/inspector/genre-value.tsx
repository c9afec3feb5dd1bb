import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { editTag } from '../tags/index.ts';
import { formatPercent } from '../tracks/index.ts';
import { EditPopover } from './edit/edit-popover.tsx';
import { GenreEditor } from './edit/genre-editor.tsx';
import styles from './genre-value.module.css';
import { offeredGenre } from './track-state.ts';

type GenreValueProps = { track: TrackDetail; analysis: TrackAnalysis | null };

/** The genre, and below it the one that analysis would choose from the user's own. */
export function GenreValue({ track, analysis }: GenreValueProps) {
  const text = useText();
  const name = text('inspector.tag.genre');
  const offered = analysis ? offeredGenre(track, analysis) : null;
  const targets = async () => [track.id];
  return (
    <>
      <EditPopover
        name={name}
        spoken={track.genre || text('inspector.none')}
        isLocked={false}
        editor={(close) => <GenreEditor targets={targets} genre={track.genre} close={close} />}
      >
        <span className={styles.genre}>{track.genre || text('inspector.none')}</span>
      </EditPopover>
      {offered && (
        <span className={styles.offered}>
          {text('inspector.suggested', { genre: offered.genre, share: formatPercent(offered.confidence) })}
          <Button kind="link" size="small" onPress={() => void editTag(targets, 'genre', [offered.genre])}>
            {text('inspector.use')}
          </Button>
        </span>
      )}
    </>
  );
}
