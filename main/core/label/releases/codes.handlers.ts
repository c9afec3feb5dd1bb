import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { CodeKind, CodeSeriesId, codesContract } from '#shared/contract/codes.ts';
import { codeKinds } from '#shared/contract/codes.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { assignCodes } from './assign-codes.ts';
import { codeForms, codeYear, countUsed, listSeries, nextCode, nextOf, type SeriesRow } from './code-series.ts';
import { type CodeSeriesState, codeSeriesRecord } from './code-series-records.ts';
import { editableRelease, editRecordings } from './edit-release.ts';
import { keptIdentifier } from './kept-identifiers.ts';
import { readPastedIsrcs } from './pasted-isrcs.ts';
import { recordingRecord } from './recording-records.ts';
import { releaseRecord } from './release-records.ts';

export function codesHandlers(context: Context): Handlers<typeof codesContract> {
  const { db, history, changes, platform } = context;
  const apply = (edits: Parameters<typeof history.apply>[1], subject: string) => {
    const { operation } = history.apply('editCodes', edits, subject);
    changes.add({ topics: ['releases', 'recordings'] });
    return { operation };
  };
  /** At most one of a kind is the default. */
  const others = (kind: CodeKind, id: number | undefined) =>
    listSeries(db)
      .filter((series) => series.kind === kind && series.id !== id && series.isDefault)
      .flatMap((series) => codeSeriesRecord.edit(db, series.id, { isDefault: false }));

  return {
    'codes.list': () =>
      listSeries(db).map(({ createdAt: _, ...series }) => ({
        ...series,
        id: series.id as CodeSeriesId,
        next: nextOf(db, { ...series, createdAt: 0 }, codeYear('', platform.now())) ?? '',
        used: countUsed(db, { ...series, createdAt: 0 }),
      })),

    'codes.saveSeries': ({ id, ...typed }) => {
      const facts = { ...typed, prefix: keptPrefix(typed) };
      requireFreePrefix(listSeries(db), facts, id);
      const demoted = facts.isDefault ? others(facts.kind, id) : [];
      if (id !== undefined) {
        return { id, ...apply([...demoted, ...codeSeriesRecord.edit(db, id, facts)], facts.prefix) };
      }
      const change = codeSeriesRecord.make(db, { ...facts, createdAt: platform.now() });
      return { id: change.itemId as CodeSeriesId, ...apply([...demoted, change], facts.prefix) };
    },

    'codes.removeSeries': ({ id }) => {
      const { prefix } = codeSeriesRecord.get(db, id);
      return apply([codeSeriesRecord.remove(db, id)], prefix);
    },

    'codes.next': ({ releaseId }) => {
      const date = releaseId === undefined ? '' : releaseRecord.get(db, releaseId).releaseDate;
      const year = codeYear(date, platform.now());
      return Object.fromEntries(codeKinds.map((kind) => [kind, nextCode(db, kind, year)])) as Record<
        CodeKind,
        string | null
      >;
    },

    'codes.assign': (request) => assignCodes(context, request),
    'codes.readPasted': ({ releaseId, text }) => readPastedIsrcs(db, releaseId, text),

    'codes.setIsrcs': ({ releaseId, isrcs }) => {
      const { title } = editableRelease(db, releaseId);
      const find = prepare(db, 'SELECT 1 FROM release_track WHERE release_id = ? AND recording_id = ?');
      const edits = isrcs.flatMap(({ recordingId, isrc }) => {
        if (find.get(releaseId, recordingId) === undefined) {
          throw new AppError('NOT_FOUND', 'That recording is not on this release.', { recordingId });
        }
        const before = recordingRecord.get(db, recordingId).isrc;
        return recordingRecord.edit(db, recordingId, { isrc: keptIdentifier('isrc', isrc, [before]) });
      });
      return editRecordings(context, edits, 'assignCodes', title);
    },
  };
}

/** Without the hyphens and blanks that people write; catalogue numbers keep theirs. Throws CODE_PREFIX_INVALID. */
function keptPrefix({ kind, prefix }: Pick<CodeSeriesState, 'kind' | 'prefix'>): string {
  const kept = kind === 'catalogue' ? prefix : prefix.toUpperCase().replaceAll(/[\s-]/g, '');
  if (!codeForms[kind].prefix.test(kept)) {
    throw new AppError('CODE_PREFIX_INVALID', 'Codes of this kind cannot begin so.', { kind, typed: prefix });
  }
  return kept;
}

function requireFreePrefix(
  series: readonly SeriesRow[],
  { kind, prefix }: Pick<CodeSeriesState, 'kind' | 'prefix'>,
  except: number | undefined,
): void {
  if (series.some((other) => other.kind === kind && other.prefix === prefix && other.id !== except)) {
    throw new AppError('NAME_TAKEN', 'There is such a series already.', { prefix });
  }
}
