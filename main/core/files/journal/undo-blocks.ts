import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { Settings } from '#shared/contract/settings.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type UndoLimits = { keepDays: number; limitBytes: number };

/** How long, and how much, the user wants to be kept. */
export function undoLimits({ undoKeepDays, undoLimitBytes }: Settings): UndoLimits {
  return { keepDays: undoKeepDays, limitBytes: undoLimitBytes };
}

/** What files were before they were written: all but their sound, under the hash of its bytes. */
export class UndoBlocks {
  readonly #db: Db;
  readonly #directory: string;

  constructor(db: Db, directory: string) {
    this.#db = db;
    this.#directory = directory;
  }

  /** Notes a block that a worker has put into the folder; call it before anything relies on it. */
  keep({ hash, sizeBytes }: { hash: string; sizeBytes: number }, now: number): void {
    prepare(
      this.#db,
      `INSERT INTO undo_block (hash, size_bytes, at) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET at = excluded.at`,
    ).run(hash, sizeBytes, now);
  }

  has(hash: string): boolean {
    const isKnown = prepare(this.#db, 'SELECT 1 FROM undo_block WHERE hash = ?').get(hash) !== undefined;
    return isKnown && existsSync(join(this.#directory, hash));
  }

  /** What is kept, in bytes, and since when. */
  space(): { sizeBytes: number; oldestAt: number | null } {
    const sql = 'SELECT coalesce(sum(size_bytes), 0) AS sizeBytes, min(at) AS oldestAt FROM undo_block';
    return prepare(this.#db, sql).get() as { sizeBytes: number; oldestAt: number | null };
  }

  /**
   * Lets go of what is older than the user wants, and of the oldest until the rest fits: first of what no operation could
   * need any more. Blocks that an open step needs stay in any case.
   */
  async clean({ keepDays, limitBytes }: UndoLimits, now: number): Promise<void> {
    const before = now - keepDays * dayMs;
    let { sizeBytes, oldestAt } = this.space();
    if (oldestAt === null || (oldestAt > before && sizeBytes <= limitBytes)) return;
    const gone: string[] = [];
    for (const { hash, at, sizeBytes: own } of this.#list()) {
      if (at > before && sizeBytes <= limitBytes) continue;
      gone.push(hash);
      sizeBytes -= own;
    }
    const forget = prepare(this.#db, 'DELETE FROM undo_block WHERE hash = ?');
    this.#db
      .transaction(() => {
        for (const hash of gone) forget.run(hash);
      })
      .immediate();
    for (const hash of gone) await rm(join(this.#directory, hash), { force: true });
  }

  /**
   * Removes files that no row speaks of, as a crash leaves them; new ones may get their row any moment. They stay as long
   * as the user wants undo to be kept: a library that a backup took the place of, and that may come back, knows them.
   */
  async sweep({ keepDays }: UndoLimits): Promise<void> {
    const before = Date.now() - Math.max(hourMs, keepDays * dayMs);
    const names = await readdir(this.#directory).catch(() => []);
    const known = prepare(this.#db, 'SELECT 1 FROM undo_block WHERE hash = ?');
    for (const name of names) {
      if (known.get(name) !== undefined) continue;
      const path = join(this.#directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (mtimeMs < before) await rm(path, { force: true });
    }
  }

  #list(): { hash: string; sizeBytes: number; at: number }[] {
    return prepare(
      this.#db,
      `WITH need AS (
         SELECT json_extract(result, '$.write.blockHash') AS hash,
           max(operation.undone_by IS NULL AND file_step.state = 'done') AS is_needed, 0 AS is_open
         FROM file_step JOIN operation ON operation.id = operation_id WHERE file_step.kind = 'write' GROUP BY 1
       ), open AS (
         SELECT json_extract(input, '$.blockHash') AS hash FROM file_step
         WHERE kind = 'write' AND state IN ('planned', 'prepared', 'failed')
         UNION SELECT json_extract(result, '$.write.blockHash') FROM file_step
         WHERE kind = 'write' AND state = 'prepared'
       )
       SELECT undo_block.hash, size_bytes AS sizeBytes, at FROM undo_block LEFT JOIN need USING (hash)
       WHERE undo_block.hash NOT IN (SELECT hash FROM open WHERE hash IS NOT NULL)
       ORDER BY coalesce(is_needed, 0), at`,
    ).all() as { hash: string; sizeBytes: number; at: number }[];
  }
}
