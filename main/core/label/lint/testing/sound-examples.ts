import type { ArtworkFacts, LintArtwork } from '../lint-input.ts';
import type { Example } from './example.ts';
import { sampleAudio, sampleRelease, withAudio, withHeard, withRelease, withTrack } from './sample-release.ts';

const sample = sampleRelease();
const picture = sample.release.artwork as LintArtwork;
const artwork = (facts: Partial<ArtworkFacts>) =>
  withRelease({ artwork: { ...picture, facts: { ...(picture.facts as ArtworkFacts), ...facts } } });

const pictures: Example[] = [
  { rule: 'artwork-missing', what: 'none', bad: withRelease({ artwork: null }), good: sample },
  {
    rule: 'artwork-broken',
    what: 'no picture',
    bad: withRelease({ artwork: { facts: null, isBroken: true, sameAs: '' } }),
    good: sample,
  },
  { rule: 'artwork-size', what: 'small', bad: artwork({ width: 1000, height: 1000 }), good: sample },
  {
    ...{ rule: 'artwork-size', what: 'large enough for one', bad: artwork({ width: 1500, height: 1500 }) },
    good: {
      ...artwork({ width: 1500, height: 1500 }),
      release: { ...artwork({ width: 1500, height: 1500 }).release, stores: ['bandcamp'] },
    },
  },
  { rule: 'artwork-square', what: 'wide', bad: artwork({ width: 3200 }), good: sample },
  { rule: 'artwork-colour', what: 'of a printer', bad: artwork({ space: 'cmyk' }), good: sample },
  { rule: 'artwork-alpha', what: 'holes', bad: artwork({ hasAlpha: true }), good: sample },
  { rule: 'artwork-format', what: 'WebP', bad: artwork({ format: 'webp' }), good: artwork({ format: 'png' }) },
  { rule: 'artwork-bytes', what: '12 MB', bad: artwork({ sizeBytes: 12_000_000 }), good: sample },
  { rule: 'artwork-upscaled', what: 'enlarged', bad: artwork({ detail: 0.3 }), good: artwork({ detail: null }) },
  { rule: 'artwork-blurred', what: 'soft', bad: artwork({ sharpness: 0.05 }), good: artwork({ sharpness: null }) },
  { rule: 'artwork-border', what: 'framed', bad: artwork({ hasBorder: true }), good: sample },
  {
    rule: 'artwork-reused',
    what: 'of another',
    bad: withRelease({ artwork: { ...picture, sameAs: 'Pier' } }),
    good: sample,
  },
];

const files: Example[] = [
  { rule: 'audio-missing', what: 'none', bad: withTrack(1, { audio: null }), good: sample },
  { rule: 'audio-gone', what: 'gone', bad: withAudio(1, { isGone: true }), good: sample },
  { rule: 'audio-same', what: 'twice', bad: withTrack(1, { audio: sampleAudio(101) }), good: sample },
  {
    rule: 'audio-lossy',
    what: 'MP3',
    bad: withAudio(1, { container: 'mp3', isLossless: false, bits: null }),
    good: sample,
  },
  {
    rule: 'audio-format',
    what: 'AIFF for Spotify',
    bad: withAudio(1, { container: 'aiff' }),
    good: withAudio(1, { container: 'flac' }),
  },
  {
    rule: 'audio-tag',
    what: '0xFFFE',
    bad: withAudio(1, { formatTag: 0xfffe }),
    good: withAudio(1, { formatTag: null, container: 'flac' }),
  },
  {
    rule: 'audio-rate',
    what: '32 kHz',
    bad: withAudio(1, { sampleRate: 32_000 }),
    good: withAudio(1, { sampleRate: 96_000 }),
  },
  { rule: 'audio-bits', what: '8', bad: withAudio(1, { bits: 8 }), good: withAudio(1, { bits: 16 }) },
  { rule: 'audio-bits', what: '32', bad: withAudio(1, { bits: 32 }), good: sample },
  { rule: 'audio-mixed', what: '16-bit, 44.1 kHz', bad: withAudio(4, { bits: 16, sampleRate: 44_100 }), good: sample },
  { rule: 'audio-channels', what: 'surround', bad: withAudio(1, { channels: 6 }), good: sample },
  { rule: 'audio-channels', what: 'one', bad: withAudio(1, { channels: 1 }), good: sample },
  { rule: 'audio-length', what: 'nothing', bad: withAudio(1, { durationMs: 0 }), good: sample },
  {
    rule: 'audio-length',
    what: '29 s',
    bad: withAudio(1, { durationMs: 29_999 }),
    good: withAudio(1, { durationMs: 30_000 }),
  },
];

const sounds: Example[] = [
  { rule: 'audio-unheard', what: 'not yet', bad: withAudio(1, { heard: null }), good: sample },
  {
    rule: 'audio-transcode',
    what: 'an MP3 inside',
    bad: withHeard(1, { verdict: 'transcode', bandwidthHz: 16_000 }),
    good: sample,
  },
  {
    rule: 'audio-transcode',
    what: 'maybe',
    bad: withHeard(1, { verdict: 'uncertain' }),
    good: withHeard(1, { verdict: null }),
  },
  {
    rule: 'audio-padded',
    what: '16 in 24',
    bad: withHeard(1, { effectiveBits: 16 }),
    good: withHeard(1, { effectiveBits: null }),
  },
  { rule: 'audio-padded', what: 'upsampled', bad: withHeard(1, { isUpsampled: true }), good: sample },
  {
    rule: 'audio-silence',
    what: '6 s before',
    bad: withHeard(1, { silentStartMs: 6000 }),
    good: withHeard(1, { silentStartMs: 5000 }),
  },
  { rule: 'audio-silence', what: '8 s after', bad: withHeard(1, { silentEndMs: 8000 }), good: sample },
  {
    rule: 'audio-gap',
    what: 'inside',
    bad: withHeard(1, { longestGapMs: 20_000 }),
    good: withHeard(1, { longestGapMs: 3000 }),
  },
  { rule: 'audio-clipping', what: 'clips', bad: withHeard(1, { clippedRuns: 12 }), good: sample },
  { rule: 'audio-peak', what: 'over', bad: withHeard(1, { truePeakDb: 0.6 }), good: withHeard(1, { truePeakDb: -1 }) },
  {
    rule: 'loudness-info',
    what: '-7.8 LUFS',
    bad: withHeard(1, { lufs: -7.8 }),
    good: withRelease({ stores: ['bandcamp'] }, withHeard(1, { lufs: -7.8 })),
  },
];

/** What is wrong with pictures, files and what was heard in them. */
export const soundExamples: readonly Example[] = [...pictures, ...files, ...sounds];
