import type { Context } from '#core/context.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { editRelease, releasesOf, reopen, requireRecordingEdit } from '#core/label/releases/edit-release.ts';
import { recordingRecord } from '#core/label/releases/recording-records.ts';
import { workRecord } from '#core/label/releases/work-records.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ReleasePatch, TrackPatch } from './finding.ts';
import type { LintInput } from './lint-input.ts';

const releaseFields = [
  ...['title', 'versionTitle', 'artists', 'artist', 'kind', 'catalogueNumber', 'upc', 'grid', 'language'],
  ...['releaseDate', 'originalReleaseDate', 'pLine', 'cLine', 'aiContent'],
] as const satisfies readonly (keyof ReleasePatch)[];
const trackFields = [
  ...['title', 'versionTitle', 'artists', 'artist', 'isrc', 'language', 'explicit', 'pLine', 'aiContent'],
] as const satisfies readonly (keyof TrackPatch)[];

type FixContext = Pick<Context, 'db' | 'history' | 'changes'>;

/** Keeps what fixes made of a release, in one operation. Throws FORBIDDEN, CODE_TAKEN, ISRC_TAKEN. */
export function keepFixes(
  context: FixContext,
  releaseId: number,
  before: LintInput,
  after: LintInput,
): { operation: OperationId | null } {
  const { db } = context;
  const patch = difference(before.release, after.release, releaseFields);
  const changed = after.tracks.flatMap((track, index) => {
    const was = before.tracks[index];
    if (!was || was === track) return [];
    return [
      { id: track.id, patch: difference(was, track, trackFields), iswc: was.iswc === track.iswc ? null : track.iswc },
    ];
  });
  const ids = changed.map(({ id }) => id);
  requireRecordingEdit(db, ids);
  const edits = changed.flatMap(({ id, patch: values, iswc }): ItemChange[] => {
    const { workId } = recordingRecord.get(db, id);
    const ofWork = iswc === null || workId === null ? [] : workRecord.edit(db, workId, { iswc });
    return [...recordingRecord.edit(db, id, values), ...ofWork];
  });
  // The release itself is opened again by the edit, where it is edited.
  const others = releasesOf(db, ids).filter((id) => id !== releaseId || Object.keys(patch).length === 0);
  return editRelease(context, releaseId, patch, [...reopen(db, others), ...edits]);
}

function difference<Facts extends object, Field extends keyof Facts>(
  before: Facts,
  after: Facts,
  fields: readonly Field[],
): { [Key in Field]?: Mutable<Facts[Key]> } {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]])) as { [Key in Field]?: Mutable<Facts[Key]> };
}

/** Lists of the rules are read only; what keeps them only looks at them too, but does not say so. */
type Mutable<Value> = Value extends readonly (infer Item)[] ? Item[] : Value;
