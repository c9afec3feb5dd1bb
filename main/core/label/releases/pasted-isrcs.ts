import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';
import type { PastedIsrc } from '#shared/contract/codes.ts';
import type { RecordingId } from '#shared/contract/studio-ids.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { foldTitle } from '#shared/song-title.ts';
import { recordingRecord } from './recording-records.ts';
import { releaseRecord } from './release-records.ts';

type Candidate = { id: number; number: number; title: string; keys: readonly string[] };

/**
 * Lines 'Track,ISRC' against the tracks of a release: by a comma, a semicolon or a tab, the track by its title (with or without its
 * version) or its number. A first line that names columns is passed over.
 */
export function readPastedIsrcs(db: Db, releaseId: number, text: string): PastedIsrc[] {
  const candidates = candidatesOf(db, releaseId);
  const seen = new Set<string>();
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter(({ text: line, line: number }) => line !== '' && !(number === 1 && /\bisrc\s*"?$/i.test(line)))
    .map(({ line, text: typed }): PastedIsrc => {
      const parts = /^(.*)[,;\t]\s*([^,;\t]*)$/.exec(typed);
      if (!parts) return { line, text: typed, isrc: '', recordingId: null, title: '', problem: 'unreadable' };
      const [, name = '', code = ''] = parts.map(unquoted);
      const found = findCandidates(candidates, name);
      const isrc = parseIdentifier('isrc', code);
      const [first] = found;
      const problem = problemOf(db, found, isrc, seen);
      if (isrc !== null) seen.add(isrc);
      if (first) seen.add(`track ${first.id}`);
      return {
        ...{ line, text: name, isrc: isrc ?? code, problem },
        recordingId: found.length === 1 ? ((first?.id ?? null) as RecordingId | null) : null,
        title: found.length === 1 ? (first?.title ?? '') : '',
      };
    });
}

function candidatesOf(db: Db, releaseId: number): Candidate[] {
  return releaseRecord.get(db, releaseId).tracks.map(({ recordingId }, index) => {
    const { title, versionTitle } = recordingRecord.get(db, recordingId);
    const keys = [title, versionTitle === '' ? title : `${title} ${versionTitle}`].map(foldTitle);
    return { id: recordingId, number: index + 1, title, keys };
  });
}

/** A number is a track's place unless a title is that number. */
function findCandidates(candidates: readonly Candidate[], name: string): Candidate[] {
  const key = foldTitle(name);
  const byTitle = candidates.filter(({ keys }) => keys.includes(key));
  const found = byTitle.length > 0 ? byTitle : candidates.filter(({ number }) => String(number) === name.trim());
  const exact = found.filter(({ keys }) => keys[1] === key);
  const best = exact.length > 0 ? exact : found;
  return best.filter(({ id }, index) => best.findIndex((other) => other.id === id) === index);
}

function problemOf(
  db: Db,
  found: readonly Candidate[],
  isrc: string | null,
  seen: ReadonlySet<string>,
): PastedIsrc['problem'] {
  const [first] = found;
  if (!first) return 'noTrack';
  if (found.length > 1) return 'severalTracks';
  if (isrc === null) return 'invalid';
  if (seen.has(isrc) || seen.has(`track ${first.id}`)) return 'twice';
  const other = prepare(db, 'SELECT 1 FROM recording WHERE isrc = ? AND id <> ?').get(isrc, first.id);
  return other === undefined ? null : 'taken';
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}
