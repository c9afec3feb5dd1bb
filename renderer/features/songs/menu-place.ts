import type { MouseEvent } from 'react';
import type { SongId } from '#shared/contract/studio-ids.ts';
import type { MenuPlace } from '../../ui/index.ts';
import { selectSongs, useSongs } from './songs.store.ts';

/** The songs that a menu is asked for: the selected ones, or the one under the pointer, which is selected then. Null beside all. */
export function songsUnder(event: MouseEvent<HTMLElement>): { ids: SongId[]; place: MenuPlace } | null {
  const id = idUnder(event.target);
  if (id === null) return null;
  event.preventDefault();
  const { selected } = useSongs.getState();
  if (!selected.has(id)) selectSongs([id]);
  return { ids: selected.has(id) ? [...selected] : [id], place: pointOf(event) };
}

function idUnder(target: EventTarget): SongId | null {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-song]') : null;
  return card ? (Number(card.dataset.song) as SongId) : null;
}

/** Where the pointer is, or the middle of the card where the keyboard asked. */
function pointOf({ clientX, clientY, target }: MouseEvent<HTMLElement>): MenuPlace {
  if (clientX > 0 || clientY > 0 || !(target instanceof Element)) return { x: clientX, y: clientY };
  const { left, top, height } = target.getBoundingClientRect();
  return { x: left + 24, y: top + height / 2 };
}
