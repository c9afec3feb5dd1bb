import type { Playlist } from '#shared/contract/playlists.ts';
import { focusList } from '../../app/panes.ts';
import { useMediaQuery } from '../../ui/index.ts';
import { NameField } from './name-field.tsx';
import { usePlaylists } from './playlists.store.ts';

/** Where the sidebar is a rail, the name of the playlist that is open is typed in its head. */
export function TitleField({ playlist }: { playlist: Playlist }) {
  return <NameField playlist={playlist} onDone={focusList} />;
}

/** Whether the name is typed in the head now. */
export function useIsTitleTyped({ id }: Pick<Playlist, 'id'>): boolean {
  const isRail = useMediaQuery('(width < 1120px)');
  return usePlaylists((state) => state.renaming === id) && isRail;
}
