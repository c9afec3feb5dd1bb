/** Which edition of DDEX's release notification a message is written in. */
export const ernVersions = ['4.3.2', '4.3', '3.8.2'] as const;
export type ErnVersion = (typeof ernVersions)[number];

export const ernProfiles = ['Audio', 'SimpleAudioSingle', 'DjMix'] as const;
export type ErnProfile = (typeof ernProfiles)[number];

/** A takedown is the whole message once more, without leave to use it. */
export type ErnAction = 'insert' | 'update' | 'takedown';

/**
 * All that a message says, as plain JSON: what was delivered can be kept and written again. Texts that are not known are empty.
 * Days are 'yyyy-mm-dd'; moments are ISO 8601 with a zone.
 */
export type ErnMessage = {
  action: ErnAction;
  profile: ErnProfile;
  messageId: string;
  /** Shared by all messages about one release; empty takes `messageId`. */
  threadId: string;
  createdAt: string;
  isTest: boolean;
  /** BCP 47, of the texts of the message: 'en', 'de', 'ja-Jpan'. */
  language: string;
  sender: ErnMessagingParty;
  sentOnBehalfOf: ErnMessagingParty | null;
  recipients: readonly ErnMessagingParty[];
  /** Everybody whom the rest names by `key`. */
  parties: readonly ErnParty[];
  release: ErnRelease;
  /** In the order of the release. */
  recordings: readonly ErnRecording[];
  artwork: ErnImage | null;
  /** Of a takedown they only say where the release was. */
  deals: readonly ErnDeal[];
  visibility: ErnVisibility | null;
};

export type ErnMessagingParty = { dpid: string; name: string };

export type ErnProprietaryId = { namespace: string; value: string };

export type ErnParty = {
  /** Any text that is unique in the message. */
  key: string;
  name: string;
  /** 'Shu, Saeko' */
  indexedName: string;
  isni: string;
  ipi: string;
  dpid: string;
  proprietaryIds: readonly ErnProprietaryId[];
};

export type ErnReleaseKind = 'single' | 'ep' | 'album' | 'compilation' | 'djMix';
export type ErnArtistRole = 'main' | 'featured' | 'with' | 'remixer';
/** The place in the list is the place in the credit. */
export type ErnDisplayArtist = { party: string; role: ErnArtistRole };
export type ErnAiContent = 'unset' | 'none' | 'partly' | 'all';
export type ErnExplicit = 'explicit' | 'clean' | 'not' | 'unknown';

export const ernVersionTypes = [
  'acappella',
  'album',
  'alternative',
  'clean',
  'demo',
  'edited',
  'instrumental',
  'karaoke',
  'live',
  'mix',
  'mono',
  'radio',
  'remix',
  'session',
  'single',
  'stereo',
] as const;
export type ErnVersionType = (typeof ernVersionTypes)[number];

export type ErnTitle = {
  title: string;
  /** 'Kiln Remix', without brackets. */
  versionTitle: string;
  versionType: ErnVersionType | null;
  /** BCP 47, of the title; empty is that of the message. */
  titleLanguage: string;
};

/** A P or C line: `text` is whole, '2026 Lantern Row'. */
export type ErnLine = { year: number; company: string; text: string };

export type ErnTerritories = {
  mode: 'world' | 'only' | 'except';
  /** ISO 3166-1 alpha-2; empty where `mode` is 'world'. */
  codes: readonly string[];
};

export type ErnRelease = ErnTitle & {
  kind: ErnReleaseKind;
  upc: string;
  grid: string;
  catalogueNumber: string;
  proprietaryIds: readonly ErnProprietaryId[];
  /** As stores show it: 'Ada feat. Bo'. */
  displayArtist: string;
  artists: readonly ErnDisplayArtist[];
  /** Key of a party. */
  label: string;
  pLine: ErnLine | null;
  cLine: ErnLine | null;
  genre: string;
  subGenre: string;
  releaseDate: string;
  originalReleaseDate: string;
  explicit: ErnExplicit;
  aiContent: ErnAiContent;
  marketingComment: string;
};

export const ernContributorRoles = [
  'composer',
  'lyricist',
  'composerLyricist',
  'arranger',
  'publisher',
  'producer',
  'executiveProducer',
  'recordingEngineer',
  'mixer',
  'masteringEngineer',
  'remixer',
  'programmer',
  'dj',
  'vocalist',
  'backgroundVocalist',
  'performer',
  'musician',
  'conductor',
  'orchestra',
  'choir',
  'soloist',
] as const;
export type ErnContributorRole = (typeof ernContributorRoles)[number];

export const ernInstruments = [
  'guitar',
  'acousticGuitar',
  'electricGuitar',
  'bassGuitar',
  'drums',
  'percussion',
  'piano',
  'keyboard',
  'synthesizer',
  'organ',
  'violin',
  'viola',
  'cello',
  'doubleBass',
  'harp',
  'flute',
  'clarinet',
  'saxophone',
  'trumpet',
  'trombone',
  'harmonica',
  'accordion',
  'drumMachine',
  'turntable',
] as const;
export type ErnInstrument = (typeof ernInstruments)[number];

export type ErnContributor = {
  party: string;
  roles: readonly ErnContributorRole[];
  instruments: readonly ErnInstrument[];
  aiContent: ErnAiContent;
};

export type ErnRecording = ErnTitle & {
  isrc: string;
  proprietaryIds: readonly ErnProprietaryId[];
  displayArtist: string;
  artists: readonly ErnDisplayArtist[];
  contributors: readonly ErnContributor[];
  pLine: ErnLine | null;
  durationMs: number;
  explicit: ErnExplicit;
  /** BCP 47, of what is sung; empty where nothing is or nobody knows. */
  language: string;
  iswc: string;
  aiContent: ErnAiContent;
  isInstrumental: boolean;
  isCover: boolean;
  genre: string;
  file: ErnAudioFile | null;
  /** From 1. */
  disc: number;
  number: number;
  isBonus: boolean;
  isInstantGratification: boolean;
  isPreOrderIncentive: boolean;
  /** What a mix is made of; for profile DjMix. */
  contents: readonly ErnMixPart[];
};

export type ErnMixPart = {
  title: string;
  displayArtist: string;
  /** Key of a party. */
  artist: string;
  isrc: string;
  startMs: number;
  durationMs: number;
  explicit: ErnExplicit;
};

export type ErnHash = { algorithm: 'SHA-256' | 'MD5'; value: string };

export type ErnFile = {
  /** From the folder of the message, with '/': 'resources/A1.wav'. */
  uri: string;
  sizeBytes: number;
  hash: ErnHash | null;
};

export type ErnAudioFile = ErnFile & {
  container: 'wav' | 'aiff' | 'flac' | 'mp3' | 'mp4' | 'ogg';
  codec: 'pcm' | 'flac' | 'alac' | 'aac' | 'mp3' | 'vorbis';
  bits: number | null;
  sampleRate: number | null;
  channels: number | null;
  /** Of lossy files. */
  kbps: number | null;
};

export type ErnImage = ErnFile & {
  proprietaryId: ErnProprietaryId;
  codec: 'jpeg' | 'png' | 'tiff' | 'gif';
  width: number;
  height: number;
  explicit: ErnExplicit;
  aiContent: ErnAiContent;
};

export const ernModels = ['subscription', 'adSupported', 'payAsYouGo', 'free', 'rightsClaim'] as const;
export type ErnModel = (typeof ernModels)[number];

export const ernUses = [
  'onDemandStream',
  'nonInteractiveStream',
  'stream',
  'conditionalDownload',
  'permanentDownload',
  'download',
] as const;
export type ErnUse = (typeof ernUses)[number];

export type ErnDeal = {
  models: readonly ErnModel[];
  uses: readonly ErnUse[];
  territories: ErnTerritories;
  /** A day or a moment, as `end`, which may be empty. */
  start: string;
  end: string;
  /** What the sender and the recipient agreed upon; for the release, not for its tracks. */
  priceCode: string;
  /** `start` is then the first day of orders. */
  isPreOrder: boolean;
  /** Whether single tracks may be used as the release may. */
  withTracks: boolean;
};

/** Moments from which a store may show things; empty shows them as soon as a deal runs. */
export type ErnVisibility = {
  release: string;
  coverArt: string;
  trackList: string;
  clips: string;
};
