import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { playSong } from '../e2e/audio/synthesise.ts';
import { analyseFile } from '../main/core/analysis/analyse.ts';
import { openDecoder } from '../main/core/analysis/decode/open-decoder.ts';
import { interleave, wavHeader } from '../main/core/media/decode-to-wav.ts';
import { benchFolder, openCore, quantile, report, round, runPeer, withLoopDelay } from './measure.ts';

const seconds = 240;
const sampleRate = 44_100;
const longHours = 2;
const runs = 5;
/** Name, file, how ffmpeg makes it, and how many times as fast as essentia.js it is to be. */
const formats: [name: string, file: string, ffmpeg: string[], goal: number | null][] = [
  ['mp3 256 kbit/s', 'song.mp3', ['-b:a', '256k'], 7],
  ['flac', 'song.flac', ['-sample_fmt', 's16'], 11],
  ['m4a (AAC)', 'song.m4a', ['-b:a', '192k'], null],
  ['m4a (ALAC)', 'alac.m4a', ['-c:a', 'alac', '-sample_fmt', 's16p'], null],
  ['ogg vorbis', 'song.ogg', ['-c:a', 'libvorbis', '-b:a', '192k'], null],
  ['opus', 'song.opus', ['-c:a', 'libopus', '-b:a', '128k'], null],
  ['aiff', 'song.aiff', [], null],
];

const folder = benchFolder('analysis');
try {
  const song = playSong({ bpm: 124, tonic: 9, isMinor: true, seconds }, sampleRate);
  const wave = join(folder.path, 'song.wav');
  const samples = interleave([song, otherChannel(song)]);
  writeFileSync(wave, Buffer.concat([wavHeader(sampleRate, 2, samples.length), samples]));
  console.log(`${seconds / 60} minutes, stereo, 44.1 kHz; processor time of one thread, median of ${runs}`);
  const files: [string, string, number | null][] = [['wav', wave, null]];
  for (const [name, file, options, goal] of formats) {
    const path = join(folder.path, file);
    if (runPeer('ffmpeg', ['-y', '-v', 'error', '-i', wave, ...options, path])) files.push([name, path, goal]);
    else console.log(`${name}: not measured, there is no ffmpeg to make the file`);
  }
  // The first file of a process also pays for starting WASM.
  await analyseFile(wave);
  const times = new Map<string, { decode: number[]; all: number[] }>();
  const essentia: number[] = [];
  const measureEssentia = openEssentia(song);
  // Round after round, so that whatever else the machine does slows all of them down alike.
  for (let run = 0; run < runs; run++) {
    for (const [name, path] of files) {
      const { decode, all } = times.get(name) ?? { decode: [], all: [] };
      decode.push(await processorMs(() => decodeAlone(path)));
      all.push(await processorMs(() => analyseFile(path)));
      times.set(name, { decode, all });
    }
    if (run < 3) essentia.push(await processorMs(measureEssentia));
  }
  const peer = quantile(essentia, 0.5);
  for (const [name, , goal] of files) {
    const { decode, all } = times.get(name)!;
    report(`${name}: decoding alone`, asRate(quantile(decode, 0.5)));
    const ratio = `${round(peer / quantile(all, 0.5))} × essentia.js`;
    report(`${name}: all outputs`, asRate(quantile(all, 0.5)), goal ? `${ratio}, goal ${goal} ×` : ratio);
  }
  report('essentia.js multifeature alone, decoded already', asRate(peer));
  measurePeers(wave);
  await measureImport(folder.path);
  measureLongMix(wave);
} finally {
  folder.remove();
}

/** A second channel of its own, so that nothing can be computed once for both. */
function otherChannel(samples: Float32Array): Float32Array {
  return samples.map((_, index) => (samples[Math.max(0, index - 7)] as number) * 0.9);
}

/** Processor time, which other programs of the machine change little; helper threads of V8 count too. */
async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function asRate(ms: number): string {
  return `${round(ms, 0)} ms, ${round((1000 * seconds) / ms, 0)} × real time`;
}

async function decodeAlone(path: string): Promise<void> {
  const audio = await openDecoder(path);
  try {
    for await (const _ of audio.chunks());
    await audio.audioHash();
  } finally {
    await audio.close();
  }
}

/** The usual choice of JavaScript programs: essentia.js with its slower, better beat tracker. */
function openEssentia(mono: Float32Array): () => void {
  const { Essentia, EssentiaWASM } = createRequire(import.meta.url)('essentia.js');
  const core = new Essentia(EssentiaWASM);
  return () => {
    const signal = core.arrayToVector(mono);
    core.RhythmExtractor2013(signal, 208, 'multifeature', 40);
    signal.delete();
  };
}

function measurePeers(wave: string): void {
  const aubio = runPeer('aubio', ['tempo', wave]);
  if (aubio) report('aubio: tempo only, of the wav', asRate(aubio.ms));
  const ebur = runPeer('ffmpeg', ['-v', 'error', '-i', wave, '-af', 'ebur128=peak=true', '-f', 'null', '-']);
  if (ebur) report('ffmpeg: ebur128 with true peak only, of the wav', asRate(ebur.ms));
}

/** What the window feels while two threads analyse: the core's own event loop. */
async function measureImport(path: string): Promise<void> {
  const { core, call } = await openCore(join(path, 'home'), { runAnalysis: true });
  const startedAt = performance.now();
  const { p50, p99, max } = await withLoopDelay(async () => {
    await call('folders.add', { path });
    await core.waitForIdle();
  });
  const { analysed } = await call('tracks.count');
  const rate = (analysed * seconds) / ((performance.now() - startedAt) / 1000);
  report(`import of ${analysed} such files on 2 threads`, `${round(rate, 0)} × real time`);
  report(
    'event-loop delay meanwhile, p50 / p99 / max',
    `${round(p50)} / ${round(p99)} / ${round(max)} ms`,
    'p99 ≤ 25 ms',
  );
  await core.close();
}

/** A long mix in one go: what the process weighs at its heaviest. */
function measureLongMix(wave: string): void {
  const path = join(folder.path, 'mix.mp3');
  const repeats = Math.round((longHours * 3600) / seconds) - 1;
  const made = runPeer('ffmpeg', [
    '-y',
    '-v',
    'error',
    '-stream_loop',
    String(repeats),
    '-i',
    wave,
    '-b:a',
    '128k',
    path,
  ]);
  if (!made) {
    console.log('two-hour mix: not measured, there is no ffmpeg to make the file');
    return;
  }
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'analyse-one.ts'), path], {
    encoding: 'utf8',
  });
  const { durationMs, ms, peakMb } = JSON.parse(stdout) as { durationMs: number; ms: number; peakMb: number };
  const rate = durationMs / ms;
  report(`mix of ${round(durationMs / 3_600_000, 1)} hours, mp3`, `${round(rate, 0)} × real time`);
  report('resident memory of the whole process at its peak', `${round(peakMb, 0)} MB`, '≤ 250 MB');
}
