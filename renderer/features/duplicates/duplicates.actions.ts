import type { MergedDuplicates } from '#shared/contract/library/duplicates.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { matchLoudness } from '#shared/matched-loudness.ts';
import { call } from '../../api/client.ts';
import { errorText } from '../../messages/errors.ts';
import { text } from '../../messages/use-text.ts';
import { isPlaying, livePositionMs, playAt, togglePlayback, usePlayer } from '../player/index.ts';
import { formatBytes } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { showGroup, useDuplicates } from './duplicates.store.ts';
import {
  currentDetails,
  currentGroups,
  type DuplicateDetails,
  keptFile,
  refreshDuplicates,
} from './duplicates-data.ts';

export function goToIndex(index: number): void {
  const groups = currentGroups();
  const target = groups[Math.max(0, Math.min(index, groups.length - 1))];
  showGroup(target?.id ?? null, target ? groups.indexOf(target) : 0);
}

export function goBy(places: number): void {
  goToIndex(useDuplicates.getState().index + places);
}

function shownDetails(): DuplicateDetails | undefined {
  const { groupId } = useDuplicates.getState();
  return groupId === null ? undefined : currentDetails(groupId);
}

/** Keeps this file instead; while one of the group is heard, it is heard from now on. */
export function chooseFile(id: TrackId): void {
  useDuplicates.setState({ keep: id });
  const details = shownDetails();
  if (details && heardFile(details)) void hearFile(details, id);
}

export function chooseNumber(number: number): void {
  const file = shownDetails()?.files[number - 1];
  if (file) chooseFile(file.track.id);
}

/** The file of the group that sounds now. */
function heardFile({ files }: DuplicateDetails) {
  const player = usePlayer.getState();
  return isPlaying(player) ? files.find(({ track }) => track.id === player.track?.id) : undefined;
}

/** Begins to play the chosen file, or goes on with the next one at the same spot. */
export async function listen(): Promise<void> {
  const details = shownDetails();
  if (!details) return;
  const heard = heardFile(details);
  const chosen = keptFile(details, useDuplicates.getState().keep);
  const next = heard ? details.files[(details.files.indexOf(heard) + 1) % details.files.length] : chosen;
  if (next) await hearFile(details, next.track.id);
}

export function stopListening(): void {
  const details = shownDetails();
  if (details && heardFile(details)) togglePlayback();
}

/** All files of a group are heard at one loudness, and at the spot of the music where the last one was. */
async function hearFile(details: DuplicateDetails, id: TrackId): Promise<void> {
  const { files } = details;
  const index = files.findIndex(({ track }) => track.id === id);
  const file = files[index];
  if (!file) return;
  const { track: playing } = usePlayer.getState();
  const before = files.find(({ track }) => track.id === playing?.id);
  const positionMs = before ? livePositionMs() - before.offsetMs + file.offsetMs : file.offsetMs;
  const gains = matchLoudness(files.map(({ track, truePeakDb }) => ({ lufs: track.lufs, truePeakDb })));
  await playAt(id, { positionMs: Math.max(0, positionMs), gainDb: gains[index] ?? 0 });
}

/** Keeps what is chosen, gives the others to the trash, and goes on. */
export async function merge(): Promise<void> {
  const details = shownDetails();
  const kept = details && keptFile(details, useDuplicates.getState().keep);
  if (!details || !kept) return;
  const trash = details.files.map(({ track }) => track.id).filter((id) => id !== kept.track.id);
  await send(async () => {
    const merged = await call('duplicates.merge', { groups: [{ id: details.id, keep: kept.track.id, trash }] });
    tellMerged(merged);
  });
}

export async function mergeSure(): Promise<void> {
  await send(async () => tellMerged(await call('duplicates.mergeSure')));
}

export async function dismiss(): Promise<void> {
  await dismissAs('duplicates.dismissed');
}

export async function keepAll(): Promise<void> {
  await dismissAs('duplicates.keptAll');
}

async function dismissAs(message: 'duplicates.dismissed' | 'duplicates.keptAll'): Promise<void> {
  const { groupId } = useDuplicates.getState();
  const group = currentGroups().find(({ id }) => id === groupId);
  if (!group) return;
  await send(async () => {
    const { operation } = await call('duplicates.dismiss', { ids: [group.id] });
    const said = text(message, { title: group.title, count: group.fileCount });
    showUndoable({ text: said, operations: [operation], after: refreshDuplicates });
  });
}

export async function look(): Promise<void> {
  await call('duplicates.look');
  await refreshDuplicates();
}

function tellMerged({ operation, files, sizeBytes, left }: MergedDuplicates): void {
  const [first] = left;
  const done =
    files > 0
      ? text('duplicates.merged', { count: files, size: formatBytes(sizeBytes) })
      : text('duplicates.nothingMerged');
  const rest = first
    ? text('duplicates.left', { count: left.length, name: first.fileName, reason: errorText(text, first.code) })
    : '';
  showUndoable({ text: [done, rest].filter(Boolean).join('. '), operations: [operation], after: refreshDuplicates });
}

/** One answer at a time; what it was about leaves the list, and the next one takes its place. */
async function send(answer: () => Promise<void>): Promise<void> {
  if (useDuplicates.getState().isSending) return;
  useDuplicates.setState({ isSending: true });
  try {
    await answer();
    await refreshDuplicates();
  } finally {
    useDuplicates.setState({ isSending: false });
  }
}
