import { type CueIndex, type CueSheet, type CueTrack, formatCueTime, msOfFrames } from './cue-sheet.ts';
import { splitCommand } from './cue-words.ts';
import type { CueChecks, Report } from './validate.ts';

/** INDEX: that each track begins somewhere, in order, within the sound. */
export function checkTimes(sheet: CueSheet, { audioOf }: CueChecks, report: Report): void {
  let before: { track: CueTrack; index: CueIndex } | null = null;
  for (const track of sheet.tracks) {
    checkStart(track, report);
    for (const [at, index] of track.indexes.entries()) {
      checkSpelling(track, index, report);
      checkOrder(track, index, track.indexes[at - 1], report);
      const isFirst = at === 0 && before !== null && before.index.file === index.file;
      if (isFirst && before && before.index.frames > index.frames) addOverlap(track, index, before, report);
      if (!before && index.frames > 0 && at === 0) {
        report.add('lateStart', index.line, { track, values: { time: formatCueTime(index.frames) } });
      }
      const durationMs = audioOf(index.file)?.durationMs ?? null;
      if (durationMs !== null && msOfFrames(index.frames) >= durationMs) {
        report.add('beyondAudio', index.line, { track, values: { number: track.number } });
      }
    }
    const last = track.indexes.at(-1);
    if (last) before = { track, index: last };
  }
}

function checkStart(track: CueTrack, report: Report): void {
  if (track.indexes.some((index) => index.number === 1)) return;
  const only = track.indexes[0];
  const values = { number: track.number };
  if (!only) {
    report.add('missingIndex', track.line, { track, values });
    return;
  }
  const value = `INDEX 01 ${formatCueTime(only.frames)}`;
  report.add('missingIndex', only.line, { track, values, fix: { edits: [report.replacing(only.line, value)], value } });
}

/** 75 frames are a second, and 60 seconds a minute. */
function checkSpelling(track: CueTrack, index: CueIndex, report: Report): void {
  const { command, rest } = splitCommand(report.textOf(index.line));
  const parts = (rest.split(/\s+/)[1] ?? '').split(':').map(Number);
  if (parts.length !== 3) return;
  const [, seconds = 0, frames = 0] = parts;
  if (seconds <= 59 && frames <= 74) return;
  const value = `${command} ${String(index.number).padStart(2, '0')} ${formatCueTime(index.frames)}`;
  report.add('timeRange', index.line, {
    track,
    values: { seconds, frames },
    fix: { edits: [report.replacing(index.line, value)], value: formatCueTime(index.frames) },
  });
}

function checkOrder(track: CueTrack, index: CueIndex, previous: CueIndex | undefined, report: Report): void {
  if (!previous) return;
  const values = { number: index.number, before: previous.number };
  if (index.number <= previous.number) report.add('indexNumber', index.line, { track, values });
  if (index.file === previous.file && index.frames < previous.frames) {
    report.add('indexOrder', index.line, { track, values });
  }
}

function addOverlap(
  track: CueTrack,
  index: CueIndex,
  before: { track: CueTrack; index: CueIndex },
  report: Report,
): void {
  // A gap that begins within the track before is no gap; without it all is right again.
  const start = track.indexes.find(({ number }) => number === 1);
  const isOnlyGap = index.number === 0 && start !== undefined && start.frames >= before.index.frames;
  report.add('overlap', index.line, {
    track,
    values: { number: track.number, before: before.track.number },
    fix: isOnlyGap ? { edits: [{ line: index.line, text: null }], value: '' } : null,
  });
}
