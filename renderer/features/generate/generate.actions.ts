import type { Pick } from '#shared/contract/generate.ts';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { defaultGenerateOptions, type GenerateOptions } from '#shared/generate-options.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { currentSettings, settingsWhenRead, updateSettings } from '../../api/settings.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { changeSelection, selectedIds, selectTracks } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { noResult, useGenerate } from './generate.store.ts';

/** Sliders move many times before they stay. */
const settleMs = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Only the newest answer counts. */
let turn = 0;

/** Shows a playlist that begins with a track. */
export async function generateFrom(seedId: TrackId): Promise<void> {
  useGenerate.setState({ ...noResult, seedId, isWorking: true });
  showView('generate', seedId);
  await generateAgain();
}

/** From the first of the selected tracks. */
export async function generateFromSelection(): Promise<void> {
  const [id] = await selectedIds();
  if (id !== undefined) await generateFrom(id);
}

/** Asks again with what is set now; what the user rejected stays away. */
export async function generateAgain(): Promise<void> {
  const { seedId, rejected } = useGenerate.getState();
  if (seedId === null) return;
  clearTimeout(timer);
  turn += 1;
  const mine = turn;
  useGenerate.setState({ isWorking: true });
  try {
    const { generate } = await settingsWhenRead();
    const { picks, ...rest } = await call('generate.playlist', { seedId, ...generate, rejected: [...rejected] });
    if (mine !== turn) return;
    useGenerate.setState(({ selectedId }) => ({
      ...rest,
      rows: picks,
      selectedId: picks.some(({ trackId }) => trackId === selectedId) ? selectedId : null,
      isWorking: false,
      error: null,
    }));
  } catch (error) {
    if (mine !== turn) return;
    const reason = asAppError(error);
    // What is wrong stands at its field; the list stays until it is right.
    if (reason.code === 'QUERY_INVALID') useGenerate.setState({ isWorking: false, error: reason });
    else useGenerate.setState({ ...noResult, rejected, error: reason });
  }
}

/** Keeps an option for this and every later playlist, and asks again. */
export async function changeOptions(change: Partial<GenerateOptions>): Promise<void> {
  clearTimeout(timer);
  timer = setTimeout(() => void generateAgain(), settleMs);
  await updateSettings({ generate: { ...currentSettings().generate, ...change } });
}

export function changeFilters(change: Partial<GenerateOptions['filters']>): Promise<void> {
  return changeOptions({ filters: { ...currentSettings().generate.filters, ...change } });
}

/** Takes one filter back to leaving out nothing. */
export function clearFilter(filter: keyof GenerateOptions['filters']): Promise<void> {
  return changeFilters({ [filter]: defaultGenerateOptions.filters[filter] });
}

export function selectRow(selectedId: TrackId | null): void {
  useGenerate.setState({ selectedId });
  if (selectedId !== null) changeSelection(() => selectTracks([selectedId], null));
}

/** Each asks what the others left: two at a time would choose the same track. */
let lastReplaced: Promise<unknown> = Promise.resolve();

/** Puts the best that fits in the place of a row; the others stay. */
export function replaceRow(trackId: TrackId): Promise<void> {
  const replaced = lastReplaced.then(() => replaceNow(trackId));
  lastReplaced = replaced.catch(() => undefined);
  return replaced;
}

async function replaceNow(trackId: TrackId): Promise<void> {
  const { seedId, rows, rejected } = useGenerate.getState();
  const index = rows.findIndex((row) => row.trackId === trackId);
  if (seedId === null || index === -1) return;
  const { picks } = await call('generate.alternatives', {
    seedId,
    ...currentSettings().generate,
    trackIds: [seedId, ...rows.map((row) => row.trackId)],
    index: index + 1,
    rejected: [...rejected, trackId],
    count: 1,
  });
  const [best] = picks;
  // The user may be with another seed by now.
  if (useGenerate.getState().seedId !== seedId) return;
  if (best) putRow(trackId, best);
  else showToast({ text: text('generate.noOther') });
}

/** Puts a certain track in the place of a row; nothing where the row is gone, or the track has one already. */
export function putRow(trackId: TrackId, pick: Pick): void {
  const held = new Set(useGenerate.getState().rows.map((row) => row.trackId));
  if (!held.has(trackId) || held.has(pick.trackId)) return;
  useGenerate.setState(({ rows, rejected }) => ({
    rows: rows.map((row) => (row.trackId === trackId ? pick : row)),
    rejected: [...rejected, trackId],
  }));
  selectRow(pick.trackId);
}

/** Takes a row out; the list is one shorter. */
export function removeRow(trackId: TrackId): void {
  useGenerate.setState(({ rows, rejected, selectedId }) => ({
    rows: rows.filter((row) => row.trackId !== trackId),
    rejected: [...rejected, trackId],
    selectedId: selectedId === trackId ? null : selectedId,
  }));
}

export async function leaveOutArtist(name: string): Promise<void> {
  const { artists } = currentSettings().generate.filters;
  await changeFilters({ artists: [...artists.filter((each) => each !== name), name] });
}

export async function leaveOutGenre(name: string): Promise<void> {
  const { genres } = currentSettings().generate.filters;
  await changeFilters({ genres: [...genres.filter((each) => each !== name), name] });
}

/** Keeps what is shown as a playlist of the user's. */
export async function savePlaylist(seed: TrackRow): Promise<void> {
  const { rows } = useGenerate.getState();
  const title = seed.title || seed.fileName;
  const name = text('generate.inspired', { title }).slice(0, 200);
  const { operation } = await call('generate.save', {
    seedId: seed.id,
    trackIds: [seed.id, ...rows.map(({ trackId }) => trackId)],
    name,
    note: text(seed.artist === '' ? 'generate.noteTitle' : 'generate.note', { title, artist: seed.artist }),
  });
  showUndoable({ text: text('generate.saved', { name }), operations: [operation] });
}
