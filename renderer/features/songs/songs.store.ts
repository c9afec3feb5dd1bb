import { create } from 'zustand';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';

export const songLayouts = ['board', 'table', 'completion', 'calendar'] as const;
export type SongLayout = (typeof songLayouts)[number];

/** Where a new song goes. */
export type NewSongPlace = {
  status?: SongStatus;
  stage?: string;
  packId?: PackId | null;
  /** Asks for the path of its first version. */
  asksFile?: boolean;
};

export type SongDialog =
  | { kind: 'new'; place: NewSongPlace }
  | { kind: 'paste' }
  | { kind: 'move'; ids: readonly SongId[]; stage: string }
  | { kind: 'bulk'; ids: readonly SongId[] }
  | { kind: 'steps'; id: SongId }
  | { kind: 'people'; id: SongId }
  | { kind: 'workflows' };

type SongsState = {
  layout: SongLayout;
  isMine: boolean;
  selected: ReadonlySet<SongId>;
  /** Shown in the inspector. */
  focused: SongId | null;
  /** Of the board: the column of released songs is as wide as the others. */
  showsReleased: boolean;
  groupBy: 'none' | 'pack' | 'artist';
  sort: { field: SongSort; direction: 'ascending' | 'descending' };
  collapsed: ReadonlySet<string>;
  /** The cell that is typed into. */
  editing: { id: SongId; column: SongColumn } | null;
  dialog: SongDialog | null;
  /** All steps of this one were just done. */
  celebrated: SongId | null;
};

export const songColumns = [
  'artist',
  'album',
  'pack',
  'status',
  'progress',
  'next',
  'due',
  'year',
  'genre',
  'owner',
  'people',
  'note',
] as const;
export type SongColumn = 'title' | (typeof songColumns)[number];
export type SongSort =
  | 'position'
  | 'title'
  | 'artist'
  | 'album'
  | 'pack'
  | 'year'
  | 'status'
  | 'deadline'
  | 'percent'
  | 'owner';

export const useSongs = create<SongsState>(() => ({
  layout: 'board',
  isMine: false,
  selected: new Set(),
  focused: null,
  showsReleased: false,
  groupBy: 'none',
  sort: { field: 'position', direction: 'ascending' },
  collapsed: new Set(),
  editing: null,
  dialog: null,
  celebrated: null,
}));

/** Selects songs; the first one, or the one named, is shown in the inspector. */
export function selectSongs(ids: Iterable<SongId>, focused?: SongId): void {
  const selected = new Set(ids);
  const [first] = selected;
  useSongs.setState(({ focused: before }) => ({
    selected,
    focused: focused ?? (before !== null && selected.has(before) ? before : (first ?? null)),
  }));
}

let isAdding = false;

/** Whether what is pointed at is added to the selection (Mod), also from another column. */
export function noteAdding(adds: boolean): void {
  isAdding = adds;
}

/** What a column of the board has selected; other columns keep theirs only where it is added to. */
export function selectInColumn(column: readonly SongId[], chosen: ReadonlySet<unknown>): void {
  const own = column.filter((id) => chosen.has(id));
  const here = new Set(column);
  const others = isAdding ? chosenSongs().filter((id) => !here.has(id)) : [];
  selectSongs([...others, ...own], own.at(-1));
}

export function openSongDialog(dialog: SongDialog): void {
  useSongs.setState({ dialog });
}

export function closeSongDialog(): void {
  useSongs.setState({ dialog: null });
}

/** What commands are about: the selected songs, in the order they were chosen in. */
export function chosenSongs(): SongId[] {
  return [...useSongs.getState().selected];
}

export function toggleGroup(key: string): void {
  useSongs.setState(({ collapsed }) => {
    const next = new Set(collapsed);
    if (!next.delete(key)) next.add(key);
    return { collapsed: next };
  });
}
