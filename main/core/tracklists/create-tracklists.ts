import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ImportedPart, Tracklist } from '#shared/contract/tracklists.ts';
import { listDuration } from '#shared/tracklist/timing.ts';
import { listConfidence } from '#shared/tracklist/tracklist-parts.ts';
import { newEntry, onlyGiven } from './entry-steps.ts';
import { findMixes, sureMixScore, type WantedMix } from './match-mix.ts';
import { TrackMatcher } from './match-tracks.ts';
import { content } from './save-tracklist.ts';
import { nextNumbers, wholeChange } from './tracklist-changes.ts';
import type { EntryState, FactsState, OriginState, TracklistState } from './tracklist-state.ts';

export type NewTracklists = {
  parts: readonly ImportedPart[];
  source: Tracklist['source'];
  /** Of the mix the lists are about; without one the likeliest is taken where it is sure. */
  mixTrackId: number | null;
  /** What a list without a name is called. */
  name: string;
};

/** Makes tracklists as one operation, their entries matched to the library and each list to its mix. */
export function createTracklists(
  { db, history, changes, platform }: Pick<Context, 'db' | 'history' | 'changes' | 'platform'>,
  { parts, source, mixTrackId, name }: NewTracklists,
): { operation: OperationId | null; ids: number[]; count: number; matched: number } {
  const now = platform.now();
  return db.transaction(() => {
    const ids = nextNumbers(db, 'tracklist', parts.length);
    const numbers = nextNumbers(
      db,
      'tracklist_entry',
      parts.reduce((sum, { entries }) => sum + entries.length, 0),
    );
    const matcher = new TrackMatcher(db);
    const states = parts.map(({ facts, entries }): TracklistState => {
      const made = entries.map((entry) => newEntry(numbers.shift() as number, entry));
      const named: FactsState = { ...noFacts, ...onlyGiven(facts), name: facts.name?.trim() || name };
      return newState(db, named, matcher.match(made), { source, mixTrackId, now });
    });
    const steps = states.map((state, index) => wholeChange(ids[index] as number, null, state));
    const { operation } = history.apply('makeTracklist', steps, states[0]?.facts.name);
    changes.add({ topics: ['tracklists'] });
    const entries = states.flatMap((state) => state.entries);
    return { operation, ids, count: entries.length, matched: entries.filter(({ trackId }) => trackId !== null).length };
  })();
}

const noFacts: FactsState = { name: '', artist: '', event: '', venue: '', date: '', genre: '', note: '' };

function newState(
  db: Db,
  facts: FactsState,
  entries: EntryState[],
  { source, mixTrackId, now }: Pick<NewTracklists, 'source' | 'mixTrackId'> & { now: number },
): TracklistState {
  const confidence = source === 'manual' || source === 'playlist' ? null : listConfidence(entries, facts);
  const origin: OriginState = { mixTrackId, mixScore: null, durationMs: null, source, confidence };
  if (mixTrackId === null) {
    const [best] = findMixes(db, wantedMix(facts, entries), 1);
    if (best && best.score >= sureMixScore) {
      origin.mixTrackId = best.trackId;
      origin.mixScore = best.score;
    }
  }
  const made = { facts, entries };
  const first = { number: 1, at: now, state: 'draft', change: 'manualEdit', content: content(made) } as const;
  return { ...made, origin, version: 1, state: 'draft', createdAt: now, versions: [first] };
}

/** What a list says of its recording. */
export function wantedMix(facts: FactsState, entries: readonly EntryState[]): WantedMix {
  const lastStartMs = Math.max(0, ...entries.map(({ startMs }) => startMs ?? 0));
  return { ...facts, durationMs: lastStartMs > 0 ? listDuration(entries, null) : null, lastStartMs };
}

/** Whether there is such a track now. */
export function hasTrack(db: Db, id: number): boolean {
  return prepare(db, 'SELECT 1 FROM track WHERE id = ?').get(id) !== undefined;
}
