import type { z } from 'zod';
import { type entryStep, mostEntries } from '#shared/contract/tracklists.ts';
import { AppError } from '#shared/errors.ts';
import { isUnknownName } from '#shared/tracklist/track-name.ts';
import { type EntryFacts, emptyEntry } from '#shared/tracklist/tracklist-parts.ts';
import type { EntryState } from './tracklist-state.ts';

export type Step = z.output<typeof entryStep>;
/** Gives a new entry its number. */
export type TakeNumber = () => number;

type Given<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** The values that are named: what is undefined stays as it was. */
export function onlyGiven<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>;
}

/** An entry that was never there, as typed by hand. */
export function newEntry(id: number, values: Partial<EntryFacts>): EntryState {
  const entry = { ...emptyEntry, ...values };
  return {
    ...tidy(entry),
    id,
    trackId: null,
    matchScore: null,
    isMatchFixed: false,
    isManual: entry.confidence === null,
  };
}

/** Says "ID" where there is no name, and lets nothing end before it begins. */
export function tidy<Entry extends EntryFacts>(entry: Entry): Entry {
  const title = entry.title.trim();
  const hasName = title !== '' || entry.artist.trim() !== '';
  const endMs = entry.endMs !== null && entry.startMs !== null && entry.endMs <= entry.startMs ? null : entry.endMs;
  return {
    ...entry,
    artist: entry.artist.trim(),
    title: hasName ? title : 'ID',
    remix: entry.remix.trim(),
    label: entry.label.trim(),
    isUnknown: entry.isUnknown || !hasName || isUnknownName(title),
    endMs,
  };
}

/** The entries after a step. Throws NOT_FOUND for an entry that is gone. */
export function applyStep(entries: readonly EntryState[], step: Step, take: TakeNumber): EntryState[] {
  switch (step.type) {
    case 'add':
      return addEntry(entries, step, take());
    case 'update':
      return updateEntry(entries, step.id, onlyGiven(step.values));
    case 'remove':
      return entries.filter(({ id }) => !step.ids.some((gone) => gone === id));
    case 'move':
      return moveEntries(entries, step.ids, step.to);
    case 'replace':
      return step.entries.map(({ id, ...values }) => {
        const known = entries.find((entry) => entry.id === id);
        return known ? tidy({ ...known, ...onlyGiven(values) }) : newEntry(take(), onlyGiven(values));
      });
    case 'setTrack':
      return withEntry(entries, step.id, (entry) => ({
        ...entry,
        trackId: step.trackId,
        matchScore: null,
        isMatchFixed: true,
      }));
    case 'freeTrack':
      return withEntry(entries, step.id, (entry) => ({ ...entry, isMatchFixed: false }));
  }
}

function addEntry(entries: readonly EntryState[], step: Extract<Step, { type: 'add' }>, id: number): EntryState[] {
  if (entries.length >= mostEntries) {
    throw new AppError('INVALID_INPUT', `A tracklist has at most ${mostEntries} entries.`, { most: mostEntries });
  }
  const made = newEntry(id, onlyGiven(step.entry));
  const entry = step.trackId === undefined ? made : { ...made, trackId: step.trackId, isMatchFixed: true };
  const at = step.at ?? placeByStart(entries, entry.startMs);
  return [...entries.slice(0, at), entry, ...entries.slice(at)];
}

/** Behind everything that begins before it, and what belongs to that. */
function placeByStart(entries: readonly EntryState[], startMs: number | null): number {
  if (startMs === null) return entries.length;
  const next = entries.findIndex((entry) => entry.startMs !== null && entry.startMs > startMs);
  return next < 0 ? entries.length : next;
}

function updateEntry(entries: readonly EntryState[], id: number, values: Partial<EntryFacts>): EntryState[] {
  const index = entries.findIndex((entry) => entry.id === id);
  const old = entries[index];
  const changed = withEntry(entries, id, (entry) => {
    // A name that was typed is known, unless it says otherwise itself.
    const isUnknown = values.isUnknown ?? (values.title === undefined ? entry.isUnknown : false);
    return tidy({ ...entry, ...values, isUnknown, isManual: true, confidence: values.confidence ?? null });
  });
  const startMs = values.startMs;
  if (!old || startMs === undefined || startMs === null) return changed;
  // What ended where this one began ends there still: a seam is one line.
  return changed.map((entry, place) =>
    place < index && entry.endMs !== null && entry.endMs === old.startMs && startMs > (entry.startMs ?? 0)
      ? { ...entry, endMs: startMs }
      : entry,
  );
}

function withEntry(entries: readonly EntryState[], id: number, edit: (entry: EntryState) => EntryState): EntryState[] {
  if (!entries.some((entry) => entry.id === id)) throw new AppError('NOT_FOUND', 'That entry is gone.', { id });
  return entries.map((entry) => (entry.id === id ? edit(entry) : entry));
}

function moveEntries(entries: readonly EntryState[], ids: readonly number[], to: number): EntryState[] {
  const moving = new Set<number>(ids);
  const rest = entries.filter(({ id }) => !moving.has(id));
  const moved = entries.filter(({ id }) => moving.has(id));
  const at = Math.min(to, rest.length);
  return [...rest.slice(0, at), ...moved, ...rest.slice(at)];
}
