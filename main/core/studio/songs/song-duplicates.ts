import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import { foldTitle, sameTitleKey } from '#shared/song-title.ts';

export type Titled = { title: string; artist: string; ownerId: number | null };

type Candidate = { id: number; title: string; artist: string; owner: string };

const likeIt = `SELECT song.id, song.title, song.artist, coalesce(person.name, '') AS owner
  FROM song LEFT JOIN person ON person.id = song.owner_id
  WHERE title_fold = @title AND artist_fold = @artist AND song.id IS NOT @except`;
const isOfOwner = `(song.owner_id IS @owner OR EXISTS
  (SELECT 1 FROM song_person WHERE song_id = song.id AND person_id = @owner))`;

/** The number of a song of the same title and artist among those its owner has or takes part in. */
export function findDuplicate(db: Db, song: Titled, except: number | null = null): number | undefined {
  return candidates(db, `${likeIt} AND ${isOfOwner} ORDER BY song.id`, song, except)[0]?.id;
}

/** Throws SONG_EXISTS where one of these songs is there twice; after they were set, in the same transaction. */
export function refuseDuplicates(db: Db, ids: Iterable<number>): void {
  const read = prepare(db, 'SELECT title, artist, owner_id AS ownerId FROM song WHERE id = ?');
  for (const id of ids) {
    const song = read.get(id) as Titled | undefined;
    const existing = song && findDuplicate(db, song, id);
    if (existing === undefined) continue;
    throw new AppError('SONG_EXISTS', 'A song of this title and artist is there already.', {
      id: existing,
      title: song?.title ?? '',
      artist: song?.artist ?? '',
    });
  }
}

/** Up to three others who released a song of this title and artist. */
export function whoReleased(db: Db, song: Titled): string[] {
  const found = candidates(
    db,
    `${likeIt} AND status = 'released' AND NOT ${isOfOwner} ORDER BY released_at`,
    song,
    null,
  );
  return [...new Set(found.map(({ owner }) => owner).filter((name) => name !== ''))].slice(0, 3);
}

/** Those of the songs that somebody else has released. */
export function listReleasedElsewhere(
  db: Db,
  songs: readonly Titled[],
): { title: string; artist: string; names: string[] }[] {
  return songs.flatMap((song) => {
    const names = whoReleased(db, song);
    return names.length === 0 ? [] : [{ title: song.title, artist: song.artist, names }];
  });
}

function candidates(db: Db, sql: string, { title, artist, ownerId }: Titled, except: number | null): Candidate[] {
  const found = prepare(db, sql).all({
    title: foldTitle(title),
    artist: foldTitle(artist),
    owner: ownerId,
    except,
  }) as Candidate[];
  const [titleKey, artistKey] = [sameTitleKey(title), sameTitleKey(artist)];
  return found.filter((song) => sameTitleKey(song.title) === titleKey && sameTitleKey(song.artist) === artistKey);
}
