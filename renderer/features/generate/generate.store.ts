import { create } from 'zustand';
import type { Generated, Pick } from '#shared/contract/generate.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { AppError } from '#shared/errors.ts';

type GenerateState = Omit<Generated, 'picks'> & {
  seedId: TrackId | null;
  /** What follows the seed, as the user has it now. */
  rows: readonly Pick[];
  /** What the user did not want, for this seed. */
  rejected: readonly TrackId[];
  /** The row whose reasons are shown. */
  selectedId: TrackId | null;
  isWorking: boolean;
  error: AppError | null;
};

export const noResult: Omit<GenerateState, 'seedId'> = {
  rows: [],
  rejected: [],
  selectedId: null,
  unknown: [],
  leftOut: [],
  spaced: 0,
  isWorking: false,
  error: null,
};

export const useGenerate = create<GenerateState>(() => ({ seedId: null, ...noResult }));
