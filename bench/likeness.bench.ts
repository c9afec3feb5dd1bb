import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { createAnalyser } from '../main/core/analyser.ts';
import { SimilarityIndex } from '../main/core/analysis/similarity/similarity-index.ts';
import { decodeSimilarity, type SimilarityVector } from '../main/core/analysis/similarity/similarity-vector.ts';
import { measureScales, trackDistance } from '../main/core/analysis/similarity/track-distance.ts';
import { sketchRate } from '../main/core/testing/sound-sketches.ts';
import { likenessMusic, shifted } from './likeness-music.ts';
import { benchFolder, report, round } from './measure.ts';
import { pcm16 } from './pcm16.ts';

/**
 * How good "sounds alike" is: whose neighbours are of the same album, artist and genre, with and without tracks of the same
 * artist; who is everybody's neighbour; and whether a copy that was encoded again or begins later is still the nearest.
 * Everything is analysed as the product does it. `npm run bench -- likeness`; takes some minutes.
 */
type Heard = { genre: string; artist: string; album: string; vector: SimilarityVector };

const seconds = 20;
const shiftSeconds = 1.2;
const ten = 10;

const folder = benchFolder('likeness');
const analyser = createAnalyser({
  cores: availableParallelism(),
  workerUrl: (name) => new URL(`../main/workers/${name}.worker.ts`, import.meta.url),
  logError: (message, error) => console.error(message, error),
});
try {
  await measureMade();
  await measureAnnotated(join(import.meta.dirname, '../../shared/audio/dev'));
} finally {
  await analyser.close();
  folder.remove();
}

async function measureMade(): Promise<void> {
  const clips = [...likenessMusic(seconds)];
  const files = clips.map(({ sound }, index) => write(`clip ${index}.wav`, sound));
  const vectors = await hear(files);
  const heard = clips.flatMap(({ genre, artist, album }, index): Heard[] => {
    const vector = vectors[index];
    return vector ? [{ genre, artist, album, vector }] : [];
  });
  console.log(`${heard.length} made clips of ${seconds} s: 6 genres, 24 artists, 48 albums`);
  measureNeighbours(heard);
  const later = await hear(clips.map(({ sound }, index) => write(`later ${index}.wav`, shifted(sound, shiftSeconds))));
  measureCopies(`shifted by ${shiftSeconds} s`, heard, later);
  const coded = encodeAll(files);
  if (coded) measureCopies('encoded as MP3 at 128 kbit/s', heard, await hear(coded));
  else console.log('Encoding again is not measured: there is no ffmpeg.');
}

/** Real instruments, in three kinds; nothing is known of their artists. */
async function measureAnnotated(from: string): Promise<void> {
  const annotations = join(from, 'annotations.csv');
  if (!existsSync(annotations)) {
    console.log('The annotated clips of shared/audio are not here; they are not measured.');
    return;
  }
  const rows = readFileSync(annotations, 'utf8').trim().split(/\r?\n/).slice(1);
  const clips = rows.map((row) => ({ file: join(from, row.split(',')[0] ?? ''), genre: row.split(',').at(-1) ?? '' }));
  const vectors = await hear(clips.map(({ file }) => file));
  const heard = clips.flatMap(({ file, genre }, index): Heard[] => {
    const vector = vectors[index];
    // Each clip is a piece of its own.
    return vector ? [{ genre, artist: basename(file), album: basename(file), vector }] : [];
  });
  console.log(`${heard.length} annotated clips in ${new Set(heard.map(({ genre }) => genre)).size} kinds`);
  measureNeighbours(heard);
}

function measureNeighbours(heard: readonly Heard[]): void {
  const index = new SimilarityIndex((id) => heard[id]?.vector ?? null);
  for (const [id, { vector }] of heard.entries()) index.set(id, vector);
  const scales = measureScales(heard.map(({ vector }) => vector));
  const byLikeness = (id: number, isLeftOut: (other: number) => boolean) =>
    index
      .find(heard[id]!.vector, { count: ten, isLeftOut: (other) => other === id || isLeftOut(other) })
      .map((match) => match.id);
  const byDistance = (id: number, isLeftOut: (other: number) => boolean) =>
    [...heard.keys()]
      .filter((other) => other !== id && !isLeftOut(other))
      .map((other) => ({ other, distance: trackDistance(heard[id]!.vector, heard[other]!.vector, scales) }))
      .sort((one, other) => one.distance - other.distance)
      .slice(0, ten)
      .map(({ other }) => other);
  for (const [name, nearest] of [
    ['distance', byDistance],
    ['corrected', byLikeness],
  ] as const) {
    const all = [...heard.keys()].map((id) => nearest(id, () => false));
    const filtered = [...heard.keys()].map((id) => nearest(id, (other) => heard[other]!.artist === heard[id]!.artist));
    const isOneArtistEach = new Set(heard.map(({ artist }) => artist)).size === heard.length;
    if (!isOneArtistEach) {
      report(`  ${name}: same album in 10, of those there are`, share(found(heard, all, 'album')));
      report(`  ${name}: same artist in 10, of those there are`, share(found(heard, all, 'artist')));
      report(`  ${name}: same genre in 10`, share(precision(heard, all)));
    }
    report(`  ${name}: same genre in 10, other artists only`, share(precision(heard, filtered)));
    const { skew, orphans, most } = hubness(all, heard.length);
    report(`  ${name}: skew of N10 (the most, nobody's)`, `${round(skew, 2)} (${most}, ${orphans})`);
  }
  report('  by chance: same genre, other artists only', share(chance(heard)));
}

/** Of the others with the same value, the share that stands among the ten. */
function found(heard: readonly Heard[], neighbours: readonly number[][], field: 'album' | 'artist'): number {
  const shares = neighbours.map((ids, id) => {
    const value = heard[id]![field];
    const others = heard.filter((other) => other[field] === value).length - 1;
    return ids.filter((other) => heard[other]![field] === value).length / Math.min(ten, others);
  });
  return mean(shares);
}

function precision(heard: readonly Heard[], neighbours: readonly number[][]): number {
  return mean(
    neighbours.map((ids, id) => ids.filter((other) => heard[other]!.genre === heard[id]!.genre).length / ids.length),
  );
}

function chance(heard: readonly Heard[]): number {
  return mean(
    heard.map(({ genre, artist }) => {
      const others = heard.filter((other) => other.artist !== artist);
      return others.filter((other) => other.genre === genre).length / others.length;
    }),
  );
}

/** How unequally often tracks stand among the ten of others: 0 is even, above 1.4 there are hubs. */
function hubness(neighbours: readonly number[][], count: number): { skew: number; orphans: number; most: number } {
  const times = new Array<number>(count).fill(0);
  for (const id of neighbours.flat()) times[id]! += 1;
  const middle = mean(times);
  const spread = Math.sqrt(mean(times.map((each) => (each - middle) ** 2)));
  const skew = mean(times.map((each) => ((each - middle) / spread) ** 3));
  return { skew, orphans: times.filter((each) => each === 0).length, most: Math.max(...times) };
}

function measureCopies(what: string, heard: readonly Heard[], copies: readonly (SimilarityVector | null)[]): void {
  const scales = measureScales(heard.map(({ vector }) => vector));
  const own: number[] = [];
  const nearestOther: number[] = [];
  let isNearest = 0;
  for (const [id, copy] of copies.entries()) {
    if (copy === null) continue;
    const distances = heard.map(({ vector }) => trackDistance(copy, vector, scales));
    const other = Math.min(...distances.filter((_, each) => each !== id));
    own.push(distances[id]!);
    nearestOther.push(other);
    if (distances[id]! < other) isNearest += 1;
  }
  report(`  ${what}: the original is the nearest`, `${isNearest} of ${own.length}`);
  report(`  ${what}: distance to it, to the next`, `${round(mean(own), 2)}, ${round(mean(nearestOther), 2)}`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share(value: number): string {
  return `${round(100 * value, 1)} %`;
}

function write(name: string, sound: Float32Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, pcm16([sound], sketchRate));
  return path;
}

function encodeAll(files: readonly string[]): string[] | null {
  try {
    return files.map((file) => {
      const path = file.replace('.wav', '.mp3');
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', file, '-ar', '44100', '-b:a', '128k', path], {
        stdio: 'ignore',
      });
      return path;
    });
  } catch {
    return null;
  }
}

/** A machine with other things to do may run out of time; such a clip is left out, and said. */
async function hearOne(file: string): Promise<SimilarityVector | null> {
  try {
    const { analysis } = await analyser.analyse(file, new AbortController().signal);
    return analysis.similarity && decodeSimilarity(analysis.similarity);
  } catch (error) {
    console.log(`  ${basename(file)} is left out: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/** The vector of each file; null for one that has none. */
async function hear(files: readonly string[]): Promise<(SimilarityVector | null)[]> {
  const vectors = new Array<SimilarityVector | null>(files.length).fill(null);
  const waiting = [...files.entries()];
  await Promise.all(
    Array.from({ length: analyser.threads }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, file] = next;
        vectors[index] = await hearOne(file);
      }
    }),
  );
  return vectors;
}
