import sharp from 'sharp';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { PageScope } from '#shared/contract/packs.ts';
import { AppError } from '#shared/errors.ts';
import { type Page, type PageSection, type PageSong, type PageWords, pageHtml } from './page-html.ts';

const pictureEdge = 640;

type PageContext = Pick<Context, 'db' | 'tags' | 'press'>;

type PackRow = {
  id: number;
  title: string;
  description: string;
  downloadLink: string;
  videoLink: string;
  artworkHash: string | null;
  releasedAt: number | null;
};

/** Writes the page of a scope as one file. Throws NOT_FOUND, FILE_EXISTS and file errors. */
export async function writePage(
  { db, tags, press }: PageContext,
  { scope, path, words }: { scope: PageScope; path: string; words: PageWords },
): Promise<{ packs: number; songs: number }> {
  const target = await press.checkPath(path, '.html');
  const { title, packs, others } = contentOf(db, scope);
  const { time_zone: timeZone } = prepare(db, 'SELECT time_zone FROM workspace').get() as { time_zone: string };
  const sections = await Promise.all(
    packs.map(async ({ pack, songs }): Promise<PageSection> => {
      const { title: name, description, downloadLink, videoLink } = pack;
      const date = pack.releasedAt === null ? '' : dayText(pack.releasedAt, timeZone);
      const picture = await pictureOf(tags, pack.artworkHash);
      return { title: name, date, description, downloadLink, videoLink, picture, songs };
    }),
  );
  const page: Page = { language: 'en', title, sections, others };
  await press.place(target, Buffer.from(pageHtml(page, words)));
  return {
    packs: packs.length,
    songs: packs.reduce((sum, { songs }) => sum + songs.length, 0) + others.length,
  };
}

type Content = { title: string; packs: { pack: PackRow; songs: PageSong[] }[]; others: PageSong[] };

const packRows = `SELECT id, coalesce(nullif(release_title, ''), name) AS title, release_description AS description,
  download_link AS downloadLink, video_link AS videoLink, artwork_hash AS artworkHash, released_at AS releasedAt
  FROM pack`;
const songRows = `SELECT title, artist, status, release_description AS description, download_link AS downloadLink,
  video_link AS videoLink FROM song`;

function contentOf(db: Db, scope: PageScope): Content {
  const songsOf = (packId: number) =>
    prepare(db, `${songRows} WHERE pack_id = ? AND status = 'released' ORDER BY position, id`).all(
      packId,
    ) as PageSong[];
  const withSongs = (pack: PackRow) => ({ pack, songs: songsOf(pack.id) });
  switch (scope.type) {
    case 'pack': {
      const pack = prepare(db, `${packRows} WHERE id = ?`).get(scope.id) as PackRow | undefined;
      if (!pack) throw new AppError('NOT_FOUND', 'That pack is not here any more.', { id: scope.id });
      return { title: pack.title, packs: [withSongs(pack)], others: [] };
    }
    case 'all': {
      const { name } = prepare(db, 'SELECT name FROM workspace').get() as { name: string };
      const packs = publicPacks(db, '', null).map(withSongs);
      return { title: name, packs, others: publicSongs(db, '', null) };
    }
    case 'profile': {
      const person = prepare(db, 'SELECT name FROM person WHERE id = ? AND removed_at IS NULL').get(scope.personId) as
        | { name: string }
        | undefined;
      if (!person) throw new AppError('NOT_FOUND', 'That person is not here any more.', { id: scope.personId });
      const packs = publicPacks(db, 'AND owner_id = @person', scope.personId).map(withSongs);
      const isTheirs = `AND (owner_id = @person
        OR EXISTS (SELECT 1 FROM song_person WHERE song_id = song.id AND person_id = @person AND role <> ''))`;
      return { title: person.name, packs, others: publicSongs(db, isTheirs, scope.personId) };
    }
  }
}

/** Those that are out and that others may see, the newest first. */
function publicPacks(db: Db, filter: string, person: number | null): PackRow[] {
  return prepare(
    db,
    `${packRows} WHERE is_public AND released_at IS NOT NULL ${filter} ORDER BY released_at DESC, id DESC`,
  ).all({ person }) as PackRow[];
}

/** Songs that others may see and that no pack of the page shows: what is out first. */
function publicSongs(db: Db, filter: string, person: number | null): PageSong[] {
  return prepare(
    db,
    `${songRows} WHERE is_public ${filter} AND NOT (status = 'released' AND EXISTS (
       SELECT 1 FROM pack WHERE pack.id = song.pack_id AND pack.is_public AND pack.released_at IS NOT NULL))
     ORDER BY status <> 'released', status <> 'inProgress', released_at DESC, position, id`,
  ).all({ person }) as PageSong[];
}

function dayText(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: timeZone || 'UTC' }).format(at);
}

/** A picture as it stands in a page; null where there is none, or nobody can read it. */
async function pictureOf(tags: Context['tags'], hash: string | null): Promise<string | null> {
  const bytes = hash === null ? null : await tags.pictures.read(hash);
  if (!bytes) return null;
  const size = { width: pictureEdge, height: pictureEdge, fit: 'inside', withoutEnlargement: true } as const;
  const small = await sharp(bytes)
    .resize(size)
    .jpeg({ quality: 82 })
    .toBuffer()
    .catch(() => null);
  return small && `data:image/jpeg;base64,${small.toString('base64')}`;
}
