import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PlaylistId, SetPlan } from '#shared/contract/playlists.ts';
import type { SavedSetRow } from '#shared/contract/sets.ts';
import { curveShapes } from '#shared/energy-curve.ts';
import { AppError } from '#shared/errors.ts';
import { call } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { playTracks, togglePlayback, usePlayer } from '../player/index.ts';
import { formatDay } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { currentPlan, currentSet, refreshSet, type SetData, savedRow, titleOf } from './set-data.ts';
import { useSets } from './sets.store.ts';

/** A plan that is being drawn is kept when the hand rests. */
const keepAfterMs = 600;
/** So much of the end is heard before the next track begins. */
const previewMs = 12_000;
const twoHoursMs = 7_200_000;

export const newPlan: SetPlan = {
  shape: 'buildPeakRelease',
  curve: [...curveShapes.buildPeakRelease],
  durationMs: twoHoursMs,
  trackCount: null,
  tempo: null,
  isHarmonic: true,
  artistSpacing: 4,
  takesFrom: 'library',
  from: '',
  startsAt: null,
};

/** Makes an empty set and shows it. */
export async function newSet(): Promise<void> {
  const now = Date.now();
  const name = text('sets.newName', { day: formatDay(now, now) });
  const { id } = await call('playlists.create', { name, kind: 'list', plan: newPlan });
  showView('playlists', id);
}

/** Saves wait for each other, as each says which state it saw. */
let last: Promise<unknown> = Promise.resolve();
let keepTimer: ReturnType<typeof setTimeout> | undefined;

/** `changedAt` where it was made for a state that is not the one on screen. */
type Change = { plan?: SetPlan; rows?: SavedSetRow[]; changedAt?: number };

function save(id: PlaylistId, make: (set: SetData) => Change): Promise<OperationId | null> {
  const saved = last.then(async () => {
    const set = currentSet(id) ?? (await refreshSet(id));
    try {
      const { operation } = await call('sets.save', { id, changedAt: set.changedAt, ...make(set) });
      return operation;
    } finally {
      // Also where somebody else had changed it: what is on screen is what there is.
      await refreshSet(id);
    }
  });
  last = saved.catch(() => undefined);
  return saved;
}

/** Shows another plan at once, and keeps it soon. */
export function changePlan(change: Partial<SetPlan>): void {
  const { playlistId } = useSets.getState();
  const plan = playlistId === null ? undefined : currentPlan(playlistId);
  if (!plan) return;
  useSets.setState({ draft: { ...plan, ...change } });
  clearTimeout(keepTimer);
  keepTimer = setTimeout(() => void attempt(keepPlan), keepAfterMs);
}

/** Keeps what was drawn, now. */
export async function keepPlan(): Promise<void> {
  clearTimeout(keepTimer);
  const { playlistId, draft } = useSets.getState();
  if (playlistId === null || !draft) return;
  await save(playlistId, () => ({ plan: draft }));
  // Drawn on meanwhile: that is kept by its own timer.
  if (useSets.getState().draft === draft) useSets.setState({ draft: null });
}

/** Builds the set anew around what is locked. A newer build takes the place of one that is under way. */
export async function buildSet(buildsLeft = 3): Promise<void> {
  const { playlistId: id, seed } = useSets.getState();
  const plan = id === null ? undefined : currentPlan(id);
  if (id === null || !plan) return;
  clearTimeout(keepTimer);
  useSets.setState({ isBuilding: true, seed: seed + 1 });
  try {
    await last;
    const { changedAt, rows, problems, leftOut } = await call('sets.solve', { id, plan, seed });
    // What was added or locked while the solver worked is not in its answer, and must not be lost to it.
    const operation = await save(id, () => ({ plan, rows, changedAt }));
    useSets.setState({ problems, withoutTempo: leftOut.tempoUnknown, row: -1, candidateId: null });
    if (useSets.getState().draft === plan) useSets.setState({ draft: null });
    if (rows.length > 0) showUndoable({ text: text('sets.built', { count: rows.length }), operations: [operation] });
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (code === 'LIST_CHANGED' && useSets.getState().seed === seed + 1 && buildsLeft > 1)
      return buildSet(buildsLeft - 1);
    if (code !== 'CANCELLED') throw error;
  } finally {
    if (useSets.getState().seed === seed + 1) useSets.setState({ isBuilding: false });
  }
}

/** Rows of the set in another order, or fewer, or others; said in a toast. */
async function changeRows(said: string | null, change: (set: SetData) => SavedSetRow[]): Promise<void> {
  const { playlistId } = useSets.getState();
  if (playlistId === null) return;
  const operation = await save(playlistId, (set) => ({ rows: change(set) }));
  if (said !== null) showUndoable({ text: said, operations: [operation] });
}

function rowAt(row: number) {
  const { playlistId } = useSets.getState();
  return playlistId === null ? undefined : currentSet(playlistId)?.rows[row];
}

export function setLocked(row: number, isLocked: boolean): Promise<void> {
  return changeRows(null, ({ rows }) =>
    rows.map((each, place) => ({ ...savedRow(each), ...(place === row ? { isLocked } : {}) })),
  );
}

export async function toggleLock(): Promise<void> {
  const { row } = useSets.getState();
  const selected = rowAt(row);
  if (selected) await setLocked(row, !selected.entry.isLocked);
}

export async function removeRow(): Promise<void> {
  const { row } = useSets.getState();
  const selected = rowAt(row);
  if (!selected) return;
  await changeRows(text('sets.removed', { title: titleOf(selected) }), ({ rows }) =>
    rows.map(savedRow).filter((_, place) => place !== row),
  );
  const left = currentSet(useSets.getState().playlistId!)?.rows.length ?? 0;
  useSets.setState({ row: Math.min(row, left - 1) });
}

/** Moves a row to stand where another one stands now. */
export async function moveRow(from: number, to: number): Promise<void> {
  const moved = rowAt(from);
  if (!moved || !rowAt(to) || from === to) return;
  await changeRows(text('sets.moved', { title: titleOf(moved) }), ({ rows }) => {
    const saved = rows.map(savedRow);
    const [row] = saved.splice(from, 1);
    return row ? saved.toSpliced(to, 0, row) : saved;
  });
  useSets.setState({ row: to });
}

/** Puts a candidate behind the selected row, for what stands there or before it. What was chosen by hand is locked. */
export async function placeCandidate(track: TrackRow, replaces: boolean): Promise<void> {
  const place = useSets.getState().row + 1;
  const old = replaces ? rowAt(place) : undefined;
  const title = track.title || track.fileName;
  const said = old ? text('sets.replaced', { title, old: titleOf(old) }) : text('sets.inserted', { title });
  const chosen = { entryId: null, trackId: track.id, isLocked: true };
  await changeRows(said, ({ rows }) => rows.map(savedRow).toSpliced(place, old ? 1 : 0, chosen));
  useSets.setState({ candidateId: null });
}

/** Plays the end of the selected row and the candidate behind it. */
export async function previewStep(candidate: TrackRow): Promise<void> {
  const before = rowAt(useSets.getState().row)?.entry.track;
  if (!before) await playTracks([candidate.id]);
  else await playTracks([before.id, candidate.id], Math.max(0, (before.durationMs ?? 0) - previewMs));
}

/** Plays the set from the selected row on. */
export async function playSet(): Promise<void> {
  const { playlistId, row } = useSets.getState();
  const rows = playlistId === null ? [] : (currentSet(playlistId)?.rows ?? []);
  await playTracks(rows.slice(Math.max(0, row)).flatMap(({ entry }) => entry.track?.id ?? []));
}

/** Pauses the selected row or goes on with it; another one is played from its beginning. */
export async function playOrPause(): Promise<void> {
  const selected = rowAt(useSets.getState().row)?.entry.track;
  if (!selected || usePlayer.getState().track?.id !== selected.id) await playSet();
  else togglePlayback();
}
