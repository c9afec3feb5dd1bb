import { type ReviewKind, reviewKinds } from '#shared/contract/review.ts';
import type { Mood } from '#shared/findings.ts';
import { moods as moodNames } from '#shared/findings.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { setOverrides } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { answerText } from './answer-text.ts';
import { chosenBpm, chosenMoods, type Details, draftGrid, overridesFor, scaledBpm, toggleMood } from './answers.ts';
import { nearestDownbeat } from './beat-grid.ts';
import { currentDetails, currentItemCount, loadDetails, loadItem, refreshLane } from './lane-data.ts';
import type { LaneFilter } from './lane-layout.ts';
import { type Cursor, changeDraft, placeKey, showPlace, useLane } from './review.store.ts';
import { addTap, tappedBpm } from './tap-tempo.ts';

export function showFilter(filter: LaneFilter): void {
  useLane.setState({ filter, resume: null });
  showPlace(null);
}

/** Opens the question at an index of the lane; false where there is none. */
export async function goToIndex(index: number): Promise<boolean> {
  const item = await loadItem(useLane.getState().filter, index);
  if (!item) return false;
  useLane.setState({ resume: null });
  showPlace({ id: item.id, kind: item.question.kind, index });
  return true;
}

export async function goNext(): Promise<void> {
  const target = nextIndex();
  if (target !== null && target < currentItemCount(useLane.getState().filter)) await goToIndex(target);
}

export async function goBack(): Promise<void> {
  const { cursor, resume } = useLane.getState();
  const index = cursor?.index ?? resume?.index ?? null;
  if (index !== null && index > 0) await goToIndex(index - 1);
}

/** Leaves the question for later, with the further ones of the same track. */
export async function skip(): Promise<void> {
  const { cursor, skipped, filter } = useLane.getState();
  if (!cursor) return;
  useLane.setState({ skipped: new Set([...skipped, placeKey(cursor)]) });
  const target = nextIndex() ?? 0;
  const isAtEnd = target >= currentItemCount(filter);
  await goToIndex(isAtEnd ? 0 : target);
}

/** Where the lane goes on. An answered question has left it, so that its place is the next one's. */
function nextIndex(): number | null {
  const { cursor, resume, isAnswered } = useLane.getState();
  if (cursor?.index == null) return resume?.index ?? null;
  return isAnswered ? cursor.index : cursor.index + 1;
}

/** Keeps what is chosen and goes on: to the next question of the track, or to the next one of the lane. */
export async function accept(): Promise<void> {
  await answer(async (cursor, details) => {
    const { filter, resume } = useLane.getState();
    const further = filter === 'all' ? nextQuestion(details, cursor.kind) : null;
    const following = resume ?? (await placeAfter(cursor, filter));
    return further
      ? () => openFurther({ id: cursor.id, kind: further, index: null }, following)
      : () => openFollowing(following, cursor.index ?? 0);
  });
}

/** Keeps what is chosen, and stays. */
export async function lock(): Promise<void> {
  await answer(async (cursor) => () => {
    useLane.setState({ isAnswered: true, resume: null });
    if (cursor.index === null) useLane.setState({ cursor: { ...cursor, index: null } });
  });
}

/** Sends the answer. `plan` looks where to go on, while the lane still is what it was. */
async function answer(plan: (cursor: Cursor, details: Details) => Promise<() => void | Promise<void>>): Promise<void> {
  const { cursor, draft, isSending, isAnswered } = useLane.getState();
  const details = cursor ? currentDetails(cursor.id) : undefined;
  if (!cursor || !details || isSending) return;
  if (isAnswered && draft.bpm === null && draft.key === null && draft.moods === null && draft.anchorMs === null) {
    await goNext();
    return;
  }
  const overrides = overridesFor(cursor.kind, details, draft);
  if (overrides.length === 0) return;
  useLane.setState({ isSending: true });
  try {
    const goOn = await plan(cursor, details);
    const operations = await setOverrides(overrides);
    showUndoable({ text: answerText(cursor.kind, details, draft), operations, after: () => stepBack(cursor) });
    await refreshLane();
    await goOn();
  } finally {
    useLane.setState({ isSending: false });
  }
}

/** The answer was taken back: the lane goes back to its question. */
async function stepBack(cursor: Cursor | null): Promise<void> {
  await refreshLane();
  if (!cursor) return;
  useLane.setState({ resume: null });
  showPlace(cursor);
}

/** The question of this track after one of a kind, in the order in which they are asked. */
export function nextQuestion({ waiting }: Pick<Details, 'waiting'>, kind: ReviewKind): ReviewKind | null {
  return reviewKinds.slice(reviewKinds.indexOf(kind) + 1).find((later) => waiting.includes(later)) ?? null;
}

async function placeAfter({ index }: Cursor, filter: LaneFilter): Promise<Cursor | null> {
  if (index === null || index + 1 >= currentItemCount(filter)) return null;
  const item = await loadItem(filter, index + 1);
  // Once the answered question has left, the next one takes its place.
  return item ? { id: item.id, kind: item.question.kind, index } : null;
}

async function openFurther(place: Cursor, resume: Cursor | null): Promise<void> {
  useLane.setState({ resume });
  await loadDetails(place.id);
  showPlace(place);
}

async function openFollowing(following: Cursor | null, index: number): Promise<void> {
  useLane.setState({ resume: null });
  if (following) {
    showPlace(following);
    return;
  }
  const { filter } = useLane.getState();
  const last = currentItemCount(filter) - 1;
  if (last < 0 || !(await goToIndex(Math.min(index, last)))) showPlace(null);
}

export async function acceptAll(): Promise<void> {
  const { filter } = useLane.getState();
  const { count, operation } = await call('review.acceptAll', { kind: filter, minimumShare: acceptedShare });
  showUndoable({
    text: text('review.acceptedAll', { count }),
    operations: [operation],
    after: () => stepBack(null),
  });
  await refreshLane();
}

/** "Accept all" takes what has at least this share. */
const acceptedShare = 0.6;

export async function analyseAgain(): Promise<void> {
  const { cursor } = useLane.getState();
  if (!cursor) return;
  const { count } = await call('analysis.repeat', { ids: [cursor.id] });
  showToast({ text: text('library.repeated', { count }) });
}

function withDetails(use: (details: Details, cursor: Cursor) => void): void {
  const { cursor } = useLane.getState();
  const details = cursor ? currentDetails(cursor.id) : undefined;
  if (cursor && details) use(details, cursor);
}

/** Chooses by number, from 1: a candidate, or a mood more or less. */
export function chooseNumber(number: number): void {
  withDetails((details, { kind }) => {
    const { findings } = details.analysis;
    const tempo = findings?.tempo.candidates[number - 1];
    const key = findings?.key.candidates[number - 1];
    const mood = moodNames[number - 1];
    if (kind === 'tempo' && tempo) changeDraft({ bpm: tempo.bpm });
    if (kind === 'key' && key) changeDraft({ key: key.key });
    if (kind === 'mood' && mood) flipMood(mood);
  });
}

export function flipMood(mood: Mood): void {
  withDetails((details) => changeDraft({ moods: toggleMood(chosenMoods(details, useLane.getState().draft), mood) }));
}

export function scaleTempo(factor: number): void {
  withDetails((details) => {
    const bpm = scaledBpm(details, useLane.getState().draft, factor);
    if (bpm !== null) changeDraft({ bpm });
  });
}

export function tap(atMs: number): void {
  const taps = addTap(useLane.getState().taps, atMs);
  useLane.setState({ taps });
  const bpm = tappedBpm(taps);
  if (bpm !== null) changeDraft({ bpm });
}

/** Moves the beats by so much: the first of a bar nearest to `nearMs`, or where it was moved to before. */
export function nudgeGrid(differenceMs: number, nearMs: number): void {
  withDetails((details) => {
    const anchor = anchorOf(details, nearMs);
    if (anchor !== null) moveGrid(anchor + differenceMs, details);
  });
}

export function moveGrid(anchorMs: number, { track }: Details): void {
  changeDraft({ anchorMs: Math.max(0, Math.min(track.durationMs ?? Number.POSITIVE_INFINITY, anchorMs)) });
}

export function anchorOf(details: Details, nearMs: number): number | null {
  const { draft } = useLane.getState();
  if (draft.anchorMs !== null) return draft.anchorMs;
  const grid = draftGrid(details, draft, chosenBpm(details, draft));
  return grid && nearestDownbeat(grid, nearMs);
}
