import { z } from 'zod';

/** Who looks for tracks like a seed: main/core/playlists/matchers has one file for each, with its explanation. */
export const matcherNames = ['sounds', 'mix', 'mood', 'era', 'artist', 'listening'] as const;
export type MatcherName = (typeof matcherNames)[number];

const weight = z.number().min(0).max(1);
/** How much each matcher counts beside the others; 0 leaves it out. */
export const blend = z.object({
  sounds: weight,
  mix: weight,
  mood: weight,
  era: weight,
  artist: weight,
  listening: weight,
});
export type Blend = z.output<typeof blend>;

const queryText = z.string().max(2000);

/** What is left out, whatever it scores. */
export const generateFilters = z.object({
  /** Names as they are written in credits; their remixes and guest parts too. */
  artists: z.array(z.string().max(300)).max(500),
  genres: z.array(z.string().max(200)).max(200),
  /** Tracks of these playlists, by number. */
  playlists: z.array(z.number().int().positive()).max(200),
  /** A query tracks are taken from; empty for the whole library. */
  from: queryText,
  /** A query whose tracks are left out; empty for none. */
  without: queryText,
  /** Tracks that were played in the last so many days; 0 for none. */
  notPlayedDays: z.number().int().min(0).max(3650),
  /** Beats a minute, as they are; tracks without a tempo are left out too. */
  tempo: z.object({ from: z.number().min(20).max(400), to: z.number().min(20).max(400) }).nullable(),
});
export type GenerateFilters = z.output<typeof generateFilters>;

/** Those that can leave out tracks. */
export const filterNames = ['artists', 'genres', 'playlists', 'from', 'without', 'notPlayedDays', 'tempo'] as const;
export type FilterName = (typeof filterNames)[number];

/** With the seed. */
export const generateLength = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('tracks'), amount: z.number().int().min(2).max(500) }),
  z.object({ unit: z.literal('minutes'), amount: z.number().int().min(5).max(1440) }),
]);
export type GenerateLength = z.output<typeof generateLength>;

/** How playlists are generated; a setting. */
export const generateOptions = z.object({
  blend,
  filters: generateFilters,
  length: generateLength,
  /** Tracks between two that share an artist. */
  artistSpacing: z.number().int().min(0).max(50),
});
export type GenerateOptions = z.output<typeof generateOptions>;

export const defaultGenerateOptions: GenerateOptions = {
  blend: { sounds: 1, mix: 0.6, mood: 0.4, era: 0.5, artist: 0.3, listening: 0.5 },
  filters: { artists: [], genres: [], playlists: [], from: '', without: '', notPlayedDays: 0, tempo: null },
  length: { unit: 'tracks', amount: 20 },
  artistSpacing: 3,
};
