import type {
  ErnAiContent,
  ErnArtistRole,
  ErnAudioFile,
  ErnContributorRole,
  ErnExplicit,
  ErnImage,
  ErnInstrument,
  ErnModel,
  ErnReleaseKind,
  ErnUse,
  ErnVersion,
  ErnVersionType,
} from './ern-message.ts';

/** What our words are called in messages. Only values that we write stand here. */
export const namespaces: Readonly<Record<ErnVersion, string>> = {
  '4.3.2': 'http://ddex.net/xml/ern/432',
  '4.3': 'http://ddex.net/xml/ern/43',
  '3.8.2': 'http://ddex.net/xml/ern/382',
};

export const releaseTypes: Readonly<Record<ErnReleaseKind, string>> = {
  single: 'Single',
  ep: 'EP',
  album: 'Album',
  compilation: 'Album',
  djMix: 'DjMix',
};

/** Remixers are no display artists there, but contributors. */
export const artistRoles: Readonly<Record<ErnArtistRole, string | null>> = {
  main: 'MainArtist',
  featured: 'FeaturedArtist',
  with: 'FeaturedArtist',
  remixer: null,
};

export const aiContents: Readonly<Record<ErnAiContent, string>> = {
  unset: '',
  none: 'None',
  partly: 'Partly',
  all: 'All',
};

export const parentalWarnings: Readonly<Record<ErnExplicit, string>> = {
  explicit: 'Explicit',
  clean: 'ExplicitContentEdited',
  not: 'NotExplicit',
  unknown: 'NoAdviceAvailable',
};

export const versionTypes: Readonly<Record<ErnVersionType, string>> = {
  acappella: 'ACappellaVersion',
  album: 'AlbumVersion',
  alternative: 'AlternativeVersion',
  clean: 'CleanVersion',
  demo: 'DemoVersion',
  edited: 'EditedVersion',
  instrumental: 'InstrumentalVersion',
  karaoke: 'KaraokeVersion',
  live: 'LiveVersion',
  mix: 'MixVersion',
  mono: 'MonoVersion',
  radio: 'RadioVersion',
  remix: 'RemixVersion',
  session: 'SessionVersion',
  single: 'SingleVersion',
  stereo: 'StereoVersion',
};

/** `isWriter`: of the work, which ERN 3 keeps apart from those of the recording. */
export const contributorRoles: Readonly<Record<ErnContributorRole, { value: string; isWriter: boolean }>> = {
  composer: { value: 'Composer', isWriter: true },
  lyricist: { value: 'Lyricist', isWriter: true },
  composerLyricist: { value: 'ComposerLyricist', isWriter: true },
  arranger: { value: 'Arranger', isWriter: true },
  publisher: { value: 'MusicPublisher', isWriter: true },
  producer: { value: 'StudioProducer', isWriter: false },
  executiveProducer: { value: 'ExecutiveProducer', isWriter: false },
  recordingEngineer: { value: 'RecordingEngineer', isWriter: false },
  mixer: { value: 'MixingEngineer', isWriter: false },
  masteringEngineer: { value: 'MasteringEngineer', isWriter: false },
  remixer: { value: 'Remixer', isWriter: false },
  programmer: { value: 'Programmer', isWriter: false },
  dj: { value: 'DJ', isWriter: false },
  vocalist: { value: 'LeadVocalist', isWriter: false },
  backgroundVocalist: { value: 'BackgroundVocalist', isWriter: false },
  performer: { value: 'Performer', isWriter: false },
  musician: { value: 'StudioMusician', isWriter: false },
  conductor: { value: 'Conductor', isWriter: false },
  orchestra: { value: 'Orchestra', isWriter: false },
  choir: { value: 'Choir', isWriter: false },
  soloist: { value: 'Soloist', isWriter: false },
};

export const instruments: Readonly<Record<ErnInstrument, string>> = {
  guitar: 'Guitar',
  acousticGuitar: 'AcousticGuitar',
  electricGuitar: 'ElectricGuitar',
  bassGuitar: 'BassGuitar',
  drums: 'DrumKit',
  percussion: 'PercussionInstrument',
  piano: 'Piano',
  keyboard: 'Keyboard',
  synthesizer: 'Synthesizer',
  organ: 'Organ',
  violin: 'Violin',
  viola: 'Viola',
  cello: 'Cello',
  doubleBass: 'DoubleBass',
  harp: 'Harp',
  flute: 'Flute',
  clarinet: 'Clarinet',
  saxophone: 'Saxophone',
  trumpet: 'Trumpet',
  trombone: 'Trombone',
  harmonica: 'Harmonica',
  accordion: 'Accordion',
  drumMachine: 'DrumMachine',
  turntable: 'Turntable',
};

/** FLAC and MP3 files have no container that has a name. */
export const containers: Readonly<Record<ErnAudioFile['container'], string>> = {
  wav: 'WAV',
  aiff: 'AIFF',
  flac: '',
  mp3: '',
  mp4: 'MP4',
  ogg: 'Ogg',
};

/** ALAC has no name of its own. */
export const audioCodecs: Readonly<Record<ErnAudioFile['codec'], string>> = {
  pcm: 'PCM',
  flac: 'FLAC',
  alac: 'UserDefined',
  aac: 'AAC',
  mp3: 'MP3',
  vorbis: 'Vorbis',
};

export const imageCodecs: Readonly<Record<ErnImage['codec'], string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  tiff: 'TIFF',
  gif: 'GIF',
};

export const models: Readonly<Record<ErnModel, string>> = {
  subscription: 'SubscriptionModel',
  adSupported: 'AdvertisementSupportedModel',
  payAsYouGo: 'PayAsYouGoModel',
  free: 'FreeOfChargeModel',
  rightsClaim: 'RightsClaimModel',
};

export const uses: Readonly<Record<ErnUse, string>> = {
  onDemandStream: 'OnDemandStream',
  nonInteractiveStream: 'NonInteractiveStream',
  stream: 'Stream',
  conditionalDownload: 'ConditionalDownload',
  permanentDownload: 'PermanentDownload',
  download: 'Download',
};
