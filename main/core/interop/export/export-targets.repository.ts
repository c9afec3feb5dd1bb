import { createHash } from 'node:crypto';
import { type Db, prepare } from '#core/db/query.ts';
import { type ExportOptions, type ExportTarget, exportOptions } from '#shared/contract/interop.ts';
import type { FormatId } from '#shared/contract/interop-formats.ts';
import type { ForeignTrack } from '../foreign-library.ts';

/** The newest first; one whose options this version does not understand is left out. */
export function listTargets(db: Db): ExportTarget[] {
  const rows = prepare(db, 'SELECT * FROM export_target ORDER BY exported_at DESC, id DESC').all() as {
    id: number;
    format: FormatId;
    path: string;
    options: string;
    exported_at: number | null;
  }[];
  return rows.flatMap(({ id, format, path, options, exported_at }) => {
    const parsed = exportOptions.safeParse(JSON.parse(options));
    return parsed.success ? [{ id, format, path, options: parsed.data, exportedAt: exported_at }] : [];
  });
}

export function removeTarget(db: Db, id: number): void {
  prepare(db, 'DELETE FROM export_target WHERE id = ?').run(id);
}

/** The target at a path, with what the user wants of it now. */
export function openTarget(db: Db, format: FormatId, path: string, options: ExportOptions): number {
  return prepare(
    db,
    `INSERT INTO export_target (format, path, options) VALUES (?, ?, ?)
     ON CONFLICT (format, path) DO UPDATE SET options = excluded.options RETURNING id`,
  )
    .pluck()
    .get(format, path, JSON.stringify(options)) as number;
}

export function findItem(db: Db, targetId: number, item: string): string | null {
  const sql = 'SELECT hash FROM export_item WHERE target_id = ? AND item = ?';
  return (prepare(db, sql).pluck().get(targetId, item) as string | undefined) ?? null;
}

/** What we wrote to a path, by any of our exports; null where we never did. */
export function findWritten(db: Db, format: FormatId, path: string): string | null {
  const id = prepare(db, 'SELECT id FROM export_target WHERE format = ? AND path = ?').pluck().get(format, path);
  return id === undefined ? null : findItem(db, id as number, fileItem(''));
}

/** The file of an export, by its name within the folder; '' where the export is one file. */
export function fileItem(name: string): string {
  return `file:${name}`;
}

/** What an export says of its tracks, compared with what it said before. */
export class TrackTally {
  readonly counts = { total: 0, added: 0, changed: 0, same: 0, gone: 0 };
  readonly #db: Db;
  readonly #targetId: number;
  readonly #run: number;
  readonly #seen: boolean;
  #waiting: { item: string; hash: string }[] = [];

  /** `seenOnce` is false where a track may come up again, and counts once all the same. */
  constructor(db: Db, targetId: number, { seenOnce }: { seenOnce: boolean }) {
    this.#db = db;
    this.#targetId = targetId;
    this.#seen = seenOnce;
    const last = prepare(db, 'SELECT coalesce(max(run), 0) FROM export_item WHERE target_id = ?').pluck();
    this.#run = 1 + (last.get(targetId) as number);
  }

  add(track: ForeignTrack): void {
    const item = `track:${track.key}`;
    if (!this.#seen && !this.#claim(item)) return;
    const hash = createHash('sha1').update(JSON.stringify(track)).digest('hex').slice(0, 16);
    const before = findItem(this.#db, this.#targetId, item);
    this.counts.total += 1;
    if (before === null) this.counts.added += 1;
    else if (before === hash) this.counts.same += 1;
    else this.counts.changed += 1;
    this.#waiting.push({ item, hash });
    if (this.#waiting.length >= 200) this.flush();
  }

  flush(): void {
    const insert = prepare(
      this.#db,
      'INSERT OR REPLACE INTO export_item (target_id, item, hash, run) VALUES (?, ?, ?, ?)',
    );
    const waiting = this.#waiting;
    this.#waiting = [];
    // What a power cut takes back, the next export counts anew.
    this.#db.pragma('synchronous = NORMAL');
    try {
      this.#db
        .transaction(() => {
          for (const { item, hash } of waiting) insert.run(this.#targetId, item, hash, this.#run);
        })
        .immediate();
    } finally {
      this.#db.pragma('synchronous = FULL');
    }
  }

  /** Ends the export: what it did not tell of any more is gone. Returns what it wrote before under other names too. */
  finish(now: number, files: ReadonlyMap<string, string>): void {
    this.flush();
    const db = this.#db;
    db.transaction(() => {
      this.counts.gone = prepare(
        db,
        `DELETE FROM export_item WHERE target_id = ? AND run < ? AND item >= 'track:' AND item < 'track;'`,
      ).run(this.#targetId, this.#run).changes;
      for (const [name, hash] of files) noteFile(db, this.#targetId, name, hash, this.#run);
      prepare(db, 'UPDATE export_target SET exported_at = ? WHERE id = ?').run(now, this.#targetId);
    }).immediate();
  }

  /** False where this export told of it already. */
  #claim(item: string): boolean {
    const inTable = prepare(this.#db, 'SELECT run FROM export_item WHERE target_id = ? AND item = ?').pluck();
    if (inTable.get(this.#targetId, item) === this.#run) return false;
    return !this.#waiting.some((waiting) => waiting.item === item);
  }
}

/** A file counts as ours as soon as it is there, whatever comes after. */
export function noteFile(db: Db, targetId: number, name: string, hash: string, run = 0): void {
  prepare(db, 'INSERT OR REPLACE INTO export_item (target_id, item, hash, run) VALUES (?, ?, ?, ?)').run(
    ...[targetId, fileItem(name), hash, run],
  );
}
