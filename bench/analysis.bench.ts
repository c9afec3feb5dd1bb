import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { playSong } from '../e2e/audio/synthesise.ts';
import { analyseFile } from '../main/core/analysis/analyse.ts';
import { interleave, wavHeader } from '../main/core/media/decode-to-wav.ts';
import { benchFolder, openCore, quantile, report, round, runPeer, withLoopDelay } from './measure.ts';

const seconds = 240;
const sampleRate = 44_100;
const longHours = 2;
const formats: [name: string, file: string, ffmpeg: string[], budget: string][] = [
  ['mp3 256 kbit/s', 'song.mp3', ['-b:a', '256k'], '≥ 40 ×'],
  ['flac', 'song.flac', [], '≥ 40 ×'],
  ['m4a (AAC)', 'song.m4a', ['-b:a', '192k'], '≥ 40 ×'],
  ['m4a (ALAC)', 'alac.m4a', ['-c:a', 'alac'], '≥ 40 ×'],
  ['ogg vorbis', 'song.ogg', ['-c:a', 'libvorbis'], '≥ 40 ×'],
  ['opus', 'song.opus', ['-c:a', 'libopus'], '≥ 40 ×'],
  ['aiff', 'song.aiff', [], '≥ 40 ×'],
];

const folder = benchFolder('analysis');
try {
  const song = playSong({ bpm: 124, tonic: 9, isMinor: true, seconds }, sampleRate);
  const wave = join(folder.path, 'song.wav');
  const samples = interleave([song, otherChannel(song)]);
  writeFileSync(wave, Buffer.concat([wavHeader(sampleRate, 2, samples.length), samples]));
  console.log(`${seconds / 60} minutes, stereo, 44.1 kHz; one thread, all outputs, median of 3`);
  const files: [string, string, string][] = [['wav', wave, '≥ 40 ×']];
  for (const [name, file, options, budget] of formats) {
    const path = join(folder.path, file);
    if (runPeer('ffmpeg', ['-y', '-v', 'error', '-i', wave, ...options, path])) files.push([name, path, budget]);
    else console.log(`${name}: not measured, there is no ffmpeg to make the file`);
  }
  // The first file of a process also pays for starting WASM.
  await analyseFile(wave);
  for (const [name, path, budget] of files)
    report(name, `${round(seconds / (await medianSeconds(path)), 0)} × real time`, budget);
  await measureEssentia(song);
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

async function medianSeconds(path: string): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < 3; run++) {
    const startedAt = performance.now();
    await analyseFile(path);
    runs.push((performance.now() - startedAt) / 1000);
  }
  return quantile(runs, 0.5);
}

/** The usual choice of JavaScript programs: essentia.js with its slower, better beat tracker. */
async function measureEssentia(mono: Float32Array): Promise<void> {
  const { Essentia, EssentiaWASM } = createRequire(import.meta.url)('essentia.js');
  const essentia = new Essentia(EssentiaWASM);
  const signal = essentia.arrayToVector(mono.subarray(0, 60 * sampleRate));
  const startedAt = performance.now();
  essentia.RhythmExtractor2013(signal, 208, 'multifeature', 40);
  essentia.KeyExtractor(signal);
  const rate = 60 / ((performance.now() - startedAt) / 1000);
  report('essentia.js multifeature and key only, decoded already', `${round(rate, 0)} × real time`);
}

function measurePeers(wave: string): void {
  const aubio = runPeer('aubio', ['tempo', wave]);
  if (aubio) report('aubio: tempo only', `${round(seconds / (aubio.ms / 1000), 0)} × real time`);
  const ebur = runPeer('ffmpeg', ['-v', 'error', '-i', wave, '-af', 'ebur128=peak=true', '-f', 'null', '-']);
  if (ebur) report('ffmpeg: ebur128 with true peak only', `${round(seconds / (ebur.ms / 1000), 0)} × real time`);
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
  report(`mix of ${round(durationMs / 3_600_000, 1)} hours, mp3`, `${round(rate, 0)} × real time`, '≥ 40 ×');
  report('resident memory of the whole process at its peak', `${round(peakMb, 0)} MB`, '≤ 350 MB');
}
