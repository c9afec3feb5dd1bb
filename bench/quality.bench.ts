import { existsSync } from 'node:fs';
import { openDecoder } from '../main/core/analysis/decode/open-decoder.ts';
import { QualityMeter } from '../main/core/analysis/quality/quality-meter.ts';
import type { QualityFindings } from '../shared/findings.ts';
import { benchFolder, quantile, report, round, runPeer } from './measure.ts';
import { type Item, makeMaterial } from './quality-material.ts';

/**
 * What the verdict on a lossless file's past is worth: pieces are made, coded, decoded and stored as FLAC, and judged.
 *
 * Needs ffmpeg and lame. With fluidsynth and a SoundFont, given in SOUNDFONT, rendered music is judged too. What is made
 * can be kept and used again in a folder given in QUALITY_FOLDER.
 */
const missing = [
  ['ffmpeg', '-version'],
  ['lame', '--version'],
].filter(([command, option]) => runPeer(command!, [option!]) === null);
if (missing.length > 0) {
  console.log(`Left out: ${missing.map(([command]) => command).join(' and ')} not found.`);
  process.exit(0);
}
const soundFont = process.env.SOUNDFONT ?? null;
const hasRenderer = soundFont !== null && existsSync(soundFont) && runPeer('fluidsynth', ['--version']) !== null;
if (!hasRenderer) console.log('Without rendered music: fluidsynth and a SoundFont in SOUNDFONT are needed for it.');

const folder = process.env.QUALITY_FOLDER ? { path: process.env.QUALITY_FOLDER, remove() {} } : benchFolder('quality');
try {
  const items = await makeMaterial(folder.path, hasRenderer ? soundFont : null);
  const judged: { item: Item; findings: QualityFindings; ms: number }[] = [];
  for (const item of items.toSorted((a, b) => a.path.localeCompare(b.path))) {
    const { findings, ms } = await judge(item.path);
    if (findings) judged.push({ item, findings, ms });
  }
  const kinds = [...new Set(judged.map(({ item }) => `${item.truth}: ${item.kind}`))].sort();
  report('kind', 'transcode / uncertain / lossless', 'score');
  for (const kind of kinds) {
    const of = judged.filter(({ item }) => `${item.truth}: ${item.kind}` === kind);
    const count = (verdict: string) => of.filter(({ findings }) => findings.verdict === verdict).length;
    const scores = of.map(({ findings }) => findings.score);
    report(
      kind,
      `${count('transcode')} / ${count('uncertain')} / ${count('lossless')}`,
      `${Math.min(...scores)} to ${Math.max(...scores)}`,
    );
  }
  const share = (truth: string, isKind: (kind: string) => boolean) => {
    const of = judged.filter(({ item }) => item.truth === truth && isKind(item.kind));
    const found = of.filter(({ findings }) => findings.verdict === 'transcode').length;
    return `${found} of ${of.length} (${round((100 * found) / Math.max(1, of.length))} %)`;
  };
  report(
    'FLAC from MP3 128, 160, 192, V5, V2 and AAC 128, found',
    share('transcode', (kind) => !kind.includes(' of ')),
    '≥ 95 %',
  );
  report(
    'the same of dark, 32 kHz, mono and limited music, found',
    share('transcode', (kind) => kind.includes(' of ')),
  );
  report(
    'true lossless, accused',
    share('lossless', () => true),
    '≤ 1 %',
  );
  report(
    'MP3 320, stated as a fact',
    share('high bitrate', (kind) => kind.startsWith('mp3 320')),
    '0',
  );
  const costs = judged.map(({ ms }) => ms);
  report('processor time for 4 minutes, median', `${round(quantile(costs, 0.5))} ms`, '≤ 60 ms');
} finally {
  folder.remove();
}

async function judge(path: string) {
  const audio = await openDecoder(path);
  let pushMs = 0;
  let frames = 0;
  try {
    const meter = new QualityMeter(audio.sampleRate, audio.channels, {
      codec: audio.codec,
      isLossless: audio.isLossless,
      bitDepth: null,
      bitrateKbps: null,
    });
    for await (const channels of audio.chunks()) {
      const startedAt = process.cpuUsage();
      meter.push(channels);
      pushMs += cpuMs(startedAt);
      frames += channels[0]?.length ?? 0;
    }
    const startedAt = process.cpuUsage();
    const result = meter.result({ lufs: null, truePeakDb: null, rangeLu: 10, isTruncated: false });
    const seconds = frames / audio.sampleRate;
    return { findings: result?.findings ?? null, ms: (pushMs * 240) / seconds + cpuMs(startedAt) };
  } finally {
    await audio.close();
  }
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
