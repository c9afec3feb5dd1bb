import { useMemo, useRef, useState } from 'react';
import type { Playlist, PlaylistLayout } from '#shared/contract/playlists.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import { call } from '../../api/client.ts';
import { attempt } from '../commands/index.ts';
import type { OwnLayout } from '../library/index.ts';

const usualColumns: readonly ColumnId[] = [
  'title',
  'artist',
  'bpm',
  'key',
  'energy',
  'waveform',
  'length',
  'rating',
  'plays',
  'note',
];

const usualLayout: PlaylistLayout = { columns: usualColumns.map((id) => ({ id })), sort: [] };
/** What no rule can hold has no column. */
const smartLayout: PlaylistLayout = { columns: usualLayout.columns.filter(({ id }) => id !== 'note'), sort: [] };
/** A column that is being made wider tells each pixel of it. */
const keptAfterMs = 400;

/** How the rows of a playlist are shown: each keeps its own columns and order. */
export function useOwnLayout({ id, kind, layout }: Pick<Playlist, 'id' | 'kind' | 'layout'>): OwnLayout {
  const [shown, setShown] = useState<{ id: number; layout: PlaylistLayout } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const now = shown?.id === id ? shown.layout : (layout ?? (kind === 'smart' ? smartLayout : usualLayout));
  return useMemo(() => {
    const change = (next: PlaylistLayout) => {
      setShown({ id, layout: next });
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => void attempt(async () => void (await call('playlists.setLayout', { id, layout: next }))),
        keptAfterMs,
      );
    };
    return {
      columns: now.columns,
      change: (columns) => change({ ...now, columns }),
      sort: now.sort,
      setSort: (sort) => change({ ...now, sort }),
      hasPlaces: kind === 'list',
    };
  }, [id, kind, now]);
}
