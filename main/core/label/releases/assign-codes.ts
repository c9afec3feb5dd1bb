import type { Context } from '#core/context.ts';
import type { Db } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import type { CodeKind } from '#shared/contract/codes.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { CodeGiver, codeYear, findSeries } from './code-series.ts';
import { editableRelease, releasesOf, reopen } from './edit-release.ts';
import { recordingRecord } from './recording-records.ts';
import { type ReleaseState, releaseRecord } from './release-records.ts';

type AssignRequest = {
  releaseId: number;
  kinds: readonly CodeKind[];
  recordingIds?: readonly number[] | undefined;
};

const ofRelease = { upc: 'upc', catalogue: 'catalogueNumber', grid: 'grid' } as const satisfies Partial<
  Record<CodeKind, keyof ReleaseState>
>;

/** Gives codes where there are none, in one operation. Throws CODE_SERIES_MISSING, CODES_USED_UP, FORBIDDEN. */
export function assignCodes(
  { db, history, changes, platform }: Pick<Context, 'db' | 'history' | 'changes' | 'platform'>,
  { releaseId, kinds, recordingIds }: AssignRequest,
): { operation: OperationId | null; codes: string[] } {
  const release = editableRelease(db, releaseId);
  const year = codeYear(release.releaseDate, platform.now());
  const codes: string[] = [];
  const edits: ItemChange[] = [];
  for (const kind of new Set(kinds)) {
    const give = giver(db, kind, year, codes);
    if (kind === 'isrc') edits.push(...isrcEdits(db, release, recordingIds, give));
    else if (release[ofRelease[kind]] === '')
      edits.push(...releaseRecord.edit(db, releaseId, { [ofRelease[kind]]: give() }));
  }
  const changed = edits.filter(({ field }) => field === 'recording:isrc').map(({ itemId }) => itemId);
  const reopened = edits.length === 0 ? [] : reopen(db, [releaseId, ...releasesOf(db, changed)]);
  const { operation } = history.apply('assignCodes', [...reopened, ...edits], release.title);
  changes.add({ topics: ['releases', 'recordings'] });
  return { operation, codes };
}

function giver(db: Db, kind: CodeKind, year: string, codes: string[]): () => string {
  const series = findSeries(db, kind);
  if (!series) throw new AppError('CODE_SERIES_MISSING', 'Set up your own codes first.', { kind });
  const codeGiver = new CodeGiver(db, series, year);
  return () => {
    const code = codeGiver.take();
    codes.push(code);
    return code;
  };
}

function isrcEdits(
  db: Db,
  { tracks }: ReleaseState,
  recordingIds: readonly number[] | undefined,
  give: () => string,
): ItemChange[] {
  const ids = [...new Set(tracks.map(({ recordingId }) => recordingId))];
  return ids
    .filter((id) => recordingIds?.includes(id) ?? true)
    .filter((id) => recordingRecord.get(db, id).isrc === '')
    .flatMap((id) => recordingRecord.edit(db, id, { isrc: give() }));
}
