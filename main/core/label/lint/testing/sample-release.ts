import type { HeardFacts, LintArtist, LintAudio, LintInput, LintRelease, LintTrack } from '../lint-input.ts';

export const ines: LintArtist = { name: 'Ines Valloria', role: 'main', personId: 1 };

export const heard: HeardFacts = {
  ...{ lufs: -12, truePeakDb: -1.2, verdict: 'lossless', verdictConfidence: 0.97, bandwidthHz: 23_500, clippedRuns: 0 },
  ...{
    silentStartMs: 40,
    silentEndMs: 900,
    longestGapMs: 0,
    effectiveBits: 24,
    isUpsampled: false,
    isOneChannel: false,
  },
  versions: { loudness: 1, quality: 1 },
};

export function sampleAudio(trackId: number): LintAudio {
  return {
    ...{ trackId, fileName: `${trackId}.wav`, isGone: false, container: 'wav', isLossless: true, formatTag: 1 },
    ...{ sampleRate: 48_000, bits: 24, channels: 2, durationMs: 240_000, heard },
  };
}

export function sampleTrack(id: number, title: string): LintTrack {
  return {
    ...{ id, disc: 1, title, versionTitle: '', artists: [ines], artist: ines.name, iswc: 'T0345246801' },
    ...{ isrc: `ZZLR12700${String(40 + id).padStart(3, '0')}`, language: 'en', explicit: 'none', aiContent: 'none' },
    ...{ pLine: '', shares: { master: 1_000_000, composition: null }, audio: sampleAudio(100 + id) },
    credits: [{ personId: 1, role: 'producer' }],
    writers: [{ personId: 1, role: 'composer and lyricist' }],
  };
}

/** The drawn release with nothing wrong in it. */
export function sampleRelease(): LintInput {
  const release: LintRelease = {
    ...{
      title: 'Harbour Songs',
      versionTitle: '',
      artists: [ines],
      artist: ines.name,
      kind: 'ep',
      label: 'Lantern Row',
    },
    ...{ catalogueNumber: 'LR-034', upc: '4260099120348', grid: '', genre: 'Electronic', language: 'en' },
    ...{ releaseDate: '2027-02-12', originalReleaseDate: '', preorderDate: '', aiContent: 'none', isOut: false },
    ...{ pLine: '2027 Lantern Row', cLine: '2027 Lantern Row', territories: { mode: 'world', codes: [] }, ignored: [] },
    artwork: {
      ...{ isBroken: false, sameAs: '' },
      facts: {
        ...{ width: 3000, height: 3000, format: 'jpeg', space: 'srgb', hasAlpha: false, sizeBytes: 2_000_000 },
        ...{ detail: 0.95, sharpness: 0.8, hasBorder: false, likeness: '00ff00ff00ff00ff' },
      },
    },
    stores: ['spotify', 'appleMusic', 'beatport', 'tidal', 'deezer', 'amazonMusic', 'bandcamp', 'youTubeMusic'],
  };
  const titles = ['Quay', 'Harbour Light', 'Copper Thread', 'Low Bridge', 'Tide Office', 'Second Lamp'];
  return {
    release,
    tracks: titles.map((title, index) => sampleTrack(index + 1, title)),
    library: {
      people: [
        {
          id: 1,
          name: 'Ines Valloria',
          legalName: 'Ines Maria Valloria',
          isni: '0000000121032683',
          ipi: '00014107338',
          hasPage: true,
        },
      ],
      ...{ isrcs: [], upcs: [], catalogueNumbers: [], ownRegistrants: ['ZZLR1'], stores: new Map() },
      next: {
        isrcs: ['ZZLR12700061', 'ZZLR12700062', 'ZZLR12700063'],
        upc: '4260099120355',
        catalogueNumber: 'LR-035',
      },
    },
    today: '2026-11-20',
  };
}

export function withRelease(patch: Partial<LintRelease>, input = sampleRelease()): LintInput {
  return { ...input, release: { ...input.release, ...patch } };
}

/** With another track of that place, from 0. */
export function withTrack(track: number, patch: Partial<LintTrack>, input = sampleRelease()): LintInput {
  return { ...input, tracks: input.tracks.map((one, index) => (index === track ? { ...one, ...patch } : one)) };
}

export function withAudio(track: number, patch: Partial<LintAudio>, input = sampleRelease()): LintInput {
  const audio = input.tracks[track]?.audio ?? sampleAudio(track);
  return withTrack(track, { audio: { ...audio, ...patch } }, input);
}

export function withHeard(track: number, patch: Partial<HeardFacts>, input = sampleRelease()): LintInput {
  return withAudio(track, { heard: { ...heard, ...patch } }, input);
}
