/** Plain facts that the rules look at. Days are 'yyyy-mm-dd' or empty; texts that are not known are empty. */
export type LintInput = {
  release: LintRelease;
  /** In the order of the release. */
  tracks: readonly LintTrack[];
  library: LibraryFacts;
  /** 'yyyy-mm-dd' */
  today: string;
};

export const artistRoles = ['main', 'featured', 'with', 'remixer'] as const;
export type ArtistRole = (typeof artistRoles)[number];

export type LintArtist = { name: string; role: ArtistRole; personId: number | null };

/** Somebody whom the release names, as the address book has them. */
export type LintPerson = {
  id: number;
  name: string;
  legalName: string;
  isni: string;
  ipi: string;
  /** Whether a store's page of the artist is known. */
  hasPage: boolean;
};

export type AiContent = 'unset' | 'none' | 'partly' | 'all';
export type Explicit = 'unset' | 'none' | 'explicit' | 'clean';
export type ReleaseKind = 'single' | 'ep' | 'album' | 'compilation' | 'djMix';

export type LintRelease = {
  title: string;
  versionTitle: string;
  artists: readonly LintArtist[];
  /** As stores show it. */
  artist: string;
  kind: ReleaseKind;
  label: string;
  catalogueNumber: string;
  upc: string;
  grid: string;
  genre: string;
  /** BCP 47, of the titles. */
  language: string;
  releaseDate: string;
  originalReleaseDate: string;
  preorderDate: string;
  /** '2027 Lantern Row', with or without its sign. */
  pLine: string;
  cLine: string;
  territories: { mode: 'world' | 'only' | 'except'; codes: readonly string[] };
  aiContent: AiContent;
  artwork: LintArtwork | null;
  /** Keys of shared/stores.ts. */
  stores: readonly string[];
  ignored: readonly { rule: string; place: string; reason: string }[];
  /** Whether it is out already, so that its date may be past. */
  isOut: boolean;
};

export type ArtworkFacts = {
  width: number;
  height: number;
  /** 'jpeg', 'png', 'tiff', … */
  format: string;
  /** 'srgb', 'cmyk', 'b-w', … */
  space: string;
  hasAlpha: boolean;
  sizeBytes: number;
  /** How much of its width really holds detail, 0 to 1; an estimate. Null where the picture has too little detail to say. */
  detail: number | null;
  /** How sharp its sharpest parts are: 0 blurred, 1 sharp; an estimate. Null for flat pictures. */
  sharpness: number | null;
  /** Whether all four edges have the same plain frame. */
  hasBorder: boolean;
  /** 16 hexadecimal digits; few differing bits are the same picture. */
  likeness: string;
};

/** `isBroken`: there is a file, but nobody can read it as a picture. `sameAs`: the title of another release with this picture. */
export type LintArtwork = { facts: ArtworkFacts | null; isBroken: boolean; sameAs: string };

export type LintCredit = { personId: number; role: string; share?: number | null };

export type LintTrack = {
  /** Of the recording. */
  id: number;
  disc: number;
  title: string;
  versionTitle: string;
  artists: readonly LintArtist[];
  artist: string;
  isrc: string;
  iswc: string;
  /** BCP 47; 'zxx' is instrumental. */
  language: string;
  explicit: Explicit;
  aiContent: AiContent;
  pLine: string;
  credits: readonly LintCredit[];
  /** Of the work: composers, lyricists, publishers. */
  writers: readonly LintCredit[];
  /** In 1/10 000 percent; null where no shares are agreed. */
  shares: { master: number | null; composition: number | null };
  audio: LintAudio | null;
};

export type LintAudio = {
  trackId: number;
  fileName: string;
  isGone: boolean;
  /** 'wav', 'flac', 'mp3', 'm4a', 'aiff', … */
  container: string;
  isLossless: boolean;
  /** Of WAVE files: 1 plain PCM, 0xFFFE extensible, 3 float. */
  formatTag: number | null;
  sampleRate: number | null;
  bits: number | null;
  channels: number | null;
  durationMs: number | null;
  /** Null before analysis heard it. */
  heard: HeardFacts | null;
};

/** What analysis found. */
export type HeardFacts = {
  lufs: number | null;
  truePeakDb: number | null;
  /** Null where it is too short or silent to say. */
  verdict: 'lossless' | 'lossy' | 'transcode' | 'uncertain' | null;
  verdictConfidence: number;
  bandwidthHz: number | null;
  clippedRuns: number;
  silentStartMs: number;
  silentEndMs: number;
  longestGapMs: number;
  effectiveBits: number | null;
  isUpsampled: boolean;
  isOneChannel: boolean;
  /** Of the algorithms that found it. */
  versions: { loudness: number | null; quality: number | null };
};

export type KnownStores = ReadonlyMap<string, { name: string; leadDays: number }>;

export type LibraryFacts = {
  people: readonly LintPerson[];
  /** Recordings of ours that are not on this release and carry one of its ISRCs. */
  isrcs: readonly { isrc: string; title: string }[];
  /** Other releases, and earlier codes of theirs, that carry this one's. */
  upcs: readonly { upc: string; title: string }[];
  catalogueNumbers: readonly { number: string; title: string }[];
  /** What the user says of stores, by their keys; of others shared/stores.ts and the profiles count. */
  stores: KnownStores;
  /** Registrants that are ours, as 'ZZLR1'. */
  ownRegistrants: readonly string[];
  /** The codes that our series give out next: as many ISRCs as the release could need. */
  next: { isrcs: readonly string[]; upc: string | null; catalogueNumber: string | null };
};
