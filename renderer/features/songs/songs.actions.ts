import type { Input, Output } from '#shared/contract/index.ts';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { playList } from '../player/index.ts';
import { showUndoable } from '../undo/index.ts';
import { chosenSongs, openSongDialog, selectSongs, useSongs } from './songs.store.ts';

type ReleasedElsewhere = Output<'songs.create'>['releasedElsewhere'];

/** Makes songs, all or none, and shows the first of them. */
export async function makeSongs(songs: Input<'songs.createMany'>['songs'], stage?: string): Promise<void> {
  const { ids, operation, releasedElsewhere } = await call('songs.createMany', { songs });
  const [first] = ids;
  const operations = [operation];
  if (stage) operations.push((await call('songs.moveToStage', { ids, stage })).operation);
  if (first !== undefined) selectSongs([first]);
  const said =
    songs.length === 1
      ? text('songs.made', { title: songs[0]?.title ?? '' })
      : text('songs.madeMany', { count: songs.length });
  showUndoable({ text: withWarning(said, releasedElsewhere), operations });
}

/** Somebody else released a song of that name: worth knowing, and nothing more. */
function withWarning(said: string, released: ReleasedElsewhere): string {
  const [first] = released;
  if (!first) return said;
  return `${said}. ${text('songs.releasedBy', { title: first.title, names: first.names.join(', ') })}`;
}

export async function moveSongs(ids: readonly SongId[], status: SongStatus): Promise<void> {
  const { operation, count, releasedElsewhere } = await call('songs.move', { ids: [...ids], status });
  if (count === 0) return;
  showUndoable({
    text: withWarning(text(`songs.moved.${status}`, { count }), releasedElsewhere),
    operations: [operation],
  });
}

/**
 * Moves songs into a stage. Where one song would have steps ticked or opened by that, it asks which; several follow the rule.
 */
export async function moveToStage(ids: readonly SongId[], stage: string): Promise<void> {
  if (ids.length === 1) openSongDialog({ kind: 'move', ids, stage });
  else await moveToStageNow({ ids: [...ids], stage });
}

export async function moveToStageNow(input: Input<'songs.moveToStage'>): Promise<void> {
  const { operation } = await call('songs.moveToStage', input);
  const said = text('songs.movedToStage', { count: input.ids.length, stage: input.stage });
  showUndoable({ text: said, operations: [operation] });
}

export async function tickSteps(ids: readonly SongId[], keys: readonly string[], isDone: boolean): Promise<void> {
  const { operation } = await call('songs.tick', { ids: [...ids], keys: [...keys], isDone });
  showUndoable({
    text: text(isDone ? 'songs.ticked' : 'songs.unticked', { count: keys.length }),
    operations: [operation],
  });
  const [only] = ids;
  if (isDone && only !== undefined && ids.length === 1) await celebrateIfDone(only);
}

export async function completeSongs(ids: readonly SongId[]): Promise<void> {
  const { operation } = await call('songs.completeAll', { ids: [...ids] });
  showUndoable({ text: text('songs.completed', { count: ids.length }), operations: [operation] });
  const [only] = ids;
  if (operation !== null && only !== undefined && ids.length === 1) await celebrateIfDone(only);
}

async function celebrateIfDone(id: SongId): Promise<void> {
  const { percent, stepList } = await call('songs.get', { id });
  if (percent === 100 && stepList.length > 0) useSongs.setState({ celebrated: id });
}

export async function editSongs(ids: readonly SongId[], values: Input<'songs.edit'>['values']): Promise<void> {
  const { operation } = await call('songs.edit', { ids: [...ids], values });
  if (operation !== null) showUndoable({ text: text('songs.edited', { count: ids.length }), operations: [operation] });
}

export async function editStep(id: SongId, key: string, values: Input<'songs.editStep'>['values']): Promise<void> {
  const { operation } = await call('songs.editStep', { ids: [id], key, values });
  if (operation !== null) showUndoable({ text: text('songs.stepEdited'), operations: [operation] });
}

export async function cleanTitles(ids: readonly SongId[]): Promise<void> {
  const { operation, count } = await call('songs.cleanTitles', { ids: [...ids] });
  showUndoable({ text: text('songs.cleaned', { count }), operations: [operation] });
}

export async function removeSongs(ids: readonly SongId[]): Promise<void> {
  const { operation } = await call('songs.remove', { ids: [...ids] });
  selectSongs([]);
  useSongs.setState({ focused: null });
  showUndoable({ text: text('songs.removed', { count: ids.length }), operations: [operation] });
}

export async function placeSongs(ids: readonly SongId[], before: SongId | null): Promise<void> {
  const { operation } = await call('songs.place', { ids: [...ids], before });
  if (operation !== null) showUndoable({ text: text('songs.placed', { count: ids.length }), operations: [operation] });
}

/** Plays the newest version of the first chosen song that has one. */
export async function playNewest(ids: readonly SongId[] = chosenSongs()): Promise<void> {
  const rows = await call('songs.getMany', { ids: [...ids].slice(0, 500) });
  const tracks = rows.flatMap(({ newestVersion }) => (newestVersion ? [newestVersion.trackId] : []));
  if (tracks.length > 0) await playList(tracks, 0);
  else showUndoable({ text: text('songs.nothingToPlay'), operations: [] });
}
