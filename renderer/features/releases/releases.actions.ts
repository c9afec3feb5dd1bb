import type { Output } from '#shared/contract/index.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PackId, ReleaseId, SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { showView, useView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { selectedIds } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';

export type OpenRelease = Output<'releases.get'>;

/** Makes a draft of a pack and shows it. */
export async function makeReleaseOfPack(packId: PackId): Promise<void> {
  await showMade(await call('releases.makeFromPack', { packId }));
}

export async function makeReleaseOfSongs(songIds: readonly SongId[]): Promise<void> {
  if (songIds.length > 0) await showMade(await call('releases.makeFromSongs', { songIds: [...songIds] }));
}

/** Of the selected tracks of the library, in the order of the list. */
export async function makeReleaseOfSelection(): Promise<void> {
  const trackIds = (await selectedIds()) as readonly TrackId[];
  if (trackIds.length > 0) await showMade(await call('releases.makeFromTracks', { trackIds: trackIds.slice(0, 1000) }));
}

async function showMade({ id, operation }: Output<'releases.makeFromPack'>): Promise<void> {
  const { view, item } = useView.getState();
  const { title } = await call('releases.get', { id });
  showView('releases', id);
  showUndoable({
    text: text('releases.made', { title }),
    operations: [operation],
    after: () => showView(view, item),
  });
}

export async function removeRelease({ id, title }: { id: ReleaseId; title: string }): Promise<void> {
  const { operation } = await call('releases.remove', { id });
  showView('releases');
  showUndoable({ text: text('releases.removed', { title }), operations: [operation] });
}
