import type { TrackId } from '#shared/contract/library/tracks.ts';
import type {
  NameRule,
  OrganizeRules,
  OrganizeScope,
  Proposal,
  ProposalChange,
  ProposalChoice,
  Strategy,
} from '#shared/contract/organize.ts';
import { call } from '../../api/client.ts';
import { updateSettings } from '../../api/settings.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { playTracks } from '../player/index.ts';
import { changeSelection, formatBytes, selectedIds } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { loadProposal, refreshOrganize } from './list-data.ts';
import { useOrganize } from './organize.store.ts';

/** Looks which files do not match their pattern. */
export async function look(scope: OrganizeScope = useOrganize.getState().scope): Promise<void> {
  useOrganize.setState({ scope, dryRun: null });
  await call('organize.propose', { scope });
}

/** Shows the view for some tracks; without any, for the whole library. */
export async function organizeTracks(ids: readonly TrackId[]): Promise<void> {
  useOrganize.setState({ filter: 'all', text: '', current: 0, folded: new Set() });
  showView('organize');
  await look(ids.length > 0 ? { type: 'ids', ids: ids.slice(0, 10_000) } : { type: 'all' });
}

export async function organizeSelection(): Promise<void> {
  const ids = await selectedIds();
  if (ids.length > 0) await organizeTracks(ids);
}

export async function change(chosen: ProposalChoice, what: ProposalChange): Promise<void> {
  useOrganize.setState({ dryRun: null });
  await call('organize.update', { chosen, change: what });
  await refreshOrganize();
}

export function changeOne({ id }: Proposal, what: ProposalChange): void {
  void attempt(() => change({ type: 'ids', ids: [id] }, what));
}

/** The file that the keys act on. */
function currentProposal(): Promise<Proposal | undefined> {
  const { filter, text: words, current } = useOrganize.getState();
  return loadProposal({ filter, text: words }, current);
}

export function goBy(step: number): void {
  useOrganize.setState(({ current }) => ({ current: Math.max(0, current + step) }));
}

/** Ticks or unticks the current file and goes on to the next. */
export async function decideAndGoOn(isApproved: boolean): Promise<void> {
  const proposal = await currentProposal();
  if (!proposal) return;
  goBy(1);
  await change({ type: 'ids', ids: [proposal.id] }, { type: 'approve', isApproved });
}

export async function decideStrategy(strategy: Strategy): Promise<void> {
  const proposal = await currentProposal();
  if (proposal?.conflict) await change({ type: 'ids', ids: [proposal.id] }, { type: 'strategy', strategy });
}

/** Everything without a conflict; unticking takes the conflicts along. */
export async function tickAll(isTicked: boolean): Promise<void> {
  const { text: words } = useOrganize.getState();
  for (const filter of isTicked ? (['warnings', 'ready'] as const) : (['all'] as const)) {
    const counted = await call('organize.list', { filter, text: words, start: 0, count: 1 });
    if (counted.total === 0) continue;
    await change({ type: 'list', filter, text: words }, { type: 'approve', isApproved: isTicked });
  }
}

export async function solveAll(strategy: Strategy): Promise<void> {
  const { text: words } = useOrganize.getState();
  await change({ type: 'list', filter: 'conflicts', text: words }, { type: 'strategy', strategy });
}

export async function playCurrent(): Promise<void> {
  const proposal = await currentProposal();
  if (proposal) await playTracks([proposal.id]);
}

/** Shows a track in the inspector, where an empty field can be filled. */
export async function showInInspector({ id }: Proposal): Promise<void> {
  changeSelection((selection) => ({ ...selection, ids: new Set([id]), entries: null, whole: null }));
  await updateSettings({ isInspectorOpen: true });
}

/** Keeps a rule, in place of the one of its id or before those for any file, and looks again. */
export async function saveRule(rules: OrganizeRules, rule: NameRule): Promise<void> {
  const isKnown = rules.rules.some(({ id }) => id === rule.id);
  const next = isKnown ? rules.rules.map((one) => (one.id === rule.id ? rule : one)) : [rule, ...rules.rules];
  await saveRules({ ...rules, rules: next });
}

export async function saveRules(rules: OrganizeRules): Promise<void> {
  await call('organize.saveRules', rules);
  await refreshOrganize();
  await look();
}

export async function dryRun(): Promise<void> {
  const result = await call('organize.apply', { isDryRun: true });
  const [refused] = result.refused;
  const sentences = [
    text('organize.dryRunResult', {
      count: result.moveCount,
      folders: result.folderCount,
      sidecars: result.sidecarCount,
    }),
    ...(result.copyBytes > 0 ? [`${formatBytes(result.copyBytes)} ${text('organize.dryRunCopy')}`] : []),
    ...(refused ? [text('organize.dryRunRefused', { count: result.refusedCount, path: refused.path })] : []),
  ];
  useOrganize.setState({ dryRun: sentences.join(' ') });
}

/** Renames what is ticked; the toast takes it back. */
export async function apply(): Promise<void> {
  const { operation, moveCount, refusedCount, refused } = await call('organize.apply', { isDryRun: false });
  useOrganize.setState({ current: 0, dryRun: null });
  await refreshOrganize();
  if (operation !== null) {
    const said = text('organize.renaming', { count: moveCount });
    showUndoable({ text: said, operations: [operation] });
  } else if (refused[0]) {
    showToast({ text: text('organize.dryRunRefused', { count: refusedCount, path: refused[0].path }), tone: 'error' });
  }
}
