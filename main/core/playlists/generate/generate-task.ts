import type { Blend, FilterName, GenerateFilters, GenerateLength } from '#shared/generate-options.ts';

/** Ids that a filter leaves out, or all but them. */
export type IdFilter = {
  filter: Extract<FilterName, 'from' | 'without' | 'playlists'>;
  ids: Int32Array;
  keeps: boolean;
};

/** A question to the thread that knows how every track sounds. Plain data. */
export type GenerateTask = {
  seedId: number;
  blend: Blend;
  filters: Pick<GenerateFilters, 'artists' | 'genres' | 'notPlayedDays' | 'tempo'>;
  /** What queries and playlists amount to. */
  idFilters: IdFilter[];
  /** Names the two above: equal ones have equal names. */
  filterKey: string;
  /** What a listening service named for the seed, 0 to 1. */
  heard: [trackId: number, score: number][];
  artistSpacing: number;
  rejected: readonly number[];
  want:
    | { kind: 'playlist'; length: GenerateLength }
    /** Others for the place `index` of `trackIds`, which begin with the seed. */
    | { kind: 'place'; trackIds: readonly number[]; index: number; count: number };
  now: number;
};
