import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createAnalyser } from '../main/core/analyser.ts';
import type { Findings } from '../shared/findings.ts';
import { type MusicKey, parseKey } from '../shared/music-key.ts';
import { calibrationError, type Judged, keyAnswers, ranking, reliability, score, tempoAnswers } from './accuracy.ts';
import { measurePeer } from './accuracy-peer.ts';

/**
 * `npm run bench:accuracy -- DIR [--json FILE] [--peer]`
 *
 * Analyses the clips that DIR/annotations.csv names (file, bpm, key, source, kind) as the product does and prints scores
 * for each kind, with the reliability of the confidences. Without annotations the tempo is read from file names such as
 * `break01 - 168 BPM.ogg`; so short a loop is analysed as it is. `--peer` puts essentia.js beside it (slow).
 */
type Clip = Pick<Judged, 'file' | 'kind' | 'annotated'>;

const { folder, jsonFile, hasPeer } = readArguments(process.argv.slice(2));
const clips = readClips(folder);
if (clips.length === 0) fail(`There are no annotated clips in ${folder}.`);
const judged = await judge(clips);
console.log(
  'What is learned has heard the clips of shared/audio: for those, quote the figures of scripts/train instead.',
);
printScores('Ledgerline', judged);
printConfidence('tempo', tempoAnswers(judged));
printConfidence('key', keyAnswers(judged));
const peer = hasPeer ? await judgePeer(clips) : null;
if (peer) printScores('essentia.js: multifeature, bgate', peer);
if (jsonFile)
  writeFileSync(jsonFile, `${JSON.stringify({ scores: scoresOf(judged), clips: judged, peer }, null, 1)}\n`);

function readArguments(args: readonly string[]) {
  const rest = [...args];
  const hasPeer = rest.includes('--peer');
  if (hasPeer) rest.splice(rest.indexOf('--peer'), 1);
  const at = rest.indexOf('--json');
  const jsonFile = at === -1 ? null : rest.splice(at, 2)[1];
  const [folder, ...others] = rest;
  if (!folder || others.length > 0 || jsonFile === undefined) {
    fail('Usage: npm run bench:accuracy -- DIR [--json FILE] [--peer]');
  }
  return { folder, jsonFile, hasPeer };
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readClips(folder: string): Clip[] {
  const annotations = join(folder, 'annotations.csv');
  if (!existsSync(annotations)) {
    return readdirSync(folder).flatMap((file) => {
      const bpm = Number(file.match(/(\d+(?:\.\d+)?) ?BPM/i)?.[1]);
      return bpm > 0 ? [{ file, kind: 'loops', annotated: { bpm, key: null } }] : [];
    });
  }
  const [head = [], ...rows] = parseCsv(readFileSync(annotations, 'utf8'));
  return rows.map((row) => {
    const value = (name: string) => row[head.indexOf(name)] ?? '';
    const bpm = Number(value('bpm'));
    const annotated = { bpm: bpm > 0 ? bpm : null, key: value('key') === '' ? null : parseKey(value('key')) };
    return { file: value('file'), kind: value('kind'), annotated };
  });
}

function parseCsv(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}

async function judge(clips: readonly Clip[]): Promise<Judged[]> {
  const analyser = createAnalyser({
    cores: availableParallelism(),
    workerUrl: (name) => new URL(`../main/workers/${name}.worker.ts`, import.meta.url),
    logError: (message, error) => console.error(message, error),
  });
  try {
    const { signal } = new AbortController();
    const judged: Judged[] = [];
    const waiting = [...clips];
    const work = async () => {
      for (let clip = waiting.shift(); clip; clip = waiting.shift()) {
        const { analysis } = await analyser.analyse(join(folder, clip.file), signal);
        judged.push({ ...clip, found: answersOf(analysis.findings) });
      }
    };
    await Promise.all(Array.from({ length: analyser.threads }, work));
    return judged.sort((one, other) => (one.file < other.file ? -1 : 1));
  } finally {
    await analyser.close();
  }
}

function answersOf({ tempo, key }: Findings): Judged['found'] {
  return { bpm: tempo.bpm, bpmConfidence: tempo.confidence, key: key.key, keyConfidence: key.confidence };
}

async function judgePeer(clips: readonly Clip[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const clip of clips) {
    const { bpm, key } = await measurePeer(join(folder, clip.file));
    judged.push({ ...clip, found: { bpm, bpmConfidence: 0, key: key as MusicKey | null, keyConfidence: 0 } });
  }
  return judged;
}

function scoresOf(judged: readonly Judged[]) {
  const kinds = [...new Set(judged.map(({ kind }) => kind))].sort();
  return [
    ...kinds.map((kind) =>
      score(
        kind,
        judged.filter((clip) => clip.kind === kind),
      ),
    ),
    ...(kinds.length > 1 ? [score('all', judged)] : []),
  ];
}

function printScores(title: string, judged: readonly Judged[]): void {
  console.log(`\n${title}`);
  console.log('kind'.padEnd(18), '  n  Accuracy1  Accuracy2  ±0.05 BPM  none |   n  key exact  weighted');
  for (const row of scoresOf(judged)) {
    console.log(
      row.kind.padEnd(18),
      String(row.tempi).padStart(3),
      percent(row.accuracy1).padStart(10),
      percent(row.accuracy2).padStart(10),
      percent(row.fine).padStart(10),
      String(row.withoutTempo).padStart(5),
      '|',
      String(row.keys).padStart(3),
      percent(row.keyExact).padStart(10),
      percent(row.keyWeighted).padStart(9),
    );
  }
}

function printConfidence(name: string, answers: ReturnType<typeof tempoAnswers>): void {
  if (answers.length === 0) return;
  const auc = ranking(answers);
  console.log(
    `\n${name} confidence: calibration error ${calibrationError(answers).toFixed(3)}, ` +
      `right above wrong ${auc === null ? 'not to be told (no errors)' : auc.toFixed(3)}`,
  );
  for (const { from, to, count, confidence, right } of reliability(answers)) {
    const range = `${percent(from)}–${percent(to)} %`.padEnd(15);
    console.log(`  ${range} n ${String(count).padStart(3)}  shown ${percent(confidence)}  right ${percent(right)}`);
  }
}

function percent(part: number): string {
  return Number.isNaN(part) ? '–' : (100 * part).toFixed(1);
}
