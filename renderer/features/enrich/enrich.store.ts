import { create } from 'zustand';
import type { Candidate, EnrichField, LookUp } from '#shared/contract/enrich.ts';

type Cover = { releaseId: string; hash: string; width: number; height: number };

type EnrichState = {
  isOpen: boolean;
  /** The track on screen; the first where it is gone. */
  trackId: number | null;
  /** What the user chose for the track on screen; null stands for the usual. */
  candidateId: string | null;
  ticked: ReadonlySet<EnrichField> | null;
  cover: Cover | null;
};

const nothing = { candidateId: null, ticked: null, cover: null };

export const useEnrich = create<EnrichState>(() => ({ isOpen: false, trackId: null, ...nothing }));

export function openEnrich(): void {
  useEnrich.setState({ isOpen: true, trackId: null, ...nothing });
}

export function closeEnrich(): void {
  useEnrich.setState({ isOpen: false });
}

export function showTrack(trackId: number | null): void {
  useEnrich.setState({ trackId, ...nothing });
}

export function chooseCandidate(candidateId: string): void {
  useEnrich.setState({ ...nothing, candidateId });
}

export function setCover(cover: Cover | null): void {
  useEnrich.setState({ cover });
}

/** The candidate that counts now: the one chosen, else the best. */
export function currentCandidate({ candidates }: LookUp, candidateId: string | null): Candidate | undefined {
  return candidates.find(({ id }) => id === candidateId) ?? candidates[0];
}

/** Fields that would change. */
export function changedFields(lookUp: LookUp, candidate: Candidate): EnrichField[] {
  const known = Object.keys(candidate.fields) as EnrichField[];
  return known.filter((field) => (lookUp.current[field] ?? '') !== candidate.fields[field]);
}

/** What is ticked unless the user says otherwise: what is empty now. What somebody typed is theirs. */
export function usualTicks(lookUp: LookUp, candidate: Candidate): ReadonlySet<EnrichField> {
  return new Set(changedFields(lookUp, candidate).filter((field) => (lookUp.current[field] ?? '') === ''));
}
