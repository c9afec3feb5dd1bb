/** What a store asks for, as far as it says so in public; what nobody says is what distributors usually ask for. */
export type StoreProfile = {
  key: string;
  /** Days before the release by which it should have everything. */
  leadDays: number;
  /** Days before the release by which its editors are asked; null where nobody can. */
  pitchDays: number | null;
  /** Whether its style guide binds titles and artists; others show what they are given. */
  hasStyleGuide: boolean;
  /** Whether "Original Mix" is a version there, as in shops for DJs. */
  keepsOriginalMix: boolean;
  requiresIsrc: boolean;
  requiresUpc: boolean;
  requiresWriters: boolean;
  requiresGenre: boolean;
  /** Edges in pixels: under `least` it is refused, under `wanted` it is shown badly somewhere. */
  artwork: { least: number; wanted: number; formats: readonly string[] };
  audio: { containers: readonly string[]; refusesExtensibleWave: boolean; mostChannels: number };
  /** What it turns music down to; null where it plays it as it is. */
  targetLufs: number | null;
};

const usual: Omit<StoreProfile, 'key'> = {
  leadDays: 14,
  pitchDays: null,
  hasStyleGuide: true,
  keepsOriginalMix: false,
  requiresIsrc: true,
  requiresUpc: true,
  requiresWriters: false,
  requiresGenre: true,
  artwork: { least: 1400, wanted: 3000, formats: ['jpeg', 'png'] },
  audio: { containers: ['wav', 'flac', 'aiff'], refusesExtensibleWave: false, mostChannels: 2 },
  targetLufs: null,
};

/** Shops for DJs ask for weeks, and for the name of each mix. */
const djShop: Partial<StoreProfile> = { leadDays: 28, keepsOriginalMix: true };
/** One puts music there oneself. */
const ownPage: Partial<StoreProfile> = {
  ...{ leadDays: 0, hasStyleGuide: false, keepsOriginalMix: true, requiresIsrc: false, requiresUpc: false },
  requiresGenre: false,
};

const differences: Readonly<Record<string, Partial<StoreProfile>>> = {
  spotify: {
    leadDays: 28,
    pitchDays: 7,
    requiresWriters: true,
    artwork: { least: 640, wanted: 3000, formats: ['jpeg', 'png', 'tiff'] },
    audio: { containers: ['wav', 'flac'], refusesExtensibleWave: true, mostChannels: 2 },
    targetLufs: -14,
  },
  appleMusic: {
    leadDays: 28,

    requiresWriters: true,
    artwork: { least: 3000, wanted: 3000, formats: ['jpeg', 'png'] },
    audio: { containers: ['wav', 'flac', 'alac', 'aiff'], refusesExtensibleWave: false, mostChannels: 2 },
    targetLufs: -16,
  },
  iTunes: { leadDays: 28, requiresWriters: true, artwork: { least: 3000, wanted: 3000, formats: ['jpeg', 'png'] } },
  amazonMusic: { leadDays: 21, targetLufs: -14 },
  amazonDownloads: { leadDays: 21 },
  youTubeMusic: { leadDays: 14, targetLufs: -14 },
  deezer: { leadDays: 14, targetLufs: -15 },
  tidal: { leadDays: 14, targetLufs: -14 },
  beatport: djShop,
  beatportStreaming: djShop,
  traxsource: djShop,
  juno: djShop,
  bandcamp: { ...ownPage, artwork: { least: 1400, wanted: 1400, formats: ['jpeg', 'png'] } },
  soundCloud: { ...ownPage, artwork: { least: 800, wanted: 3000, formats: ['jpeg', 'png'] } },
  mixcloud: ownPage,
  audius: ownPage,
  resonate: ownPage,
};

/** Of any store, also of one that only the user knows. */
export function storeProfile(key: string): StoreProfile {
  const differs = Object.hasOwn(differences, key) ? differences[key] : undefined;
  return { ...usual, ...differs, key };
}
