import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { toneSong } from '#core/testing/tone-songs.ts';
import { decodeSpectrumPicture } from '#shared/spectrum-picture.ts';
import { openDecoder } from '../decode/open-decoder.ts';
import { type QualityContext, QualityMeter, type QualitySource } from './quality-meter.ts';

const rate = 44_100;
const flac: QualitySource = { codec: 'flac', isLossless: true, bitDepth: 16, bitrateKbps: 800 };
const fine: QualityContext = { lufs: -12, truePeakDb: -1, rangeLu: 8, isTruncated: false };

function judge(channels: readonly Float32Array[], source = flac, context = fine, sampleRate = rate, chunk = 20_000) {
  const meter = new QualityMeter(sampleRate, channels.length, source);
  for (let start = 0; start < (channels[0]?.length ?? 0); start += chunk)
    meter.push(channels.map((samples) => samples.subarray(start, start + chunk)));
  return meter.result(context);
}

async function judgeFile(name: string) {
  const audio = await openDecoder(join(import.meta.dirname, 'fixtures', name));
  const meter = new QualityMeter(audio.sampleRate, audio.channels, flac);
  for await (const channels of audio.chunks()) meter.push(channels);
  await audio.close();
  return meter.result(fine)!.findings;
}

/** Noise and tones in 16 bits: bright, without a cut, left and right different. */
function clean(seconds: number, gain = 1, channels = 2): Float32Array[] {
  const random = randomNumbers(5);
  const song = toneSong({ seed: 3, sampleRate: rate, channels, seconds });
  return song.map((samples) =>
    samples.map((value) => Math.round(gain * (value + 0.1 * (random() - 0.5)) * 32_768) / 32_768),
  );
}

/** A steep low-pass: a sinc of 1001 taps under a Blackman window. */
function cutAt(samples: Float32Array, hz: number): Float32Array {
  const half = 500;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, tap) => {
    const x = tap - half;
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / half) + 0.08 * Math.cos((2 * Math.PI * x) / half);
    return (x === 0 ? (2 * hz) / rate : Math.sin((2 * Math.PI * hz * x) / rate) / (Math.PI * x)) * window;
  });
  return samples.map((_, at) => {
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap += 1) sum += taps[tap]! * (samples[at + tap - half] ?? 0);
    return Math.round(sum * 32_768) / 32_768;
  });
}

const codes = (result: ReturnType<typeof judge>) => result!.findings.reasons.map(({ code }) => code);

test('a clean lossless piece gets 100', () => {
  const { findings } = judge(clean(12))!;
  expect(findings).toMatchObject({ score: 100, reasons: [], verdict: 'lossless', effectiveBits: 16, clippedRuns: 0 });
  expect(findings.verdictConfidence).toBeGreaterThan(0.9);
  expect(findings.bandwidthHz).toBeGreaterThan(21_500);
});

test.each(['was-mp3-128.flac', 'was-aac-128.flac'])('%s is a transcode', async (name) => {
  const findings = await judgeFile(name);
  expect(findings.verdict).toBe('transcode');
  expect(findings.verdictConfidence).toBeGreaterThan(0.9);
  expect(findings.reasons[0]).toMatchObject({ code: 'TRANSCODE', cost: 60 });
  expect(findings.score).toBeLessThanOrEqual(40);
});

test('320 kbit/s is uncertain, never a fact', async () => {
  const findings = await judgeFile('was-mp3-320.flac');
  expect(findings.verdict).toBe('uncertain');
  expect(findings.reasons[0]!.code).toBe('TRANSCODE_UNCERTAIN');
  expect(findings.score).toBeGreaterThanOrEqual(90);
});

test('a cut-off alone accuses nobody', { timeout: 20_000 }, () => {
  const [samples] = clean(3, 1, 1);
  const cut = judge([cutAt(samples!, 16_000)])!.findings;
  expect(cut.verdict).toBe('uncertain');
  expect(cut.bandwidthHz).toBeGreaterThan(15_500);
  expect(cut.bandwidthHz).toBeLessThan(16_800);
  const dark = judge([cutAt(samples!, 5000)])!.findings;
  expect(dark.verdict).toBe('lossless');
});

test('lossy files are lossy, and cost what their bitrate costs', () => {
  const scores = [320, 192, 128, 64].map((bitrateKbps) => {
    const source = { codec: 'mp3', isLossless: false, bitDepth: null, bitrateKbps };
    return judge(clean(3), source)!.findings;
  });
  expect(scores.map(({ verdict }) => verdict)).toEqual(['lossy', 'lossy', 'lossy', 'lossy']);
  expect(scores.map(({ effectiveBits }) => effectiveBits)).toEqual([null, null, null, null]);
  expect(scores.map(({ score }) => score)).toEqual([100, 90, 76, 60]);
});

test('clipping is found, a limited master is not clipped', () => {
  const loud = clean(6, 6).map((samples) => samples.map((value) => Math.max(-1, Math.min(32_767 / 32_768, value))));
  const clipped = judge(loud)!.findings;
  expect(clipped.clippedRuns).toBeGreaterThan(100);
  expect(clipped.reasons[0]!.code).toBe('CLIPPED');
  const limited = clean(6, 6).map((samples) => samples.map((value) => Math.tanh(value) * 0.999));
  expect(judge(limited)!.findings.clippedRuns).toBe(0);
  const slow = Float32Array.from(
    { length: 3 * rate },
    (_, at) => Math.round(32_767 * Math.sin((2 * Math.PI * 40 * at) / rate)) / 32_768,
  );
  expect(judge([slow])!.findings.clippedRuns).toBe(0);
});

test('offset, mono as stereo, a silent and an inverted channel are found', () => {
  const [left] = clean(4, 0.8);
  const right = left!.slice();
  const shifted = judge([left!.map((value) => value + 0.02), right])!;
  expect(shifted.findings.dcOffset).toBeCloseTo(0.02, 2);
  expect(codes(shifted)).toContain('DC_OFFSET');
  const mono = judge([left!, right])!;
  expect(codes(mono)).toEqual(['MONO_AS_STEREO']);
  expect(mono.findings.correlation).toBeCloseTo(1, 5);
  const inverted = judge([left!, right.map((value) => -value)])!;
  expect(codes(inverted)).toContain('PHASE_INVERTED');
  expect(inverted.findings.correlation).toBeCloseTo(-1, 5);
  const halfDead = judge([left!, new Float32Array(right.length)])!;
  expect(halfDead.findings.reasons).toContainEqual({ code: 'CHANNEL_SILENT', value: 1, cost: 25 });
  expect(codes(judge(clean(4)))).toEqual([]);
});

test('silence is timed at the start, at the end and inside', () => {
  const parts = [3, 2, 1.5, 2, 6];
  const music = clean(2, 1, 1)[0]!;
  const samples = new Float32Array(parts.reduce((sum, seconds) => sum + seconds, 0) * rate);
  samples.set(music, 3 * rate);
  samples.set(music, 6.5 * rate);
  const result = judge([samples])!;
  expect(result.findings.silentStartMs).toBeCloseTo(3000, -2);
  expect(result.findings.silentEndMs).toBeCloseTo(6000, -2);
  expect(result.findings.silences).toHaveLength(1);
  expect(result.findings.silences[0]!.startMs).toBeCloseTo(5000, -2);
  expect(result.findings.silences[0]!.endMs).toBeCloseTo(6500, -2);
  expect(codes(result).toSorted()).toEqual(['DIGITAL_SILENCE', 'SILENT_END', 'SILENT_START']);
});

test.each([
  ['8 bits in 16', 16, 8, 25],
  ['16 bits in 24', 24, 16, 4],
])('%s are padding', (_, bitDepth, bits, cost) => {
  const steps = 2 ** (bits - 1);
  const padded = clean(3).map((samples) => samples.map((value) => Math.round(value * steps) / steps));
  const { findings } = judge(padded, { ...flac, bitDepth })!;
  expect(findings.effectiveBits).toBe(bits);
  expect(findings.reasons).toContainEqual({ code: 'PADDED_BITS', value: bits, cost });
});

test('bits are counted whatever a decoder divides by', () => {
  const divided = clean(2).map((samples) => samples.map((value) => Math.round(value * 32_768) / 32_767));
  expect(judge(divided)!.findings.effectiveBits).toBe(16);
  const deep = clean(2).map((samples) => samples.map((value, at) => value + (at % 256) / 2 ** 23));
  expect(judge(deep, { ...flac, bitDepth: 24 })!.findings.effectiveBits).toBe(24);
  expect(judge(clean(2), { ...flac, bitDepth: null })!.findings.effectiveBits).toBe(16);
});

test('a rate that nothing fills is reported', { timeout: 20_000 }, () => {
  // 16 kHz of sound at 44.1 kHz, read as if it were stored at 96 kHz: the sound ends at 22.1 kHz.
  const samples = cutAt(clean(3, 1, 1)[0]!, 9900);
  const result = judge([samples], { ...flac, bitDepth: 24 }, fine, 96_000)!;
  expect(result.findings.reasons.find(({ code }) => code === 'UPSAMPLED')?.value).toBe(44_100);
});

test('what other meters found counts as well', () => {
  const result = judge(clean(3), flac, { lufs: -5, truePeakDb: 1.4, rangeLu: 1.2, isTruncated: true })!;
  expect(codes(result)).toEqual(['TRUNCATED', 'CRUSHED', 'TRUE_PEAK_OVER']);
  expect(result.findings.score).toBe(50);
});

test.each([
  ['nothing', [new Float32Array(0)]],
  ['no channel', []],
  ['ten milliseconds', [new Float32Array(441).fill(0.3)]],
  ['silence', [new Float32Array(3 * rate), new Float32Array(3 * rate)]],
])('%s has no quality', (_, channels) => {
  expect(judge(channels)).toBeNull();
});

test.each([
  ['an offset', [new Float32Array(2 * rate).fill(0.5)], rate],
  [
    'what is no number',
    clean(2).map((samples) => samples.map((value, at) => (at % 5000 === 77 ? Number.NaN : value))),
    rate,
  ],
  ['six channels', Array.from({ length: 6 }, (_, index) => clean(2, 1 / (index + 1), 1)[0]!), rate],
  ['8 kHz', [clean(1, 1, 1)[0]!], 8000],
  ['192 kHz', [clean(4, 1, 1)[0]!], 192_000],
])('%s gives finite numbers', (_, channels, sampleRate) => {
  const { findings, spectrum } = judge(channels, flac, fine, sampleRate)!;
  const numbers = JSON.stringify(findings, (_key, value) =>
    Number.isFinite(value) || typeof value !== 'number' ? value : 'bad',
  );
  expect(numbers).not.toContain('bad');
  expect(findings.score).toBeGreaterThan(30);
  expect(decodeSpectrumPicture(spectrum!)!.nyquistHz).toBe(sampleRate / 2);
});

test('the size of the chunks changes nothing that matters', () => {
  const samples = clean(4);
  const whole = judge(samples, flac, fine, rate, 1_000_000)!;
  for (const chunk of [100, 1152, 65_536]) {
    const cut = judge(samples, flac, fine, rate, chunk)!;
    expect(cut.findings).toEqual({
      ...whole.findings,
      correlation: cut.findings.correlation,
      dcOffset: cut.findings.dcOffset,
    });
    expect(cut.findings.correlation).toBeCloseTo(whole.findings.correlation!, 5);
    expect(cut.spectrum).toEqual(whole.spectrum);
  }
});
