import type { Db } from '#core/db/query.ts';
import type { SearchReader } from '#core/library/search/search-reader.ts';
import type { NameRule, OrganizeScope } from '#shared/contract/organize.ts';
import {
  consistencyOf,
  type Draft,
  draftProposal,
  getNamedTracks,
  listNamedTracks,
  type ReadyRule,
  readyRule,
  toProposalRow,
} from './find-proposals.ts';
import { planRows } from './plan-rows.ts';
import type { ProposalRow } from './proposal-row.ts';
import {
  clearProposals,
  listOrganizeFolders,
  mapSaid,
  removeProposals,
  saveProposals,
} from './proposals.repository.ts';
import { getRules } from './rules.repository.ts';

export type Looking = {
  db: Db;
  search: SearchReader;
  now(): number;
  /** Keeps what else was proposed, and the user's word on it. */
  isAdded: boolean;
  signal: AbortSignal;
  onProgress(done: number, total: number | null): void;
};

const stretch = 500;
const saveAtOnce = 2000;

/** Looks at tracks one stretch after another, plans the whole batch, and keeps it as proposals. False where it was ended. */
export async function lookForProposals(scope: OrganizeScope, looking: Looking): Promise<boolean> {
  const { db, now, signal } = looking;
  const drafts = await draftAll(scope, looking);
  if (drafts === null) return false;
  const shares = consistencyOf(drafts);
  const at = now();
  const said = mapSaid(db, at);
  const rows: ProposalRow[] = [];
  for (const [index, draft] of drafts.entries()) {
    rows.push(withWord(toProposalRow(draft, shares.get(draft.track.id) ?? 1, at), said.get(draft.track.id)));
    if (index % stretch === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const { rows: planned, settled } = await planRows(db, rows, listOrganizeFolders(db));
  if (signal.aborted) return false;
  const dropped = new Set(settled);
  await saveAll(
    planned.filter(({ track_id }) => !dropped.has(track_id)),
    looking,
    scope,
  );
  return true;
}

/** What the user said to the same proposal before still holds; so does a path typed for a file that is as it was. */
function withWord(row: ProposalRow, before: ProposalRow | undefined): ProposalRow {
  if (!before || before.folder_id !== row.folder_id) return row;
  const { decision, strategy } = before;
  if (before.is_edited === 1 && before.seen === row.seen) return { ...before, at: row.at, source: row.source };
  return before.wanted === row.wanted ? { ...row, decision, strategy } : row;
}

async function saveAll(rows: readonly ProposalRow[], { db, isAdded }: Looking, scope: OrganizeScope): Promise<void> {
  if (!isAdded) clearProposals(db);
  else if (scope.type === 'ids') removeProposals(db, scope.ids);
  for (let start = 0; start < rows.length; start += saveAtOnce) {
    saveProposals(db, rows.slice(start, start + saveAtOnce));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function draftAll(scope: OrganizeScope, looking: Looking): Promise<Draft[] | null> {
  const { db, signal, onProgress } = looking;
  const rules = getRules(db);
  const folders = listOrganizeFolders(db);
  const ready = await readyRules(rules.rules, looking.search, 'organize-rule');
  const ids = await idsOf(scope, looking.search);
  const total = ids?.length ?? (db.prepare('SELECT count(*) FROM track').pluck().get() as number);
  const drafts: Draft[] = [];
  let after = 0;
  for (let done = 0; ; done += stretch) {
    if (signal.aborted) return null;
    const chunk = ids?.slice(done, done + stretch);
    const tracks = chunk ? getNamedTracks(db, chunk) : listNamedTracks(db, after, stretch);
    if (chunk ? chunk.length === 0 : tracks.length === 0) break;
    for (const track of tracks) {
      const draft = draftProposal(track, { ready, rules, folders });
      if (draft) drafts.push(draft);
    }
    after = tracks.at(-1)?.id ?? after;
    onProgress(Math.min(done + stretch, total), total);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return drafts;
}

async function idsOf(scope: OrganizeScope, search: SearchReader): Promise<number[] | null> {
  if (scope.type === 'all') return null;
  if (scope.type === 'ids') return scope.ids;
  const { ids } = await search.openView({ slot: 'organize-scope', text: scope.text, sort: [] });
  return Array.from(ids);
}

/** Rules with the tracks of their searches; one whose pattern is broken is left out. */
export async function readyRules(rules: readonly NameRule[], search: SearchReader, slot: string): Promise<ReadyRule[]> {
  const ready: ReadyRule[] = [];
  for (const [index, rule] of rules.entries()) {
    const found =
      rule.query.trim() === '' ? null : await search.openView({ slot: `${slot}-${index}`, text: rule.query, sort: [] });
    const one = readyRule(rule, found && new Set(found.ids));
    if (one) ready.push(one);
  }
  return ready;
}
