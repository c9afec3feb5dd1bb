import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { BlendPanel } from './blend-panel.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { useGenerate } from './generate.store.ts';
import { LengthPanel } from './length-panel.tsx';
import styles from './side-panel.module.css';
import { WhyPanel } from './why-panel.tsx';

/** What counts, how long and what is left out; or why the selected row stands where it stands. */
export function SidePanel({ tracks }: { tracks: ReadonlyMap<TrackId, TrackRow> }) {
  const { rows, selectedId } = useGenerate();
  const pick = rows.find(({ trackId }) => trackId === selectedId);
  const track = pick && tracks.get(pick.trackId);
  return (
    <div className={styles.panel}>
      {pick && track ? (
        <WhyPanel key={track.id} pick={pick} track={track} />
      ) : (
        <>
          <BlendPanel />
          <LengthPanel />
          <FilterPanel />
        </>
      )}
    </div>
  );
}
