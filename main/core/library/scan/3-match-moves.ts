/** A file on disk whose track is not clear from its path alone. */
export type UnclearFile = {
  path: string;
  fileName: string;
  /** The track that the library has at this path, though the file there is another one now. */
  trackAtPath: number | null;
  /** The track whose file this was by device and inode, with the same size or sound. */
  trackByKey: number | null;
  /** Tracks without a file that have the same sound. */
  tracksByHash: readonly number[];
  /** Tracks without a file that have the same tags and length, where the sound cannot say. */
  tracksByTags: readonly number[];
};

export type Match = {
  /** The file's place in the list that was given. */
  file: number;
  /** Null for a new track. */
  track: number | null;
};

export type MatchInput = {
  files: readonly UnclearFile[];
  /** File names of the tracks in question. */
  fileNameOf: ReadonlyMap<number, string>;
  /** Tracks whose own path is taken by a file that is not among `files`. */
  taken: ReadonlySet<number>;
};

/**
 * Decides which track each file belongs to: one track to a file, one file to a track, one match for every file.
 *
 * First by inode, as far as every track so displaced finds a place too (names were swapped or shifted); then the path;
 * then the same sound, then the same tags, where it is clear or the name helps. What stays unclear is a new track: a wrong marriage would
 * mix up what the user knows of two recordings, a new track only forgets.
 */
export function matchMoves(input: MatchInput): Match[] {
  const claims = settleClaims(input);
  const used = new Set([...input.taken, ...claims.values()]);
  const matches = new Map<number, number>(claims);
  for (const [file, { trackAtPath }] of input.files.entries()) {
    if (matches.has(file) || trackAtPath === null || used.has(trackAtPath)) continue;
    matches.set(file, trackAtPath);
    used.add(trackAtPath);
  }
  matchSameName(input, matches, used);
  matchOnly(input, matches, used, ({ tracksByHash }) => tracksByHash);
  matchOnly(input, matches, used, ({ tracksByTags }) => tracksByTags);
  return input.files.map((_, file) => ({ file, track: matches.get(file) ?? null }));
}

/** Claims by inode that can all be granted together. */
function settleClaims({ files, taken }: MatchInput): Map<number, number> {
  const claims = new Map<number, number>();
  const claimed = new Set<number>();
  for (const [file, { trackByKey }] of files.entries()) {
    if (trackByKey === null || claimed.has(trackByKey) || taken.has(trackByKey)) continue;
    claims.set(file, trackByKey);
    claimed.add(trackByKey);
  }
  const holderOf = new Map<number, number>();
  for (const [file, { trackAtPath }] of files.entries()) if (trackAtPath !== null) holderOf.set(trackAtPath, file);
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const [file, track] of claims) {
      const displaced = files[file]!.trackAtPath;
      const isHomeless = displaced !== null && !claimed.has(displaced);
      // The file now at the track's own path keeps the track there, unless it goes to a track of its own.
      const holder = holderOf.get(track);
      const isHeld = holder !== undefined && !claims.has(holder);
      if (!isHomeless && !isHeld) continue;
      claims.delete(file);
      claimed.delete(track);
      isSettled = false;
    }
  }
  return claims;
}

/** Of tracks with a file's sound, the one with its name. */
function matchSameName({ files, fileNameOf }: MatchInput, matches: Map<number, number>, used: Set<number>): void {
  for (const [index, { fileName, tracksByHash }] of files.entries()) {
    if (matches.has(index)) continue;
    const sameName = free(tracksByHash, used).filter((track) => fileNameOf.get(track) === fileName);
    if (sameName.length !== 1) continue;
    matches.set(index, sameName[0]!);
    used.add(sameName[0]!);
  }
}

/** Pairs a file with a track where one free file meets one free track that is alike. */
function matchOnly(
  { files }: MatchInput,
  matches: Map<number, number>,
  used: Set<number>,
  alike: (file: UnclearFile) => readonly number[],
): void {
  const open = [...files.entries()].filter(([index]) => !matches.has(index));
  const suitors = new Map<number, number>();
  for (const [, file] of open) {
    for (const track of free(alike(file), used)) suitors.set(track, (suitors.get(track) ?? 0) + 1);
  }
  for (const [index, file] of open) {
    const [track, ...others] = free(alike(file), used);
    if (track === undefined || others.length > 0 || suitors.get(track) !== 1) continue;
    matches.set(index, track);
    used.add(track);
  }
}

function free(tracks: readonly number[], used: ReadonlySet<number>): number[] {
  return [...new Set(tracks)].filter((track) => !used.has(track));
}
