import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import { chooseKeeper } from './choose-keeper.ts';
import { type FileFacts, getFileFacts } from './duplicate-facts.ts';
import {
  type Comparing,
  type FoundGroup,
  type GroupedFile,
  type GroupKind,
  groupExact,
  groupMaybe,
  groupRecordings,
  type Pair,
} from './group-files.ts';
import { type NamedRow, pairsOfNames, readFiles } from './named-files.ts';
import { RecordingCandidates } from './recording-candidates.ts';
import { RecordingLikenesses } from './recording-likenesses.ts';

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
/** Parts of the work, by their time: reading fingerprints, finding candidates and comparing them. */
const readingShare = 0.5;

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
  files: readonly NamedRow[],
  met: readonly (readonly [string, string])[],
  likenesses: RecordingLikenesses,
): FoundDuplicates {
  const comparing: Comparing = {
    compare: (one, other) => likenesses.compare(one, other),
    isDismissed: readDismissals(db),
    choose: (among) => chooseFile(db, among).file,
  };
  const exact = groupExact(files, comparing);
  const pairs = [...pairsOfSound(exact, met), ...pairsOfNames(files)];
  // Files without audio known yet have their tags only.
  const single = files
    .filter(({ audioHash }) => audioHash === null)
    .map((file): FoundGroup => ({ kind: 'exact', files: [file], likeness: 1 }));
  const recordings = groupRecordings(exact, pairs, comparing);
  const maybe = groupMaybe([...recordings, ...single], pairs, comparing);
  return [...recordings.filter((group) => group.files.length > 1), ...maybe].map((group) =>
    describeGroup(db, group, comparing),
  );
}

function describeGroup(db: Db, { kind, files, likeness }: FoundGroup, { compare }: Comparing): FoundDuplicates[number] {
  const { file: suggested, facts } = chooseFile(db, files);
  const offset = (file: GroupedFile) => {
    if (suggested.audioHash === null || file.audioHash === null || suggested.audioHash === file.audioHash) return 0;
    const match = compare(suggested.audioHash, file.audioHash);
    return match && match.likeness >= RecordingLikenesses.leastTelling ? Math.round(match.offsetMs) : 0;
  };
  return {
    kind,
    likeness,
    isSure: kind === 'exact' || (kind === 'recording' && (likeness ?? 0) >= leastSureLikeness && !isDoubtful(facts)),
    suggestedId: suggested.id,
    files: files.map((file) => ({ id: file.id, audioHash: file.audioHash, offsetMs: offset(file) })),
  };
}

function chooseFile(db: Db, files: readonly GroupedFile[]): { file: GroupedFile; facts: FileFacts } {
  const facts = getFileFacts(
    db,
    files.map(({ id }) => id),
  );
  const { keeper } = chooseKeeper(facts);
  return { file: files.find(({ id }) => id === keeper.id) as GroupedFile, facts: keeper };
}

/** Where even the best one seems to be made from a lossy file, somebody should listen. */
function isDoubtful({ verdict }: FileFacts): boolean {
  return verdict === 'transcode' || verdict === 'uncertain';
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

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('CANCELLED', 'Looking for duplicates was stopped.');
}
