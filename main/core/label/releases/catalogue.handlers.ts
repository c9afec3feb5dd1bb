import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { withoutUndefined } from '#core/studio/without-undefined.ts';
import type { catalogueContract, Recording } from '#shared/contract/catalogue.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { RecordingId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { editRecordings, requireRecordingEdit } from './edit-release.ts';
import { keptIdentifier } from './kept-identifiers.ts';
import { newRecording, type RecordingState, recordingRecord } from './recording-records.ts';
import { getRecording, listCatalogue } from './recordings.repository.ts';
import { type WorkState, workRecord } from './work-records.ts';

type Patch = { [Key in keyof Omit<Recording, 'id' | 'songId' | 'workId' | 'audio'>]?: Recording[Key] | undefined };

export function catalogueHandlers(context: Context): Handlers<typeof catalogueContract> {
  const { db, history, changes, platform } = context;

  return {
    'catalogue.list': (request) => listCatalogue(db, request),
    'catalogue.getRecording': ({ id }) => getRecording(db, id),

    'catalogue.makeRecording': (patch) => {
      requireTrack(db, patch.trackId);
      const { recording, work } = splitPatch(patch, { isrc: '', iswc: '' });
      const now = platform.now();
      const { title } = patch;
      const own =
        (work.iswc ?? '') === '' && (work.writers ?? []).length === 0
          ? null
          : workRecord.make(db, { title, iswc: '', songId: null, writers: [], ...work, createdAt: now });
      const state = { ...newRecording, artists: [], credits: [], ...recording, title, createdAt: now };
      const change = recordingRecord.make(db, { ...state, workId: own?.itemId ?? null });
      const { operation } = history.apply('makeRecording', [...(own ? [own] : []), change], title);
      changes.add({ topics: ['recordings'] });
      return { id: change.itemId as RecordingId, operation: operation as OperationId };
    },

    'catalogue.editRecordings': ({ ids, patch }) => {
      requireRecordingEdit(db, ids);
      requireTrack(db, patch.trackId);
      const edits = ids.flatMap((id) => editsOf(db, id, patch, platform.now()));
      return editRecordings(context, edits, 'editRecording', subjectOf(db, ids));
    },

    'catalogue.removeRecordings': ({ ids }) => {
      requireRecordingEdit(db, ids);
      const gone = ids.map((id) => recordingRecord.remove(db, id));
      const { operation } = history.apply('editRecording', gone, subjectOf(db, ids));
      changes.add({ topics: ['recordings'] });
      return { operation };
    },
  };
}

function requireTrack(db: Db, trackId: number | null | undefined): void {
  if (trackId == null || prepare(db, 'SELECT 1 FROM track WHERE id = ?').get(trackId) !== undefined) return;
  throw new AppError('NOT_FOUND', 'That track is not here any more.', { trackId });
}

function subjectOf(db: Db, ids: readonly number[]): string {
  return recordingRecord.get(db, ids[0] as number).title;
}

/** What goes to the recording and what to its work, with codes in the form they are kept in. Throws IDENTIFIER_INVALID. */
function splitPatch(
  { iswc, writers, ...rest }: Patch,
  before: { isrc: string; iswc: string },
): { recording: Partial<RecordingState>; work: Partial<WorkState> } {
  const recording = withoutUndefined(rest) as Partial<RecordingState>;
  if (rest.isrc !== undefined) recording.isrc = keptIdentifier('isrc', rest.isrc, [before.isrc]);
  return {
    recording,
    work: {
      ...(iswc === undefined ? {} : { iswc: keptIdentifier('iswc', iswc, [before.iswc]) }),
      ...(writers === undefined ? {} : { writers }),
    },
  };
}

function editsOf(db: Db, id: number, patch: Patch, now: number): ItemChange[] {
  const before = recordingRecord.get(db, id);
  const known = before.workId === null ? undefined : workRecord.read(db, before.workId);
  const { recording, work } = splitPatch(patch, { isrc: before.isrc, iswc: known?.iswc ?? '' });
  const edits = recordingRecord.edit(db, id, recording);
  if (known) return [...edits, ...workRecord.edit(db, before.workId as number, work)];
  if ((work.iswc ?? '') === '' && (work.writers ?? []).length === 0) return edits;
  const { title, songId } = before;
  const made = workRecord.make(db, { title, iswc: '', songId, writers: [], ...work, createdAt: now });
  return [made, ...edits, ...recordingRecord.edit(db, id, { workId: made.itemId })];
}
