import type { CodeKind } from '#shared/contract/codes.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PlacedTrack } from '#shared/contract/releases.ts';
import type { PackId, RecordingId, ReleaseId, SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { showView, useView } from '../../app/view.store.ts';
import type { MessageId } from '../../messages/index.ts';
import { text } from '../../messages/use-text.ts';
import { selectedIds } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';

export type OpenRelease = Output<'releases.get'>;
export type OpenTrack = OpenRelease['tracks'][number];
export type ReleasePatch = Input<'releases.edit'>['patch'];
export type RecordingPatch = Input<'catalogue.editRecordings'>['patch'];

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

export async function makeRelease(title: string, artist: string): Promise<void> {
  await showMade(await call('releases.make', { title, artist }));
}

export async function duplicateRelease(id: ReleaseId, versionTitle: string): Promise<void> {
  await showMade(await call('releases.duplicate', { id, versionTitle }));
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

/** Says what was done; of one that was approved also that it is a draft again. */
function tell({ title, state }: OpenRelease, operation: OperationId | null, said: MessageId = 'releases.edited'): void {
  if (operation === null) return;
  const isReopened = state === 'approved';
  const words = text(said, { title });
  showUndoable({
    text: isReopened ? text('releases.draftAgain', { said: words }) : words,
    operations: [operation],
  });
}

export async function editRelease(release: OpenRelease, patch: ReleasePatch): Promise<void> {
  const { operation } = await call('releases.edit', { id: release.id, patch });
  tell({ ...release, title: patch.title ?? release.title }, operation);
}

export async function editTracks(
  release: OpenRelease,
  ids: readonly RecordingId[],
  patch: RecordingPatch,
): Promise<void> {
  const { operation } = await call('catalogue.editRecordings', { ids: [...ids], patch });
  tell(release, operation);
}

export function placeOf({ recordingId, disc, isBonus, isInstant }: OpenTrack): PlacedTrack {
  return { recordingId, disc, isBonus, isInstant };
}

export async function setTracks(release: OpenRelease, tracks: PlacedTrack[], said?: MessageId): Promise<void> {
  const { operation } = await call('releases.setTracks', { id: release.id, tracks });
  tell(release, operation, said);
}

/** Takes the track at one place to another. */
export function moveTrack(release: OpenRelease, from: number, to: number): Promise<void> {
  const places = release.tracks.map(placeOf);
  const goal = Math.max(0, Math.min(places.length - 1, to));
  if (goal === from) return Promise.resolve();
  places.splice(goal, 0, ...places.splice(from, 1));
  return setTracks(release, places, 'releases.moved');
}

export function dropTrack(release: OpenRelease, place: number): Promise<void> {
  const places = release.tracks.map(placeOf).filter((_, index) => index !== place);
  return setTracks(release, places, 'releases.dropped');
}

/** Behind those that are there by now: several are added one right after the other. */
export async function addTracks(release: OpenRelease, added: readonly PlacedTrack[]): Promise<void> {
  const { tracks } = await call('releases.get', { id: release.id });
  const disc = tracks.at(-1)?.disc ?? 1;
  const places = [...tracks.map(placeOf), ...added.map((place) => ({ disc, ...place }))];
  await setTracks(release, places, 'releases.added');
}

export async function assignCodes(
  release: OpenRelease,
  kinds: CodeKind[],
  recordingIds?: RecordingId[],
): Promise<void> {
  const request = { releaseId: release.id, kinds, ...(recordingIds ? { recordingIds } : {}) };
  const { operation, codes } = await call('codes.assign', request);
  const said = text('releases.codesGiven', { count: codes.length, first: codes[0] ?? '' });
  showUndoable({ text: said, operations: [operation] });
}

export async function submitRelease({ id, title }: OpenRelease, note: string): Promise<void> {
  const { operation } = await call('releases.submit', { id, note });
  showUndoable({ text: text('releases.submitted', { title }), operations: [operation] });
}

export async function withdrawRelease({ id, title }: OpenRelease): Promise<void> {
  const { operation } = await call('releases.withdraw', { id });
  showUndoable({ text: text('releases.withdrawn', { title }), operations: [operation] });
}

export async function approveRelease({ id, title }: OpenRelease): Promise<void> {
  const { operation } = await call('releases.approve', { id });
  showUndoable({ text: text('releases.approved', { title }), operations: [operation] });
}

export async function askForChanges({ id, title }: OpenRelease, note: string): Promise<void> {
  const { operation } = await call('releases.askChanges', { id, note });
  showUndoable({ text: text('releases.changesAsked', { title }), operations: [operation] });
}

export async function archiveRelease({ id, title, isArchived }: OpenRelease): Promise<void> {
  const { operation } = await call('releases.archive', { id, isArchived: !isArchived });
  const said = isArchived ? 'releases.unarchived' : 'releases.archived';
  showUndoable({ text: text(said, { title }), operations: [operation] });
}

export async function removeRelease({ id, title }: { id: ReleaseId; title: string }): Promise<void> {
  const { operation } = await call('releases.remove', { id });
  showView('releases');
  showUndoable({
    text: text('releases.removed', { title }),
    operations: [operation],
    after: () => showView('releases', id),
  });
}
