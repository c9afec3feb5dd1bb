import type { Context } from '#core/context.ts';
import type { cueContract } from '#shared/contract/cue.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { parseCue } from '#shared/cue/parse.ts';
import { findSheets, findTrackNamed, lookAtAudio, readSheet } from './find-sheets.ts';
import { savedSheets, saveSheet } from './save-sheet.ts';
import { previewSplit, splitMix } from './split-mix.ts';
import { describeSheet } from './tracklist-sheet.ts';

export function cueHandlers(context: Context): Handlers<typeof cueContract> {
  const { db } = context;
  return {
    'cue.sheet': async ({ tracklistId, dialect, mode }) => ({
      ...describeSheet(db, tracklistId, { dialect, mode }),
      saved: await savedSheets(context, tracklistId),
    }),
    'cue.save': (request) => saveSheet(context, request),
    'cue.ofTrack': ({ trackId }) => findSheets(db, trackId),
    'cue.read': async ({ source, encoding: chosen }) => {
      const { text, name, encoding, hasByteOrderMark, folder, trackId } = await readSheet(db, source, chosen);
      const names = parseCue(text).files.map((file) => file.name);
      const looked = folder === null ? null : await lookAtAudio(db, folder, names);
      const files = looked?.files ?? names.map(() => null);
      const named = looked === null && names.length === 1 ? findTrackNamed(db, names[0] as string) : null;
      return { name, text, encoding, hasByteOrderMark, files, mixTrackId: trackId ?? looked?.trackId ?? named };
    },
    'cue.previewSplit': (request) => previewSplit(context, request),
    'cue.split': (request) => splitMix(context, request),
  };
}
