import type { Input } from '#shared/contract/index.ts';
import type { SongId, SongVersionId } from '#shared/contract/studio-ids.ts';
import type { SongVersion } from '#shared/contract/versions.ts';
import { loadCapabilities } from '../../api/capabilities.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { livePositionMs, playAt, playTracks, togglePlayback, usePlayer } from '../player/index.ts';
import { showUndoable } from '../undo/index.ts';
import { openVersionDialog, type VersionedSong } from './versions.store.ts';

/** Lets the user choose files, in the system's dialog or by their paths where there is none. */
export async function addVersions(song: VersionedSong): Promise<void> {
  const { canPickFolder } = await loadCapabilities();
  if (!canPickFolder) return openVersionDialog({ kind: 'add', song });
  const paths = await call('host.pickFiles');
  if (paths.length > 0) await addVersionFiles(song, paths);
}

export async function addVersionFiles({ id, title }: VersionedSong, paths: readonly string[]): Promise<void> {
  await call('versions.addFiles', { songId: id, paths: [...paths] });
  showToast({ text: text('versions.adding', { count: paths.length, title }) });
}

/** Tracks of the library. */
export async function addVersionTracks(song: VersionedSong, trackIds: Input<'versions.addTracks'>['trackIds']) {
  await call('versions.addTracks', { songId: song.id, trackIds: trackIds.slice(0, 100) });
  showToast({ text: text('versions.adding', { count: trackIds.length, title: song.title }) });
}

/** Plays a version, or pauses it. */
export async function playVersion({ trackId }: SongVersion): Promise<void> {
  if (trackId === null) return;
  if (usePlayer.getState().track?.id === trackId) togglePlayback();
  else await playTracks([trackId]);
}

/** Plays a version from where the other one was, so much more quietly. */
export async function playMatched(version: SongVersion, gainDb: number, positionMs = livePositionMs()): Promise<void> {
  if (version.trackId === null) return;
  await playAt(version.trackId, { positionMs, gainDb });
}

export async function editVersion(id: SongVersionId, values: { name: string; note: string }): Promise<void> {
  const { operation } = await call('versions.edit', { id, ...values });
  if (operation !== null) showUndoable({ text: text('versions.edited'), operations: [operation] });
}

export async function makeCurrent({ id, number }: SongVersion): Promise<void> {
  const { operation } = await call('versions.setCurrent', { id });
  showUndoable({ text: text('versions.madeCurrent', { number }), operations: [operation] });
}

/** One place up in the list, where the newest stands first. */
export async function moveVersion(versions: readonly SongVersion[], id: SongVersionId, by: 1 | -1): Promise<void> {
  const ids = versions.map((version) => version.id).toReversed();
  const at = ids.indexOf(id);
  const other = ids[at + by];
  const [first] = versions;
  if (other === undefined || !first) return;
  ids[at] = other;
  ids[at + by] = id;
  const { operation } = await call('versions.reorder', { songId: first.songId, ids });
  showUndoable({ text: text('versions.moved'), operations: [operation] });
}

export async function removeVersion({ id, number }: SongVersion): Promise<void> {
  const { operation } = await call('versions.remove', { ids: [id] });
  showUndoable({ text: text('versions.removed', { number }), operations: [operation] });
}

export async function chooseBounceFolder(songId: SongId): Promise<void> {
  const path = await chooseFolder();
  if (path !== null) await setBounceFolder(songId, path);
}

export async function setBounceFolder(songId: SongId, path: string | null): Promise<void> {
  const { operation } = await call('versions.setBounceFolder', { songId, path });
  showUndoable({
    text: text(path === null ? 'versions.bouncesEnded' : 'versions.bouncesSet'),
    operations: [operation],
  });
}
