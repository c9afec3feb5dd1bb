import { type Db, prepare } from '#core/db/query.ts';
import { foldText } from '#shared/fold-text.ts';
import type { GroupedFile, Pair } from './group-files.ts';
import { plainTitle, type VersionName, versionOf, withoutVersion } from './version-words.ts';

/** Files of one name are compared with so many of the nearest length. */
const mostNamesakes = 20;

type FileRow = [
  id: number,
  audioHash: string | null,
  fileKey: string | null,
  durationMs: number | null,
  title: string,
  artist: string,
  fileName: string,
  mixName: string | null,
];

/** Two names of one file on disk are no duplicates: nothing would be won, and with a mounted folder all be lost. */
export function readFiles(db: Db): NamedRow[] {
  const rows = prepare(
    db,
    `SELECT track.id, track.audio_hash, track.file_key, track.duration_ms, track.title, track.artist, track.file_name,
       tag_edit.value ->> 0
     FROM track LEFT JOIN tag_edit ON tag_edit.track_id = track.id AND tag_edit.field = 'mixName'
     WHERE track.missing_since IS NULL ORDER BY track.id`,
  ).raw();
  const seen = new Set<string>();
  const files: NamedRow[] = [];
  for (const row of rows.iterate() as IterableIterator<FileRow>) {
    const fileKey = row[2];
    if (fileKey !== null && seen.has(fileKey)) continue;
    if (fileKey !== null) seen.add(fileKey);
    files.push(new NamedRow(row));
  }
  return files;
}

/** The words of a name are looked for only where it is compared. */
export class NamedRow implements GroupedFile {
  readonly id: number;
  readonly audioHash: string | null;
  readonly durationMs: number | null;
  readonly tagKey: string;
  /** The same without what is said of the version; empty where title or artist is. */
  readonly pieceKey: string;
  readonly #names: { title: string; artist: string; fileName: string; mixName: string };
  #version: VersionName | undefined;

  constructor([id, audioHash, , durationMs, title, artist, fileName, mixName]: FileRow) {
    this.id = id;
    this.audioHash = audioHash;
    this.durationMs = durationMs;
    this.#names = { title, artist, fileName, mixName: mixName ?? '' };
    const [plain, by] = [plainTitle(title), foldText(artist).trim()];
    const piece = plainTitle(withoutVersion(title));
    this.tagKey = plain === '' || by === '' ? '' : `${plain}\n${by}`;
    this.pieceKey = piece === '' || by === '' ? '' : `${piece}\n${by}`;
  }

  get version(): VersionName {
    this.#version ??= versionOf(this.#names);
    return this.#version;
  }
}

/** Files whose names say that they may be one piece; of those with many namesakes, the ones of the nearest length. */
export function pairsOfNames(files: readonly NamedRow[]): Pair[] {
  const byKey = new Map<string, NamedRow[]>();
  for (const file of files) {
    if (file.pieceKey === '' || file.durationMs === null) continue;
    const known = byKey.get(file.pieceKey);
    if (known) known.push(file);
    else byKey.set(file.pieceKey, [file]);
  }
  return [...byKey.values()].flatMap((namesakes) => {
    const byLength = namesakes.sort((a, b) => (a.durationMs ?? 0) - (b.durationMs ?? 0));
    return byLength.flatMap((file, at) =>
      byLength.slice(at + 1, at + 1 + mostNamesakes).map((other): Pair => [file, other]),
    );
  });
}
