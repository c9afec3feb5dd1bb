import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type {
  EntryStep,
  ImportedPart,
  TimeFix,
  Tracklist,
  TracklistEntry,
  TracklistEntryId,
  TracklistId,
} from '#shared/contract/tracklists.ts';
import { formatAsCsv, formatAsJson, formatAsText } from '#shared/tracklist/format-tracklist.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';
import { call } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { endPart, isPlaying, livePositionMs, playAt, playPart, togglePlayback, usePlayer } from '../player/index.ts';
import { showUndoable } from '../undo/index.ts';
import { nearestBeat, stepFrames } from './seam-steps.ts';
import { closeDialog, openDialog, selectEntry, useTracklists } from './tracklists.store.ts';
import {
  currentDetails,
  entryName,
  refreshTracklists,
  shownPlaylist,
  shownTracklist,
  type TracklistDetails,
} from './tracklists-data.ts';

/** Listening across a seam begins so long before it and ends so long after. */
const aroundSeamMs = 4000;
const saveSeamAfterMs = 600;

async function tell(said: string, operation: OperationId | null): Promise<void> {
  await refreshTracklists();
  if (operation !== null) showUndoable({ text: said, operations: [operation], after: refreshTracklists });
}

export function showTracklist(id: TracklistId | null): void {
  useTracklists.setState({ selected: null, editing: null, moving: null });
  showView('tracklists', id);
}

export function pasteTracklist(pasted = ''): void {
  if (shownTracklist() === null) showView('tracklists');
  openDialog('paste', pasted);
}

type Made = { parts: ImportedPart[]; source: Tracklist['source']; name: string };

/** Makes tracklists and shows the first one. */
export async function makeTracklists({ parts, source, name }: Made): Promise<void> {
  const { operation, ids, count, matched } = await call('tracklists.create', { parts, source, name });
  closeDialog();
  await tell(text('tracklists.didMake', { lists: ids.length, count, matched }), operation);
  showTracklist(ids.length === 1 ? (ids[0] ?? null) : null);
}

/** An empty list to mark entries in; of the playing track where something plays. */
export async function startTracklist(): Promise<void> {
  const { track } = usePlayer.getState();
  const { operation, ids } = await call('tracklists.create', {
    parts: [{ facts: track ? { name: track.title || track.fileName, artist: track.artist } : {}, entries: [] }],
    mixTrackId: track?.id ?? null,
    name: text('tracklists.untitled'),
  });
  await tell(text('tracklists.didMake', { lists: 1, count: 0, matched: 0 }), operation);
  showTracklist(ids[0] ?? null);
}

export async function removeTracklist({ id, name }: Pick<Tracklist, 'id' | 'name'>): Promise<void> {
  const { operation } = await call('tracklists.remove', { id });
  if (shownTracklist() === id) showTracklist(null);
  await tell(text('tracklists.didRemove', { name }), operation);
}

export async function publish({ id, name }: Pick<Tracklist, 'id' | 'name'>): Promise<void> {
  const { operation } = await call('tracklists.publish', { id });
  await tell(text('tracklists.didPublish', { name }), operation);
}

export async function editFacts(id: TracklistId, facts: ImportedPart['facts']): Promise<void> {
  const { operation } = await call('tracklists.edit', { id, facts: { ...facts, name: facts.name ?? '' } });
  closeDialog();
  await tell(text('tracklists.didEdit', { name: facts.name ?? '' }), operation);
}

export async function editEntries(id: TracklistId, steps: EntryStep[], said: string): Promise<TracklistEntryId[]> {
  const { operation, added } = await call('tracklists.editEntries', { id, steps });
  await tell(said, operation);
  return added;
}

export async function fixTimes(id: TracklistId, fix: TimeFix): Promise<void> {
  const { operation } = await call('tracklists.fixTimes', { id, fix });
  await tell(text('tracklists.didFix', { name: currentDetails()?.name ?? '' }), operation);
  if (operation === null) showToast({ text: text('tracklists.nothingToFix') });
}

export async function matchAgain(id: TracklistId): Promise<void> {
  const { operation, matched } = await call('tracklists.match', { id });
  await tell(text('tracklists.didMatch', { count: matched }), operation);
  if (operation === null) showToast({ text: text('tracklists.didMatch', { count: matched }) });
}

/** The track an entry is, or that it is none; matching leaves that alone. */
export async function chooseTrack(
  entry: Pick<TracklistEntry, 'id' | 'artist' | 'title'>,
  track: { id: TrackId; title: string } | null,
): Promise<void> {
  const id = shownTracklist();
  if (id === null) return;
  const name = entryName(entry);
  const said = track
    ? text('tracklists.didChooseTrack', { name, track: track.title })
    : text('tracklists.didChooseNone', { name });
  await editEntries(id, [{ type: 'setTrack', id: entry.id, trackId: track?.id ?? null }], said);
}

/** Says that the selected entry is no track of the library. */
export async function noTrack(): Promise<void> {
  const current = currentEntry();
  if (current) await chooseTrack(current.entry, null);
}

/** Lets matching choose the track of the selected entry again. */
export async function freeTrack(): Promise<void> {
  const current = currentEntry();
  if (!current) return;
  const { details, entry } = current;
  await editEntries(
    details.id,
    [{ type: 'freeTrack', id: entry.id }],
    text('tracklists.didFreeTrack', { name: entryName(entry) }),
  );
}

export async function chooseMix(id: TracklistId, track: { id: TrackId; title: string } | null): Promise<void> {
  const { operation } = await call('tracklists.setMix', { id, trackId: track?.id ?? null });
  closeDialog();
  await tell(
    track ? text('tracklists.didChooseMix', { track: track.title }) : text('tracklists.didFreeMix'),
    operation,
  );
}

export async function rollBack(id: TracklistId, version: number): Promise<void> {
  const { operation } = await call('tracklists.rollBack', { id, version });
  closeDialog();
  await tell(text('tracklists.didRollBack', { version }), operation);
}

export async function updateTracklist(
  id: TracklistId,
  part: ImportedPart,
  action: 'keepCurrent' | 'useProposed' | 'merge',
): Promise<void> {
  const { operation } = await call('tracklists.update', { id, part, action });
  closeDialog();
  await tell(text('tracklists.didUpdate', { name: currentDetails()?.name ?? '' }), operation);
}

export async function turnIntoPlaylist({ id, name }: Pick<Tracklist, 'id' | 'name'>): Promise<void> {
  const { operation } = await call('tracklists.toPlaylist', { id });
  await tell(text('tracklists.didMakePlaylist', { name }), operation);
}

/** A tracklist of the playlist on screen: each track begins where the one before it ends. */
export async function makeOfPlaylist(): Promise<void> {
  const playlistId = shownPlaylist();
  if (playlistId === null) return;
  const { operation, id } = await call('tracklists.fromPlaylist', { playlistId });
  const { count, matchedCount } = await call('tracklists.get', { id });
  await tell(text('tracklists.didMake', { lists: 1, count, matched: matchedCount }), operation);
  showTracklist(id);
}

/** Puts the list on the clipboard. */
export async function copyAs(details: TracklistDetails, format: 'text' | 'csv' | 'json'): Promise<void> {
  const { entries } = details;
  const written =
    format === 'csv'
      ? formatAsCsv(entries)
      : format === 'json'
        ? formatAsJson(factsOf(details), entries)
        : formatAsText(entries);
  await navigator.clipboard.writeText(written);
  showToast({ text: text('tracklists.copied', { count: entries.length }) });
}

function factsOf({ name, artist, event, venue, date, genre }: TracklistDetails) {
  return { name, artist, event, venue, date, genre };
}

/** The entry that keys act on, with its place. */
export function currentEntry(): { entry: TracklistEntry; index: number; details: TracklistDetails } | null {
  const details = currentDetails();
  const { selected } = useTracklists.getState();
  const index = details?.entries.findIndex(({ id }) => id === selected) ?? -1;
  const entry = details?.entries[index];
  return details && entry ? { entry, index, details } : null;
}

/** Marks an entry where the player is, in the list that is open. */
export async function markEntry(): Promise<void> {
  const details = currentDetails();
  const { track } = usePlayer.getState();
  if (!details || !track || (details.mix && details.mix.id !== track.id)) {
    showToast({ text: text('tracklists.notPlaying'), tone: 'error' });
    return;
  }
  const startMs = Math.round(livePositionMs());
  const after = details.entries.filter((entry) => entry.startMs !== null && entry.startMs <= startMs).length;
  const said = text('tracklists.didAdd', { number: after + 1, time: writeTime(startMs) });
  const [added] = await editEntries(details.id, [{ type: 'add', entry: { startMs } }], said);
  // The recording that is listened to is the one the list is about.
  if (details.mix === null && details.entries.length === 0)
    await call('tracklists.setMix', { id: details.id, trackId: track.id });
  if (added !== undefined) selectEntry(added);
}

export async function removeSelected(): Promise<void> {
  const current = currentEntry();
  if (!current) return;
  const { details, index, entry } = current;
  selectEntry((details.entries[index + 1] ?? details.entries[index - 1])?.id ?? null);
  const said = text('tracklists.didRemoveEntries', { count: 1 });
  await editEntries(details.id, [{ type: 'remove', ids: [entry.id] }], said);
}

/** An empty entry above the selected one, open for typing. */
export async function addEntryBefore(): Promise<void> {
  const current = currentEntry();
  if (!current) return;
  const { details, index } = current;
  const said = text('tracklists.didAddEntry', { number: index + 1 });
  const [added] = await editEntries(details.id, [{ type: 'add', entry: {}, at: index }], said);
  if (added === undefined) return;
  selectEntry(added);
  useTracklists.setState({ editing: { id: added, column: 'title' } });
}

/** Moves an entry to another place, which counts without it. */
export async function moveEntryTo(id: TracklistEntryId, to: number): Promise<void> {
  const details = currentDetails();
  const entry = details?.entries.find((each) => each.id === id);
  if (!details || !entry) return;
  const said = text('tracklists.didMoveEntry', { name: entryName(entry) });
  await editEntries(details.id, [{ type: 'move', ids: [id], to }], said);
}

export async function moveSelected(step: 1 | -1): Promise<void> {
  const current = currentEntry();
  if (!current) return;
  const { details, index, entry } = current;
  const to = index + step;
  if (to >= 0 && to < details.entries.length) await moveEntryTo(entry.id, to);
}

export function selectBy(step: number): void {
  const details = currentDetails();
  if (!details || details.entries.length === 0) return;
  const index = details.entries.findIndex(({ id }) => id === useTracklists.getState().selected);
  const next = index < 0 ? 0 : Math.max(0, Math.min(details.entries.length - 1, index + step));
  void saveSeam();
  selectEntry(details.entries[next]?.id ?? null);
}

let seamTimer: ReturnType<typeof setTimeout> | undefined;

/** Shows the start of an entry elsewhere; it is saved when nothing moves it for a moment. */
export function moveSeam(id: TracklistEntryId, startMs: number): void {
  useTracklists.setState({ moving: { id, startMs: Math.max(0, Math.round(startMs)) } });
  clearTimeout(seamTimer);
  seamTimer = setTimeout(() => void saveSeam(), saveSeamAfterMs);
}

/** Saves a start that was moved; several steps are one thing to undo. */
export async function saveSeam(): Promise<void> {
  clearTimeout(seamTimer);
  const { moving } = useTracklists.getState();
  const details = currentDetails();
  const index = details?.entries.findIndex(({ id }) => id === moving?.id) ?? -1;
  const entry = details?.entries[index];
  if (!moving || !details || !entry) return;
  if (entry.startMs !== moving.startMs) {
    const time = writeTime(moving.startMs, 2);
    const said = text('tracklists.didMoveSeam', { number: index + 1, time });
    const { startMs } = moving;
    try {
      await editEntries(details.id, [{ type: 'update', id: moving.id, values: { startMs } }], said);
    } finally {
      dropMoving(moving);
    }
  } else dropMoving(moving);
}

/** Unless it was moved on meanwhile. */
function dropMoving(moving: NonNullable<ReturnType<typeof useTracklists.getState>['moving']>): void {
  if (useTracklists.getState().moving === moving) useTracklists.setState({ moving: null });
}

/** The start of the selected entry as it is on screen. */
export function shownStart(entry: Pick<TracklistEntry, 'id' | 'startMs'>): number | null {
  const { moving } = useTracklists.getState();
  return moving?.id === entry.id ? moving.startMs : entry.startMs;
}

export function stepSeam(frames: number): void {
  const current = currentEntry();
  const start = current && shownStart(current.entry);
  if (current && start !== null) moveSeam(current.entry.id, stepFrames(start, frames));
}

/** To the nearest beat of the recording. */
export async function snapToBeat(beatsMs: readonly number[]): Promise<void> {
  const current = currentEntry();
  const start = current && shownStart(current.entry);
  const beat = start === null ? null : nearestBeat(beatsMs, start);
  if (!current || beat === null) return;
  useTracklists.setState({ moving: { id: current.entry.id, startMs: beat } });
  await saveSeam();
}

/** Plays the recording across the seam again and again; once more stops it. */
export async function listenAcross(): Promise<void> {
  const current = currentEntry();
  const start = current && shownStart(current.entry);
  const mix = current?.details.mix;
  if (!mix || start === null) {
    togglePlayback();
    return;
  }
  const startMs = Math.max(0, start - aroundSeamMs);
  const player = usePlayer.getState();
  if (player.track?.id === mix.id && player.part?.startMs === startMs && isPlaying(player)) {
    endPart();
    togglePlayback();
  } else await playPart(mix.id, { startMs, endMs: start + aroundSeamMs });
}

/** Plays the recording from where the selected entry starts. */
export async function playSelected(): Promise<void> {
  const current = currentEntry();
  const mix = current?.details.mix;
  if (current && mix && current.entry.startMs !== null)
    await playAt(mix.id, { positionMs: current.entry.startMs, gainDb: 0 });
}
