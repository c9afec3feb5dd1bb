import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { GridPart } from './grid-part.tsx';
import { dropTrack, moveTrack, type OpenRelease } from './releases.actions.ts';
import { openReleaseDialog, useReleases } from './releases.store.ts';
import { rowKeys } from './row-keys.ts';
import styles from './track-grid.module.css';
import { TrackMenu, type TrackMenuPlace } from './track-menu.tsx';
import { TrackRow } from './track-row.tsx';

const columns = ['mark', 'number', 'title', 'artist', 'isrc', 'explicit', 'audio', 'length', 'format', 'menu'] as const;
const unnamed: readonly string[] = ['mark', 'format', 'menu'];

/**
 * The tracks in their order. Arrows go from one to the next, Alt with them moves it, F2 edits its title, Enter opens all of it, Del
 * takes it out.
 */
export function TrackGrid({ release }: { release: OpenRelease }) {
  const text = useText();
  const { tracks } = release;
  const keys = rowKeys(tracks.map(({ recordingId }) => recordingId));
  const grid = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<TrackMenuPlace | null>(null);
  const [drop, setDrop] = useState<{ from: number; to: number } | null>(null);
  const current = useReleases((state) => Math.min(state.current, tracks.length - 1));
  const focus = (place: number) => focusRow(grid.current, Math.max(0, Math.min(tracks.length - 1, place)));

  // A row that goes to another place in the page loses the focus; it gets it back where it is then.
  const moved = useRef<{ key: string; to: number } | null>(null);
  useLayoutEffect(() => {
    if (!moved.current || keys[moved.current.to] !== moved.current.key) return;
    focusRow(grid.current, moved.current.to);
    moved.current = null;
  });
  const move = (from: number, to: number) =>
    attempt(async () => {
      const goal = Math.max(0, Math.min(tracks.length - 1, to));
      const key = keys[from];
      // The place of one that moves already is not known yet.
      if (moved.current !== null || key === undefined || goal === from) return;
      moved.current = { key, to: goal };
      try {
        await moveTrack(release, from, goal);
      } catch (error) {
        moved.current = null;
        throw error;
      }
    });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = event.target instanceof HTMLElement ? event.target : null;
    if (row?.dataset.track === undefined || event.ctrlKey || event.metaKey) return;
    const place = Number(row.dataset.track);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey && step !== undefined) void move(place, place + step);
    else if (event.altKey || event.shiftKey) return;
    else if (step !== undefined) focus(place + step);
    else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(tracks.length - 1);
    else if (event.key === 'F2') useReleases.setState({ editing: { place, column: 'title' } });
    else if (event.key === 'Enter') openReleaseDialog({ kind: 'track', releaseId: release.id, place });
    else if (event.key === 'Delete') void attempt(() => dropTrack(release, place));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <GridPart
      ref={grid}
      role="grid"
      className={styles.grid}
      aria-label={text('releases.tracks')}
      aria-rowcount={tracks.length + 1}
      data-pane-focus
      tabIndex={-1}
      // Keys that go from pane to pane come here, and mean the row.
      onFocus={(event) => {
        if (event.target === event.currentTarget) focus(current);
      }}
      onKeyDown={onKeyDown}
    >
      <GridPart role="row" className={`${styles.row} ${styles.heads}`} aria-rowindex={1}>
        {columns.map((column) => (
          <GridPart key={column} role="columnheader" data-column={column}>
            {unnamed.includes(column) ? (
              <span className={styles.unseen}>{text(`releases.column.${column}`)}</span>
            ) : (
              text(`releases.column.${column}`)
            )}
          </GridPart>
        ))}
      </GridPart>
      {tracks.map((track, place) => (
        <TrackRow
          key={keys[place]}
          {...{ release, track, place, drop }}
          isCurrent={place === current}
          hasDisc={tracks.some(({ disc }) => disc > 1) && tracks[place - 1]?.disc !== track.disc}
          onMenu={setMenu}
          onDrag={setDrop}
          onDrop={(from, to) => void move(from, to > from ? to - 1 : to)}
          onEdited={(next) => focus(next)}
        />
      ))}
      {menu && <TrackMenu release={release} at={menu} onMove={move} onClose={() => setMenu(null)} />}
    </GridPart>
  );
}

function focusRow(grid: HTMLElement | null, place: number): void {
  grid?.querySelector<HTMLElement>(`[data-track="${place}"]`)?.focus();
}
