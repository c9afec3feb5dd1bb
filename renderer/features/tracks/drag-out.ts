import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { currentCapabilities } from '../../api/capabilities.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';

/** Files a system's drag is given at most. */
const mostFiles = 1000;

type Pointer = Pick<globalThis.PointerEvent, 'clientX' | 'clientY' | 'altKey'>;

/** Whether a drag is to go on outside: the pointer left the window, or Alt says that it will. */
export function leavesWindow({ clientX, clientY, altKey }: Pointer): boolean {
  if (!currentCapabilities()?.canDragOut) return false;
  const isOutside = clientX < 0 || clientY < 0 || clientX >= window.innerWidth || clientY >= window.innerHeight;
  return altKey || isOutside;
}

/** Carries a playlist into other programs: the files of its tracks, or one M3U8 file that names them. */
export async function dragPlaylistOut(id: PlaylistId, as: 'files' | 'list'): Promise<void> {
  await handOver(() => call('host.dragPlaylist', { id, as }));
}

/** Hands a drag over to the system, which carries the tracks' files into other programs. */
export async function dragOut(trackIds: () => Promise<readonly TrackId[]>): Promise<void> {
  await handOver(async () => {
    const all = await trackIds();
    if (all.length === 0) return { missing: 0 };
    const { missing } = await call('host.dragTracks', { ids: all.slice(0, mostFiles) });
    return { missing: missing + Math.max(0, all.length - mostFiles) };
  });
}

async function handOver(drag: () => Promise<{ missing: number }>): Promise<void> {
  try {
    const { missing } = await drag();
    if (missing > 0) showToast({ text: text('tracks.dragLeft', { count: missing }) });
  } catch (error) {
    showToast({ text: errorText(text, asAppError(error).code), tone: 'error' });
  }
}
