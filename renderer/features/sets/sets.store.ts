import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId, SetPlan } from '#shared/contract/playlists.ts';
import type { PlaceFilter, SetProblem } from '#shared/contract/sets.ts';

type SetsState = {
  /** The set on screen. */
  playlistId: PlaylistId | null;
  /** Its plan as the user is changing it, until it is kept. */
  draft: SetPlan | null;
  /** The row that is selected, counted from 0; -1 is the start, before the first row. */
  row: number;
  /** The candidate that is looked at; null for the first. */
  candidateId: TrackId | null;
  filters: readonly PlaceFilter[];
  isBuilding: boolean;
  /** Whether the candidates stand where the inspector is. */
  isPaneOpen: boolean;
  /** What the last build could not meet. */
  problems: readonly SetProblem[];
  withoutTempo: number;
  /** Each build takes the next one, so that it gives another set. */
  seed: number;
};

const fresh = {
  draft: null,
  row: -1,
  candidateId: null,
  isBuilding: false,
  isPaneOpen: true,
  problems: [],
  withoutTempo: 0,
} as const;

export const useSets = create<SetsState>(() => ({
  ...fresh,
  playlistId: null,
  filters: ['key', 'tempo', 'energy'],
  seed: Date.now() % 1_000_000,
}));

/** Shows another set, or none. */
export function openSet(playlistId: PlaylistId | null): void {
  useSets.setState({ ...fresh, playlistId });
}

export function selectRow(row: number): void {
  useSets.setState({ row, candidateId: null, isPaneOpen: true });
}

export function setFilters(filters: readonly PlaceFilter[]): void {
  useSets.setState({ filters, candidateId: null });
}

/** The candidates have a place while a set is on screen, until they are closed. */
export function useShowsSetPane(): boolean {
  return useSets((state) => state.playlistId !== null && state.isPaneOpen);
}
