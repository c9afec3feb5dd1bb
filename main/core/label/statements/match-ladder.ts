import { type Db, prepare } from '#core/db/query.ts';
import type { MatchMethod } from '#shared/contract/statements.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';
import type { ItemSpelling } from './packed-batch.ts';

export type Match = { recordingId: number | null; releaseId: number | null; method: MatchMethod | '' };

const none: Match = { recordingId: null, releaseId: null, method: '' };

/** How spellings of artist and title are compared: capitals, accents and signs say nothing. */
export function foldSpelling({ artist, title }: Pick<ItemSpelling, 'artist' | 'title'>): string {
  const fold = (text: string) => wordsOf(foldText(text)).join(' ');
  const [one, other] = [fold(artist), fold(title)];
  return one === '' && other === '' ? '' : `${one}\u001f${other}`;
}

function foldTitle(text: string): string {
  return wordsOf(foldText(text)).join(' ');
}

/** A catalogue number without what people put between its letters: 'LR 012' is 'LR-012'. */
function foldCode(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

type Track = { recordingId: number; title: string; versionTitle: string };

/**
 * What an item of a statement is in the catalogue, as that was when the matcher was made: by its ISRC, then its UPC, then its catalogue number, then because the same
 * spelling was matched by hand before. Likeness of titles alone never matches anything.
 */
export class Matcher {
  readonly #db: Db;
  #releasesByCode: Map<string, number[]> | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  match(item: ItemSpelling): Match {
    return this.#byIsrc(item) ?? this.#byUpc(item) ?? this.#byCatalogueNumber(item) ?? this.#byAlias(item) ?? none;
  }

  #byIsrc({ isrc, upc }: ItemSpelling): Match | null {
    if (isrc === '') return null;
    const ids = prepare(this.#db, 'SELECT id FROM recording WHERE isrc = ? ORDER BY id').pluck().all(isrc) as number[];
    if (ids.length === 0) return null;
    const releaseId = this.#releaseOfUpc(upc);
    const onRelease = ids.find((id) => releaseId !== null && this.#isOn(id, releaseId));
    return {
      recordingId: (onRelease ?? ids[0]) as number,
      releaseId: onRelease === undefined ? null : releaseId,
      method: 'isrc',
    };
  }

  #byUpc(item: ItemSpelling): Match | null {
    const releaseId = this.#releaseOfUpc(item.upc);
    return releaseId === null ? null : this.#withinRelease(item, releaseId, 'upc');
  }

  #byCatalogueNumber(item: ItemSpelling): Match | null {
    const code = foldCode(item.catalogueNumber);
    if (code === '') return null;
    const ids = this.#codes().get(code) ?? [];
    const [releaseId] = ids;
    return releaseId !== undefined && ids.length === 1 ? this.#withinRelease(item, releaseId, 'catalogue') : null;
  }

  /** Releases by their catalogue numbers as they were when this was first asked. */
  #codes(): ReadonlyMap<string, number[]> {
    if (this.#releasesByCode) return this.#releasesByCode;
    const rows = prepare(
      this.#db,
      `SELECT id, catalogue_number AS code FROM release WHERE catalogue_number <> ''`,
    ).all();
    const found = new Map<string, number[]>();
    for (const { id, code } of rows as { id: number; code: string }[]) {
      found.set(foldCode(code), [...(found.get(foldCode(code)) ?? []), id]);
    }
    this.#releasesByCode = found;
    return found;
  }

  #byAlias(item: ItemSpelling): Match | null {
    const fold = foldSpelling(item);
    if (fold === '') return null;
    const rows = prepare(
      this.#db,
      `SELECT DISTINCT recording_id AS recordingId, release_id AS releaseId FROM statement_item
       WHERE fold = ? AND match_method = 'hand' AND (? = '' OR isrc IN ('', ?)) AND (? = '' OR upc IN ('', ?))
       LIMIT 2`,
    ).all(fold, item.isrc, item.isrc, item.upc, item.upc) as Match[];
    const [known] = rows;
    return known && rows.length === 1 ? { ...known, method: 'alias' } : null;
  }

  #releaseOfUpc(upc: string): number | null {
    if (upc === '') return null;
    const short = upc.replace(/^0+/, '');
    const spellings = [upc, short, short.padStart(12, '0'), short.padStart(13, '0')];
    const found = prepare(
      this.#db,
      'SELECT id FROM release WHERE upc IN (?, ?, ?, ?) ORDER BY archived_at IS NOT NULL, id LIMIT 1',
    )
      .pluck()
      .get(...spellings) as number | undefined;
    if (found !== undefined) return found;
    const earlier = prepare(
      this.#db,
      `SELECT release.id FROM release, json_each(upc_history) WHERE upc_history <> '[]' AND json_each.value IN (?, ?, ?, ?)
       ORDER BY release.id LIMIT 1`,
    ).pluck();
    return (earlier.get(...spellings) as number | undefined) ?? null;
  }

  #isOn(recordingId: number, releaseId: number): boolean {
    const found = prepare(this.#db, 'SELECT 1 FROM release_track WHERE release_id = ? AND recording_id = ?');
    return found.get(releaseId, recordingId) !== undefined;
  }

  /** The recording of that title, or the whole release where no recording is named. */
  #withinRelease(item: ItemSpelling, releaseId: number, method: MatchMethod): Match | null {
    const tracks = prepare(
      this.#db,
      `SELECT recording.id AS recordingId, recording.title, version_title AS versionTitle FROM release_track
       JOIN recording ON recording.id = recording_id WHERE release_id = ? ORDER BY position`,
    ).all(releaseId) as Track[];
    const whole = { recordingId: null, releaseId, method };
    const title = foldTitle(item.title);
    const [only] = tracks;
    if (only && tracks.length === 1 && item.isrc === '') return { ...whole, recordingId: only.recordingId };
    if (title === '') return item.isrc === '' ? whole : null;
    const named = tracks.filter(
      (track) => foldTitle(track.title) === title || foldTitle(`${track.title} ${track.versionTitle}`) === title,
    );
    const exact = named.filter((track) => foldTitle(`${track.title} ${track.versionTitle}`) === title);
    const isWhole = item.releaseTitle === '' && item.isrc === '' && title === this.#titleOf(releaseId);
    if (isWhole) return whole;
    const [track] = exact.length === 1 ? exact : named.length === 1 ? named : [];
    if (track) return { ...whole, recordingId: track.recordingId };
    // A sale of the album says its title twice.
    return item.isrc === '' && title === foldTitle(item.releaseTitle) ? whole : null;
  }

  #titleOf(releaseId: number): string {
    return foldTitle(
      (prepare(this.#db, 'SELECT title FROM release WHERE id = ?').pluck().get(releaseId) as string | undefined) ?? '',
    );
  }
}
