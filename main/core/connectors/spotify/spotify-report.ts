import { type Db, prepare } from '#core/db/query.ts';
import type { Output } from '#shared/contract/index.ts';

export type SpotifyReport = NonNullable<Output<'spotify.report'>>;

const mostMissed = 2000;

/** Keeps what an import or export could not place; the one before is forgotten. */
export function keepReport(db: Db, report: SpotifyReport): void {
  const { at, kind, subject, matched, missed } = report;
  db.transaction(() => {
    prepare(db, "DELETE FROM import_report WHERE format = 'spotify'").run();
    const counts = JSON.stringify({ kind, matched, missed: missed.length });
    const id = prepare(
      db,
      "INSERT INTO import_report (at, format, path, counts) VALUES (?, 'spotify', ?, ?) RETURNING id",
    )
      .pluck()
      .get(at, subject, counts);
    const add = prepare(
      db,
      "INSERT INTO import_miss (report_id, seq, location, artist, title, reason) VALUES (?, ?, '', ?, ?, ?)",
    );
    for (const [seq, { artist, title, reason }] of missed.slice(0, mostMissed).entries()) {
      add.run(id, seq, artist, title, reason);
    }
  })();
}

export function readReport(db: Db): SpotifyReport | null {
  const report = prepare(
    db,
    "SELECT id, at, path, counts FROM import_report WHERE format = 'spotify' ORDER BY id DESC LIMIT 1",
  ).get() as { id: number; at: number; path: string; counts: string } | undefined;
  if (!report) return null;
  const missed = prepare(db, 'SELECT artist, title, reason FROM import_miss WHERE report_id = ? ORDER BY seq').all(
    report.id,
  ) as SpotifyReport['missed'];
  const { kind, matched } = JSON.parse(report.counts) as Pick<SpotifyReport, 'kind' | 'matched'>;
  return { at: report.at, kind, subject: report.path, matched, missed };
}
