import { storeName } from '#shared/stores.ts';
import { type Fix, onTrack, type Problem, type Rule } from '../finding.ts';
import type { HeardFacts, LintAudio, LintInput } from '../lint-input.ts';
import { storeProfile } from '../store-profiles.ts';

const choose = (track: number): Fix => ({
  label: 'chooseFile',
  values: {},
  isSafe: false,
  change: { kind: 'chooseFile', track },
});
const goodRates = new Set([44_100, 48_000, 88_200, 96_000, 176_400, 192_000]);
const longSilenceMs = 5000;
const extensible = 0xfffe;

/** A rule about each track's file, where there is one. */
function ofFiles(
  check: (audio: LintAudio, track: number, input: LintInput) => Omit<Problem, 'place'>[],
): Rule['check'] {
  return (input) =>
    input.tracks.flatMap(({ audio }, index) =>
      audio && !audio.isGone
        ? check(audio, index, input).map((problem) => ({ place: onTrack(index, 'file'), ...problem }))
        : [],
    );
}

function ofHeard(
  check: (heard: HeardFacts, audio: LintAudio, track: number) => Omit<Problem, 'place'>[],
): Rule['check'] {
  return ofFiles((audio, track) => (audio.heard ? check(audio.heard, audio, track) : []));
}

const specs = ({ bits, sampleRate }: LintAudio) =>
  bits === null || sampleRate === null ? null : `${bits}/${sampleRate}`;

/** Files that are not as most of the others are. */
function mixed({ tracks }: LintInput): Problem[] {
  const files = tracks.flatMap(({ audio }, track) =>
    audio && !audio.isGone && specs(audio) ? [{ audio, track }] : [],
  );
  const counts = new Map<string, number>();
  for (const { audio } of files) counts.set(specs(audio) as string, (counts.get(specs(audio) as string) ?? 0) + 1);
  if (counts.size < 2) return [];
  // Of two as common ones the better is meant to be the usual one.
  const better = (a: string, b: string) => Number.parseInt(b, 10) - Number.parseInt(a, 10) || rate(b) - rate(a);
  const rate = (spec: string) => Number(spec.split('/')[1]);
  const [usual] = [...counts].sort(([a, many], [b, more]) => more - many || better(a, b));
  if (!usual) return [];
  return files
    .filter(({ audio }) => specs(audio) !== usual[0])
    .map(({ audio, track }) => ({
      place: onTrack(track, 'file'),
      values: {
        ...{ bits: audio.bits ?? 0, khz: (audio.sampleRate ?? 0) / 1000, others: usual[1] },
        ...{ usualBits: Number.parseInt(usual[0], 10), usualKhz: rate(usual[0]) / 1000 },
      },
      fix: choose(track),
    }));
}

const kept = { severity: 'warning', canIgnore: true } as const;
const hard = { severity: 'error', canIgnore: false } as const;

const fileRules: readonly Rule[] = [
  {
    ...{ id: 'audio-missing', ...hard },
    check: ({ tracks }) =>
      tracks.flatMap(({ audio }, index) => (audio ? [] : [{ place: onTrack(index, 'file'), fix: choose(index) }])),
  },
  {
    ...{ id: 'audio-gone', ...hard },
    check: ({ tracks }) =>
      tracks.flatMap(({ audio }, index) =>
        audio?.isGone
          ? [{ place: onTrack(index, 'file'), values: { file: audio.fileName.slice(0, 200) }, fix: choose(index) }]
          : [],
      ),
  },
  {
    ...{ id: 'audio-same', severity: 'error', canIgnore: true },
    check: ({ tracks }) => {
      const first = new Map<number, number>();
      return tracks.flatMap(({ audio }, index): Problem[] => {
        if (!audio) return [];
        const other = first.get(audio.trackId);
        first.set(audio.trackId, other ?? index);
        return other === undefined
          ? []
          : [{ place: onTrack(index, 'file'), values: { number: other + 1 }, fix: choose(index) }];
      });
    },
  },
  {
    ...{ id: 'audio-lossy', severity: 'error', canIgnore: false },
    check: ofFiles(({ isLossless, container }, track) =>
      isLossless ? [] : [{ values: { format: container.toUpperCase() }, fix: choose(track) }],
    ),
  },
  {
    // Packages carry both as plain WAVE files without losing a bit; who sends files by hand has to know.
    ...{ id: 'audio-format', severity: 'note', canIgnore: true },
    check: ofFiles(({ container, isLossless }, _track, { release }) => {
      const refuses = release.stores.filter((store) => !storeProfile(store).audio.containers.includes(container));
      if (!isLossless || refuses.length === 0) return [];
      const values = { format: container.toUpperCase(), store: storeName(refuses[0] as string), count: refuses.length };
      return [{ values, severityAt: ({ audio }) => (audio.containers.includes(container) ? null : 'note') }];
    }),
  },
  {
    ...{ id: 'audio-tag', severity: 'note', canIgnore: true },
    check: ofFiles(({ formatTag, container }) =>
      container === 'wav' && formatTag === extensible
        ? [{ severityAt: ({ audio }) => (audio.refusesExtensibleWave ? 'note' : null) }]
        : [],
    ),
  },
  {
    ...{ id: 'audio-rate', severity: 'error', canIgnore: false },
    check: ofFiles(({ sampleRate }, track) => {
      if (sampleRate === null || goodRates.has(sampleRate)) return [];
      const severity = sampleRate < 44_100 ? ('error' as const) : ('warning' as const);
      return [{ values: { khz: sampleRate / 1000 }, severity, fix: choose(track) }];
    }),
  },
  {
    ...{ id: 'audio-bits', severity: 'error', canIgnore: false },
    check: ofFiles(({ bits, isLossless }, track) => {
      if (bits === null || !isLossless || bits === 16 || bits === 24) return [];
      return [{ values: { bits }, severity: bits < 16 ? 'error' : 'warning', fix: choose(track) }];
    }),
  },
  { ...{ id: 'audio-mixed', ...kept }, check: mixed },
  {
    ...{ id: 'audio-channels', severity: 'warning', canIgnore: true },
    check: ofFiles(({ channels }, track) => {
      if (channels === null || channels === 2) return [];
      const severity = channels > 2 ? ('error' as const) : ('warning' as const);
      return [{ values: { channels, kind: channels > 2 ? 'many' : 'mono' }, severity, fix: choose(track) }];
    }),
  },
  {
    ...{ id: 'audio-length', severity: 'warning', canIgnore: true },
    check: ofFiles(({ durationMs }, track) => {
      if (durationMs === null || durationMs >= 30_000) return [];
      const kind = durationMs < 1000 ? 'none' : 'short';
      return [
        {
          values: { kind, seconds: Math.floor(durationMs / 1000) },
          severity: kind === 'none' ? 'error' : 'warning',
          fix: kind === 'none' ? choose(track) : undefined,
        },
      ];
    }),
  },
];

const heardRules: readonly Rule[] = [
  {
    ...{ id: 'audio-unheard', severity: 'note', canIgnore: true },
    check: ofFiles(({ heard }) => (heard ? [] : [{}])),
  },
  {
    ...{ id: 'audio-transcode', severity: 'error', canIgnore: true },
    check: ofHeard(({ verdict, verdictConfidence, bandwidthHz }, { isLossless }, track) => {
      if (!isLossless || (verdict !== 'transcode' && verdict !== 'uncertain')) return [];
      const values = {
        ...{
          kind: verdict,
          percent: Math.round(verdictConfidence * 100),
          khz: Math.round((bandwidthHz ?? 0) / 100) / 10,
        },
      };
      return [{ values, severity: verdict === 'transcode' ? 'error' : 'warning', fix: choose(track) }];
    }),
  },
  {
    ...{ id: 'audio-padded', ...kept },
    check: ofHeard(({ effectiveBits, isUpsampled }, { bits }, track) => {
      if (isUpsampled)
        return [{ values: { kind: 'rate', bits: bits ?? 0, real: effectiveBits ?? 0 }, fix: choose(track) }];
      if (effectiveBits === null || bits === null || bits <= 16 || effectiveBits > 16 || effectiveBits === 0) return [];
      return [{ values: { kind: 'bits', bits, real: effectiveBits }, fix: choose(track) }];
    }),
  },
  {
    ...{ id: 'audio-silence', ...kept },
    check: ofHeard(({ silentStartMs, silentEndMs }) => {
      const silences = [
        { kind: 'start', ms: silentStartMs },
        { kind: 'end', ms: silentEndMs },
      ];
      return silences
        .filter(({ ms }) => ms > longSilenceMs)
        .slice(0, 1)
        .map(({ kind, ms }) => ({ values: { kind, seconds: Math.round(ms / 100) / 10 } }));
    }),
  },
  {
    ...{ id: 'audio-gap', ...kept },
    check: ofHeard(({ longestGapMs }) =>
      longestGapMs > longSilenceMs ? [{ values: { seconds: Math.round(longestGapMs / 100) / 10 } }] : [],
    ),
  },
  {
    ...{ id: 'audio-clipping', ...kept },
    check: ofHeard(({ clippedRuns }) => (clippedRuns > 0 ? [{ values: { count: clippedRuns } }] : [])),
  },
  {
    ...{ id: 'audio-peak', ...kept },
    check: ofHeard(({ truePeakDb, lufs }) => {
      if (truePeakDb === null || truePeakDb <= -1) return [];
      const most = (lufs ?? -14) > -14 ? -2 : -1;
      const severity = truePeakDb > 0 ? ('warning' as const) : ('note' as const);
      return [{ values: { peak: Math.round(truePeakDb * 10) / 10, most }, severity }];
    }),
  },
  {
    ...{ id: 'loudness-info', severity: 'note', canIgnore: true },
    check: ({ tracks, release }) => {
      const stores = release.stores.map(storeProfile).filter(({ targetLufs }) => targetLufs !== null);
      // One store tells of all: that of most people where it is chosen.
      const store = stores.find(({ key }) => key === 'spotify') ?? stores[0];
      if (!store || store.targetLufs === null) return [];
      const target = store.targetLufs;
      return tracks.flatMap(({ audio }, index): Problem[] => {
        const lufs = audio?.heard?.lufs ?? null;
        if (lufs === null || lufs <= target + 6) return [];
        const down = Math.round((lufs - target) * 10) / 10;
        const values = { lufs: Math.round(lufs * 10) / 10, store: storeName(store.key), down };
        return [{ place: onTrack(index, 'loudness'), values }];
      });
    },
  },
];

export const audioRules: readonly Rule[] = [...fileRules, ...heardRules];
