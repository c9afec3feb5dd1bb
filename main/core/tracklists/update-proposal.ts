import type { z } from 'zod';
import type { EntryDifference, updateActions, updateProposal } from '#shared/contract/tracklists.ts';
import type { EntryFacts } from '#shared/tracklist/tracklist-parts.ts';
import { compareEntries, isCritical, pairEntries } from './compare-entries.ts';
import { newEntry, type TakeNumber, tidy } from './entry-steps.ts';
import { type EntryState, entryNames } from './tracklist-state.ts';

type Proposal = z.output<typeof updateProposal>;
export type UpdateAction = (typeof updateActions)[number];

const sureConfidence = 0.9;

/** What a newer state of a list would change. Values it does not know count as unchanged. */
export function proposeUpdate(current: readonly EntryState[], proposed: readonly EntryFacts[]): Proposal {
  const filled = fillFrom(current, proposed);
  const differences = compareEntries(current, filled);
  const count = (kind: EntryDifference['kind']) => differences.filter((each) => each.kind === kind).length;
  const [added, removed, modified] = [count('added'), count('removed'), count('modified')];
  const confidence = confidenceOf(added, removed, modified);
  return {
    differences,
    added,
    removed,
    modified,
    confidence,
    kind: kindOf(added, removed, modified),
    isSure: confidence >= sureConfidence,
  };
}

function confidenceOf(added: number, removed: number, modified: number): number {
  const onlyModified = added === 0 && removed === 0 && modified > 0;
  return Math.round((0.8 - (removed > 3 ? 0.2 : 0) - (added > 5 ? 0.1 : 0) + (onlyModified ? 0.1 : 0)) * 100) / 100;
}

function kindOf(added: number, removed: number, modified: number): Proposal['kind'] {
  const all = added + removed + modified;
  if (all === 0) return 'none';
  if (all > 10 || removed > 5 || (added > 5 && removed > 2)) return 'majorRestructure';
  if (added >= removed && added >= modified) return 'trackAdded';
  return removed >= modified ? 'trackRemoved' : 'trackModified';
}

/** The proposed entries, with what they leave open taken from the entries they are. */
function fillFrom(current: readonly EntryState[], proposed: readonly EntryFacts[]): (EntryFacts & { id?: number })[] {
  const pairs = pairEntries(current, proposed);
  return proposed.map((entry, index) => {
    const other = pairs.get(index);
    const old = other === undefined ? undefined : current[other];
    return old ? { ...filled(entry, old), id: old.id } : entry;
  });
}

function filled(entry: EntryFacts, old: EntryState): EntryFacts {
  const result: EntryFacts = { ...entry };
  // Nobody forgets what a track is called: "ID" in a newer list does not take a name away.
  if (entry.isUnknown && !old.isUnknown) return { ...factsOf(old), startMs: entry.startMs ?? old.startMs };
  for (const name of entryNames) if (isOpen(entry[name])) copy(result, old, name);
  return result;
}

function isOpen(value: EntryFacts[(typeof entryNames)[number]]): boolean {
  return value === null || value === '' || value === 'unknown';
}

function copy<Name extends keyof EntryFacts>(to: EntryFacts, from: EntryFacts, name: Name): void {
  to[name] = from[name];
}

function factsOf(entry: EntryState): EntryFacts {
  const { id: _, trackId: __, matchScore: ___, isMatchFixed: ____, isManual: _____, ...facts } = entry;
  return facts;
}

/**
 * The entries after an update. `useProposed` takes the newer list, but no critical track away; `merge` keeps every entry
 * and fills only what is not known; `keepCurrent` changes nothing.
 */
export function applyUpdate(
  current: readonly EntryState[],
  proposed: readonly EntryFacts[],
  action: UpdateAction,
  take: TakeNumber,
): EntryState[] {
  if (action === 'keepCurrent') return [...current];
  const pairs = pairEntries(current, proposed);
  const made = proposed.map((entry, index): EntryState => {
    const other = pairs.get(index);
    const old = other === undefined ? undefined : current[other];
    if (!old) return newEntry(take(), entry);
    return tidy({ ...old, ...(action === 'merge' ? onlyOpen(entry, old) : filled(entry, old)) });
  });
  const kept = new Set(pairs.values());
  const stays = (entry: EntryState, index: number) =>
    !kept.has(index) && (action === 'merge' || isCritical(entry, index));
  return weave(current, made, stays);
}

/** What an entry does not say yet. */
function onlyOpen(entry: EntryFacts, old: EntryState): Partial<EntryFacts> {
  if (old.isUnknown && !entry.isUnknown) return filled(entry, old);
  const values = factsOf(old);
  for (const name of entryNames) if (isOpen(old[name])) copy(values, entry, name);
  return values;
}

/** Puts entries that stay back behind the one they followed. */
function weave(
  current: readonly EntryState[],
  made: readonly EntryState[],
  stays: (entry: EntryState, index: number) => boolean,
): EntryState[] {
  const result = [...made];
  for (const [index, entry] of current.entries()) {
    if (!stays(entry, index)) continue;
    const before = index === 0 ? undefined : current[index - 1]?.id;
    const place = before === undefined ? 0 : result.findIndex(({ id }) => id === before) + 1;
    result.splice(place === 0 && index > 0 ? Math.min(index, result.length) : place, 0, entry);
  }
  return result;
}
