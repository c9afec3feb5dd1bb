import type { EnrichField, LookUp } from '#shared/contract/enrich.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { selectedIds } from '../tracks/index.ts';
import { currentCandidate, openEnrich, showTrack, useEnrich, usualTicks } from './enrich.store.ts';

const mostAtOnce = 10_000;

/** Asks about the selection, and shows what is found. */
export function lookUpSelection(): Promise<void> {
  return attempt(async () => {
    const { services } = await call('connectors.list');
    const ids = (await selectedIds()).slice(0, mostAtOnce);
    if (ids.length > 0 && services.some(({ id, isConnected }) => id === 'musicbrainz' && isConnected)) {
      await call('enrich.lookUp', { ids });
      showToast({ text: text('enrich.looking', { count: ids.length }) });
    }
    openEnrich();
  });
}

/** Takes what is ticked of the track on screen, and goes on. */
export function applyCurrent(lookUps: readonly LookUp[], lookUp: LookUp): Promise<void> {
  const { candidateId, ticked, cover } = useEnrich.getState();
  const candidate = currentCandidate(lookUp, candidateId);
  if (!candidate) return Promise.resolve();
  const fields: EnrichField[] = [...(ticked ?? usualTicks(lookUp, candidate))];
  if (fields.length === 0 && !cover) return Promise.resolve();
  return attempt(async () => {
    const choice = { id: lookUp.track.id, candidateId: candidate.id, fields, coverHash: cover?.hash ?? null };
    const { count } = await call('enrich.apply', { choices: [choice] });
    goOn(lookUps, lookUp, 1);
    showToast({ text: text('enrich.applied', { count }) });
  });
}

export function dismiss(lookUps: readonly LookUp[], lookUp: LookUp): Promise<void> {
  return attempt(async () => {
    goOn(lookUps, lookUp, 1);
    await call('enrich.dismiss', { ids: [lookUp.track.id] });
  });
}

/** The least score at which nobody needs to look. */
const sure = 0.9;

export function applyAll(): Promise<void> {
  return attempt(async () => {
    const { count } = await call('enrich.applyAll', { minimumScore: sure });
    showTrack(null);
    showToast({ text: text('enrich.applied', { count }) });
  });
}

/** The next or the one before; stays where there is none. */
export function goOn(lookUps: readonly LookUp[], lookUp: LookUp, by: 1 | -1): void {
  const index = lookUps.findIndex(({ track }) => track.id === lookUp.track.id);
  const next = lookUps[index + by];
  if (next) showTrack(next.track.id);
}
