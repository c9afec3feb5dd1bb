import { basename, extname, relative, sep } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { TracklistState } from '#core/tracklists/tracklist-state.ts';
import { getState } from '#core/tracklists/tracklists.repository.ts';
import type { SheetProblem } from '#shared/contract/cue.ts';
import type { TracklistEntryId } from '#shared/contract/tracklists.ts';
import { type ConversionMode, type CueConversion, convertCue } from '#shared/cue/convert.ts';
import type { CueSheet } from '#shared/cue/cue-sheet.ts';
import { type CueDialect, cueDialects } from '#shared/cue/dialects.ts';
import { writeCue } from '#shared/cue/format.ts';
import { type CueContent, makeCue, playedAlone } from '#shared/cue/generate.ts';
import { parseCue } from '#shared/cue/parse.ts';
import type { CueProblem } from '#shared/cue/problem.ts';
import { type CueAudio, validateCue } from '#shared/cue/validate.ts';
import { safeName } from '#shared/name-template/index.ts';

/** The recording of a tracklist, as the library knows it. */
export type Mix = {
  id: number;
  root: string;
  path: string;
  isOnline: boolean;
  format: string;
  codec: string;
  isLossless: boolean;
  bitDepth: number | null;
  sampleRate: number | null;
  channels: number | null;
  durationMs: number | null;
  sizeBytes: number;
};

export type SheetChoice = { dialect: CueDialect; mode: ConversionMode };

/** Null where the tracklist has none, or the track is gone. */
export function findMix(db: Db, { origin }: Pick<TracklistState, 'origin'>): Mix | null {
  if (origin.mixTrackId === null) return null;
  const row = prepare(
    db,
    `SELECT track.id, folder.path AS root, track.path, folder.state, format, codec, is_lossless AS isLossless,
       bit_depth AS bitDepth, sample_rate AS sampleRate, channels, duration_ms AS durationMs, size_bytes AS sizeBytes
     FROM track JOIN folder ON folder.id = track.folder_id WHERE track.id = ?`,
  ).get(origin.mixTrackId) as
    | (Omit<Mix, 'isOnline' | 'isLossless'> & { state: string; isLossless: number })
    | undefined;
  if (!row) return null;
  const { state, isLossless, path, root, ...mix } = row;
  const whole = [root.endsWith(sep) ? root.slice(0, -1) : root, ...path.split('/')].join(sep);
  return { ...mix, root, path: whole, isOnline: state !== 'offline', isLossless: isLossless === 1 };
}

/** The sheet of a tracklist as it would lie in `folder`; null lies beside the mix. */
export function sheetOf(state: TracklistState, mix: Mix | null, { dialect, mode }: SheetChoice, folder: string | null) {
  const content: CueContent = { facts: state.facts, entries: state.entries, fileName: mix && fileNameOf(mix, folder) };
  const conversion = convertCue(makeCue(content, dialect), dialect, mode);
  return { content, conversion, text: writeCue(conversion.sheet, dialect) };
}

function fileNameOf(mix: Mix, folder: string | null): string {
  if (folder === null) return basename(mix.path);
  return relative(folder, mix.path).split(sep).join('/');
}

/** 'mix.cue' beside 'mix.flac'; the other dialects say which they are, so that they can lie beside each other. */
export function sheetNameOf(state: Pick<TracklistState, 'facts'>, mix: Mix | null, dialect: CueDialect): string {
  const rules = { system: 'windows', hasPlainPunctuation: false } as const;
  const stem = mix ? basename(mix.path, extname(mix.path)) : safeName(state.facts.name, rules).name;
  return `${stem || 'tracklist'}${dialect === 'standard' ? '' : `.${dialect}`}.cue`;
}

/** What 'cue.sheet' answers, but for what was saved. */
export function describeSheet(db: Db, id: number, choice: SheetChoice) {
  const state = getState(db, id);
  const mix = findMix(db, state);
  const { content, conversion, text } = sheetOf(state, mix, choice, null);
  const sheet = parseCue(text);
  const ids = playedAlone(state.entries).map((entry) => entry.id as TracklistEntryId);
  const audio: CueAudio = mix && { isThere: true, durationMs: mix.durationMs };
  const found = validateCue(sheet, { dialect: choice.dialect, audioOf: () => audio });
  return {
    text,
    entryOfLine: entryOfLine(sheet, ids),
    problems: found.map((problem) => toProblem(problem, ids)),
    losses: conversion.losses,
    conversions: cueDialects.map((dialect) => lossesAs(content, dialect)),
    isRefused: conversion.isRefused,
    hasMix: mix !== null,
    fileName: sheetNameOf(state, mix, choice.dialect),
  };
}

function lossesAs(content: CueContent, dialect: CueDialect) {
  const { losses, score }: CueConversion = convertCue(makeCue(content, dialect), dialect);
  return { dialect, losses, score };
}

function entryOfLine(sheet: CueSheet, ids: readonly TracklistEntryId[]): (TracklistEntryId | null)[] {
  let track = -1;
  return sheet.lines.map((_, index) => {
    if (sheet.tracks[track + 1]?.line === index + 1) track += 1;
    return ids[track] ?? null;
  });
}

/** The sheet is made of the list: what is wrong there is put right here. */
function toProblem(problem: CueProblem, ids: readonly TracklistEntryId[]): SheetProblem {
  const { rule, severity, line, track, values, fix } = problem;
  const entryId = track === null ? null : (ids[track] ?? null);
  return { rule, severity, line, entryId, values: { ...values }, fix: fixOf() };

  function fixOf(): SheetProblem['fix'] {
    if (rule === 'isrc' && fix && entryId !== null) return { type: 'isrc', entryId, value: fix.value };
    if (rule === 'missingIndex') return { type: 'times', fix: 'spread' };
    return rule === 'overlap' || rule === 'indexOrder' ? { type: 'times', fix: 'sort' } : null;
  }
}
