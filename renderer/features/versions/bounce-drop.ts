import type { SongId } from '#shared/contract/studio-ids.ts';
import { pathForFile } from '../../api/client.ts';
import { attempt } from '../commands/index.ts';
import { addVersionFiles } from './versions.actions.ts';
import { openVersionDialog, type VersionedSong } from './versions.store.ts';

/** Whatever shows a song: a card, a row, the inspector. */
const songAttribute = '[data-song]';

/** Lets files be dropped onto songs as their next versions. Called once. */
export function followBounceDrops(): () => void {
  let marked: HTMLElement | null = null;
  const mark = (next: HTMLElement | null) => {
    marked?.removeAttribute('data-song-over');
    next?.setAttribute('data-song-over', '');
    marked = next;
  };
  const over = (event: DragEvent) => {
    const target = songUnder(event);
    mark(target);
    if (!target) return;
    // The window would take it as music for the library.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };
  const drop = (event: DragEvent) => {
    const target = songUnder(event);
    mark(null);
    const song = target && songOf(target);
    if (!song) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const paths = files.map(pathForFile).filter((path) => path !== null);
    if (paths.length > 0) void attempt(() => addVersionFiles(song, paths));
    // This window may not know where files lie: they are named instead.
    else openVersionDialog({ kind: 'add', song });
  };
  const leave = () => mark(null);
  window.addEventListener('dragover', over, true);
  window.addEventListener('drop', drop, true);
  window.addEventListener('dragend', leave, true);
  return () => {
    window.removeEventListener('dragover', over, true);
    window.removeEventListener('drop', drop, true);
    window.removeEventListener('dragend', leave, true);
  };
}

function songUnder({ target, dataTransfer }: DragEvent): HTMLElement | null {
  if (!dataTransfer?.types.includes('Files') || !(target instanceof Element)) return null;
  return target.closest<HTMLElement>(songAttribute);
}

function songOf({ dataset, textContent }: HTMLElement): VersionedSong | null {
  const id = Number(dataset.song);
  return id > 0 ? { id: id as SongId, title: dataset.songTitle ?? textContent?.slice(0, 80) ?? '' } : null;
}
