import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { formatKey } from '#shared/music-key.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { currentQueryText, setQueryText, showQuery } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { playFromView, playList, playTracks, queueTracks, togglePlayback, usePlayer } from '../player/index.ts';
import { copyPaths, formatBpm, rateTracks, resetTracks, scaleTempo, selectedIds } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { followFiles } from './follow-files.ts';
import { patchRows, reopenList, rowAt, useList } from './list.store.ts';
import { findRow, focusedIndex, goToRow, isRowSelected } from './list-selection.ts';

/** What can be done with the selected tracks; the menu, the keys and the palette all come here. */

/** Plays a row; those after it follow. An entry without a track is passed over. */
export async function playRow(index: number): Promise<void> {
  const { view, entries } = useList.getState();
  if (!entries) return view === null ? undefined : playFromView(view, index);
  const ids = entries.trackIds.slice(0, index).filter((id) => id !== 0);
  const rest = entries.trackIds.slice(index).filter((id) => id !== 0);
  await playList([...ids, ...rest] as TrackId[], ids.length);
}

export async function playSelection(): Promise<void> {
  const { view, total } = useList.getState();
  const ids = await selectedIds();
  if (ids.length > 1) return playTracks(ids);
  if (view === null || total === 0) return;
  const focused = focusedIndex();
  const isFocusedSelected = focused !== null && isRowSelected(focused);
  const index = isFocusedSelected || ids[0] === undefined ? focused : await findRow(ids[0]);
  if (index !== null) await playRow(index);
  else if (ids[0] !== undefined) await playTracks(ids);
  else await playRow(0);
}

/** Space: pauses and goes on; with nothing playing it plays the selection. */
export async function playOrPause(): Promise<void> {
  if (!togglePlayback()) await playSelection();
}

export async function queueSelection(): Promise<void> {
  const ids = await selectedIds();
  if (ids.length === 0) return;
  await queueTracks(ids);
  showToast({ text: text('library.queued', { count: ids.length }) });
}

export async function rateSelection(rating: number): Promise<void> {
  await rate(await selectedIds(), rating);
}

/** A click on the stars of a row: all selected tracks where it is one of them, else it alone. */
export function rateRow(index: number, rating: number): void {
  const row = rowAt(index);
  if (!row) return;
  if (isRowSelected(index)) void rateSelection(rating);
  else void rate([row.id], rating);
}

export async function rate(ids: readonly TrackId[], rating: number): Promise<void> {
  if (ids.length === 0) return;
  showRating(ids, rating);
  try {
    const { operations, count } = await rateTracks(ids, rating);
    showUndoable({ text: text('tracks.rated', { rating, count }), operations });
  } catch (error) {
    showToast({ text: errorText(text, asAppError(error).code), tone: 'error' });
  }
}

/** Rows show a rating at once; the core's event confirms it. */
function showRating(ids: readonly TrackId[], rating: number): void {
  const rated = new Set(ids);
  patchRows((row) => (rated.has(row.id) && row.rating !== rating ? { ...row, rating } : row));
}

/** One call takes so many tracks. */
const trashedPerCall = 10_000;

/** Moves the files of the selected tracks to the trash. */
export async function trashSelection(): Promise<void> {
  const ids = await selectedIds();
  const operations: OperationId[] = [];
  let count = 0;
  for (let start = 0; start < ids.length; start += trashedPerCall) {
    const done = await call('tracks.trash', { ids: ids.slice(start, start + trashedPerCall) });
    operations.push(done.operation);
    count += done.count;
  }
  if (ids.length === 0) return;
  const left = ids.length - count;
  const said = left > 0 ? text('library.trashSome', { count, left }) : text('library.trashed', { count });
  followFiles(ids, 'gone');
  showUndoable({ text: said, operations, after: () => followFiles(ids, 'back') });
}

/** Takes the missing ones among the selected tracks out of the library. */
export async function forgetSelection(): Promise<void> {
  const ids = await selectedIds();
  const operations: (OperationId | null)[] = [];
  let count = 0;
  for (let start = 0; start < ids.length; start += trashedPerCall) {
    const done = await call('tracks.forget', { ids: ids.slice(start, start + trashedPerCall) });
    operations.push(done.operation);
    count += done.count;
  }
  const said = count === 0 ? text('library.noneMissing') : text('library.forgot', { count });
  showUndoable({ text: said, operations, after: reopenList });
  if (count > 0) await reopenList();
}

export async function revealSelection(): Promise<void> {
  const [id] = await selectedIds();
  if (id === undefined) return;
  try {
    await call('host.revealTrack', { id });
  } catch (error) {
    showToast({ text: errorText(text, asAppError(error).code), tone: 'error' });
  }
}

/** For programs that take paths, and for those who type them. */
export async function copyPathsOfSelection(): Promise<void> {
  try {
    const count = await copyPaths(await selectedIds());
    if (count > 0) showToast({ text: text('library.copiedPaths', { count }) });
  } catch (error) {
    showToast({ text: errorText(text, asAppError(error).code), tone: 'error' });
  }
}

/** A call reads so many files, so that others get their turn between. */
const readPerCall = 500;

/** Cues, loops and grids that Serato left in the files; what a track has already stays. */
export async function readSeratoOfSelection(): Promise<void> {
  const ids = await selectedIds();
  const operations: (OperationId | null)[] = [];
  let [found, changed, failed] = [0, 0, 0];
  try {
    for (let start = 0; start < ids.length; start += readPerCall) {
      const read = await call('cues.readSerato', { trackIds: ids.slice(start, start + readPerCall) });
      operations.push(read.operation);
      found += read.found;
      changed += read.changed;
      failed += read.failed;
    }
  } catch (error) {
    showToast({ text: errorText(text, asAppError(error).code), tone: 'error' });
  }
  if (ids.length > 0) showUndoable({ text: text('library.seratoRead', { found, changed, failed }), operations });
}

/** One call takes so many tracks. */
const repeatedPerCall = 10_000;

export async function repeatAnalysis(): Promise<void> {
  const ids = await selectedIds();
  let count = 0;
  for (let start = 0; start < ids.length; start += repeatedPerCall) {
    count += (await call('analysis.repeat', { ids: ids.slice(start, start + repeatedPerCall) })).count;
  }
  showToast({ text: text('library.repeated', { count }) });
}

/** Doubles or halves the tempo of the selected tracks, as the user's own. */
export async function scaleTempoOfSelection(factor: 2 | 0.5): Promise<void> {
  await scaleTempo(await selectedIds(), factor);
}

/** Gives what the user has set back to analysis. */
export async function resetSelection(): Promise<void> {
  const ids = await selectedIds();
  if (ids.length > 0) await resetTracks(ids);
}

/** Searches for tracks in a neighbouring key and at about the tempo of the selected one. */
export async function showCompatible(): Promise<void> {
  const [id] = await selectedIds();
  if (id === undefined) return;
  const [row] = await call('tracks.getMany', { ids: [id] });
  const terms = [
    row?.key == null ? '' : `~key:${formatKey(row.key, 'camelot')}`,
    row?.bpm == null ? '' : `~bpm:${formatBpm(row.bpm)}`,
  ].filter(Boolean);
  if (terms.length > 0) showQuery(terms.join(' '));
  else showToast({ text: text('library.nothingToMatch') });
}

/** Goes to the playing track, taking the search away where that hides it. */
export async function goToPlaying(): Promise<void> {
  const id = usePlayer.getState().track?.id;
  if (id === undefined) return;
  const index = await findRow(id);
  if (index !== null) return goToRow(index, 'only');
  if (currentQueryText() === '') return;
  setQueryText('');
  const stop = useList.subscribe((state, before) => {
    if (state.view === before.view || state.text !== '') return;
    stop();
    void findRow(id).then((found) => found !== null && goToRow(found, 'only'));
  });
}
