import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { chooseKeeper } from './choose-keeper.ts';
import { getFileFacts } from './duplicate-facts.ts';
import {
  type Comparing,
  type FoundGroup,
  type GroupedFile,
  type GroupKind,
  groupExact,
  groupMaybe,
  groupRecordings,
  mostLengthDifferenceMs,
  type Pair,
} from './group-files.ts';
import { RecordingCandidates } from './recording-candidates.ts';
import { RecordingLikenesses } from './recording-likenesses.ts';
import { plainTitle, type VersionName, versionOf } from './version-words.ts';

export type FoundDuplicates = {
  kind: GroupKind;
  likeness: number | null;
  isSure: boolean;
  suggestedId: number;
  files: { id: number; audioHash: string | null; offsetMs: number }[];
}[];

export type Looking = { onProgress?: (share: number) => void; signal?: AbortSignal };

/** From this much on nobody needs to listen before the others go. */
const leastSureLikeness = 0.95;
/** Tracks with the same tags are compared with so many of the nearest length. */
const mostNamesakes = 20;
/** Parts of the work, by their time: reading fingerprints, finding candidates and comparing them. */
const readingShare = 0.5;

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

/** Looks at the whole library and groups what is, or may be, the same. Works on a connection that only reads. */
export function findDuplicates(db: Db, { onProgress = () => {}, signal }: Looking = {}): FoundDuplicates {
  const files = readFiles(db);
  const likenesses = new RecordingLikenesses(db);
  const hashes = new Set(files.flatMap(({ audioHash }) => (audioHash === null ? [] : [audioHash])));
  const candidates = new RecordingCandidates();
  const numbered: string[] = [];
  for (const [hash, items] of likenesses.all()) {
    if (!hashes.has(hash)) continue;
    candidates.add(items);
    numbered.push(hash);
    if (numbered.length % 500 !== 0) continue;
    stopIfAborted(signal);
    onProgress((readingShare * numbered.length) / hashes.size);
  }
  const met: [string, string][] = [];
  for (const { first, second, offset } of candidates.pairs((share) => {
    stopIfAborted(signal);
    onProgress(readingShare + (1 - readingShare) * share);
  })) {
    const [one, other] = [numbered[first] as string, numbered[second] as string];
    if (likenesses.compareAt(one, other, offset)) met.push([one, other]);
  }
  return groupAll(db, files, met, likenesses);
}

function groupAll(
  db: Db,
  files: readonly GroupedFile[],
  met: readonly (readonly [string, string])[],
  likenesses: RecordingLikenesses,
): FoundDuplicates {
  const comparing: Comparing = {
    compare: (one, other) => likenesses.compare(one, other),
    isDismissed: readDismissals(db),
    choose: (among) => chooseFile(db, among),
  };
  const exact = groupExact(files, comparing);
  const pairs = [...pairsOfSound(exact, met), ...pairsOfTags(files)];
  // Files without audio known yet have their tags only.
  const single = files
    .filter(({ audioHash }) => audioHash === null)
    .map((file): FoundGroup => ({ kind: 'exact', files: [file], likeness: 1 }));
  const recordings = groupRecordings(exact, pairs, comparing);
  const maybe = groupMaybe([...recordings, ...single], pairs, comparing);
  return [...recordings.filter((group) => group.files.length > 1), ...maybe].map((group) =>
    describeGroup(group, comparing),
  );
}

function describeGroup({ kind, files, likeness }: FoundGroup, { choose, compare }: Comparing): FoundDuplicates[number] {
  const suggested = choose(files);
  const offset = (file: GroupedFile) => {
    if (suggested.audioHash === null || file.audioHash === null || suggested.audioHash === file.audioHash) return 0;
    const match = compare(suggested.audioHash, file.audioHash);
    return match && match.likeness >= RecordingLikenesses.leastTelling ? Math.round(match.offsetMs) : 0;
  };
  return {
    kind,
    likeness,
    isSure: kind === 'exact' || (kind === 'recording' && likeness !== null && likeness >= leastSureLikeness),
    suggestedId: suggested.id,
    files: files.map((file) => ({ id: file.id, audioHash: file.audioHash, offsetMs: offset(file) })),
  };
}

function chooseFile(db: Db, files: readonly GroupedFile[]): GroupedFile {
  const facts = getFileFacts(
    db,
    files.map(({ id }) => id),
  );
  const { keeper } = chooseKeeper(facts);
  return files.find(({ id }) => id === keeper.id) as GroupedFile;
}

/** Two names of one file on disk are no duplicates: nothing would be won, and with a mounted folder all be lost. */
function readFiles(db: Db): GroupedFile[] {
  const rows = prepare(
    db,
    `SELECT track.id, track.audio_hash, track.file_key, track.duration_ms, track.title, track.artist, track.file_name,
       tag_edit.value ->> 0
     FROM track LEFT JOIN tag_edit ON tag_edit.track_id = track.id AND tag_edit.field = 'mixName'
     WHERE track.missing_since IS NULL ORDER BY track.id`,
  ).raw();
  const seen = new Set<string>();
  const files: GroupedFile[] = [];
  for (const row of rows.iterate() as IterableIterator<FileRow>) {
    const fileKey = row[2];
    if (fileKey !== null && seen.has(fileKey)) continue;
    if (fileKey !== null) seen.add(fileKey);
    files.push(new FileOfRow(row));
  }
  return files;
}

/** The words of a name are looked for only where it is compared. */
class FileOfRow implements GroupedFile {
  readonly id: number;
  readonly audioHash: string | null;
  readonly durationMs: number | null;
  readonly tagKey: string;
  readonly #names: { title: string; artist: string; fileName: string; mixName: string };
  #version: VersionName | undefined;

  constructor([id, audioHash, , durationMs, title, artist, fileName, mixName]: FileRow) {
    this.id = id;
    this.audioHash = audioHash;
    this.durationMs = durationMs;
    this.#names = { title, artist, fileName, mixName: mixName ?? '' };
    const [plain, by] = [plainTitle(title), foldText(artist).trim()];
    this.tagKey = plain === '' || by === '' ? '' : `${plain}\n${by}`;
  }

  get version(): VersionName {
    this.#version ??= versionOf(this.#names);
    return this.#version;
  }
}

function readDismissals(db: Db): Comparing['isDismissed'] {
  const known = new Set(
    prepare(db, `SELECT track_id || '-' || other_id FROM duplicate_dismissal`).pluck().all() as string[],
  );
  return (one, other) => known.size > 0 && known.has(`${Math.min(one, other)}-${Math.max(one, other)}`);
}

/** Files of which one stands for each group of the same audio. */
function pairsOfSound(exact: readonly FoundGroup[], met: readonly (readonly [string, string])[]): Pair[] {
  const byHash = new Map<string, GroupedFile[]>();
  for (const { files } of exact) {
    const [file] = files;
    if (!file || file.audioHash === null) continue;
    const known = byHash.get(file.audioHash);
    if (known) known.push(file);
    else byHash.set(file.audioHash, [file]);
  }
  const all = (hash: string) => byHash.get(hash) ?? [];
  return met.flatMap(([one, other]) => all(one).flatMap((first) => all(other).map((second): Pair => [first, second])));
}

/** Files of one name whose lengths are near. */
function pairsOfTags(files: readonly GroupedFile[]): Pair[] {
  const byKey = new Map<string, GroupedFile[]>();
  for (const file of files) {
    if (file.tagKey === '' || file.durationMs === null) continue;
    const known = byKey.get(file.tagKey);
    if (known) known.push(file);
    else byKey.set(file.tagKey, [file]);
  }
  return [...byKey.values()].flatMap((namesakes) => {
    const byLength = namesakes.sort((a, b) => (a.durationMs ?? 0) - (b.durationMs ?? 0));
    return byLength.flatMap((file, at) =>
      byLength
        .slice(at + 1, at + 1 + mostNamesakes)
        .filter((other) => (other.durationMs ?? 0) - (file.durationMs ?? 0) <= mostLengthDifferenceMs)
        .map((other): Pair => [file, other]),
    );
  });
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('CANCELLED', 'Looking for duplicates was stopped.');
}
