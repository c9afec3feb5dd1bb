import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playSong } from '../e2e/audio/synthesise.ts';
import { analyseFile } from '../main/core/analysis/analyse.ts';
import { interleave, wavHeader } from '../main/core/media/decode-to-wav.ts';
import { benchFolder, quantile, report, round, runPeer } from './measure.ts';

/** Many files one after the other in one thread: memory must not grow with their number. */
const files = 1000;
/** Until here caches fill and code is compiled. */
const warmUp = 200;
const sampleRate = 44_100;
const lengths = [8, 14, 25, 40];
const formats = ['wav', 'mp3', 'flac', 'm4a', 'ogg', 'opus'];

const folder = benchFolder('soak');
try {
  const paths = lengths.flatMap((seconds) => makeFiles(seconds));
  const sizes: number[] = [];
  const startedAt = performance.now();
  for (let file = 0; file < files; file++) {
    await analyseFile(paths[file % paths.length] as string);
    if (file >= warmUp && file % 10 === 0) sizes.push(process.memoryUsage.rss() / 1024 ** 2);
  }
  const minutes = (performance.now() - startedAt) / 60_000;
  const middle = quantile(sizes, 0.5);
  const [first, last] = [sizes.slice(0, 20), sizes.slice(-20)].map((part) => quantile(part, 0.5)) as [number, number];
  report(`${files} files, ${paths.length} different ones`, `${round(minutes)} min`);
  report(`resident memory, median from file ${warmUp} on`, `${round(middle, 0)} MB`, '≤ 250 MB');
  report('of it at the end, against the beginning', `${round((100 * (last - first)) / first)} %`, '± 10 %');
  report('lowest and highest', `${round(Math.min(...sizes), 0)} … ${round(Math.max(...sizes), 0)} MB`);
} finally {
  folder.remove();
}

/** The same song in every format there is a tool for. */
function makeFiles(seconds: number): string[] {
  const song = playSong({ bpm: 90 + seconds, tonic: seconds % 12, isMinor: seconds % 2 === 0, seconds }, sampleRate);
  const wave = join(folder.path, `${seconds}.wav`);
  const samples = interleave([song, song]);
  writeFileSync(wave, Buffer.concat([wavHeader(sampleRate, 2, samples.length), samples]));
  return formats.flatMap((format) => {
    const path = join(folder.path, `${seconds}.${format}`);
    return path === wave || runPeer('ffmpeg', ['-y', '-v', 'error', '-i', wave, path]) ? [path] : [];
  });
}
