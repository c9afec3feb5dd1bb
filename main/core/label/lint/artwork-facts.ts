import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { readPicture } from '#core/library/scan/reading/read-file.ts';
import type { ArtworkFacts, LintArtwork } from './lint-input.ts';
import { looksSame, readArtwork } from './read-artwork.ts';

/** Facts are small, but a label has thousands of pictures. */
const mostKept = 500;

/** What pictures of releases are, each read once: a picture is named by its hash, so it never changes. */
export class ArtworkFactsReader {
  readonly #db: Db;
  readonly #pictures: string;
  readonly #known = new Map<string, Promise<ArtworkFacts | null>>();
  readonly #read = new Map<string, ArtworkFacts | null>();

  /** `pictures`: the folder of those that were added by hand. */
  constructor(options: { db: Db; pictures: string }) {
    this.#db = options.db;
    this.#pictures = options.pictures;
  }

  /** What is known of a release's picture, which is read first where nothing is. */
  async facts(releaseId: number): Promise<LintArtwork | null> {
    const hash = this.#hash(releaseId);
    if (hash === null) return null;
    let reading = this.#known.get(hash);
    if (!reading) {
      reading = this.#readFacts(hash);
      this.#known.set(hash, reading);
      for (const old of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - mostKept))) {
        this.#known.delete(old);
        this.#read.delete(old);
      }
    }
    const facts = await reading;
    // A file that was away may be there the next time.
    if (facts === null) this.#known.delete(hash);
    this.#read.set(hash, facts);
    return this.known(releaseId);
  }

  /** Only what was read before; `facts` null where nothing was. */
  known(releaseId: number): LintArtwork | null {
    const hash = this.#hash(releaseId);
    if (hash === null) return null;
    const facts = this.#read.get(hash) ?? null;
    return { facts, isBroken: this.#read.get(hash) === null, sameAs: this.#sameAs(releaseId, hash, facts) };
  }

  #hash(releaseId: number): string | null {
    const hash = prepare(this.#db, 'SELECT artwork_hash FROM release WHERE id = ?').pluck().get(releaseId);
    return (hash ?? null) as string | null;
  }

  async #readFacts(hash: string): Promise<ArtworkFacts | null> {
    const added = join(this.#pictures, hash);
    if (existsSync(added)) return readArtwork(added);
    for (const path of this.#musicWith(hash)) {
      const picture = existsSync(path) ? await readPicture(path).catch(() => null) : null;
      if (picture) return readArtwork(picture);
    }
    return null;
  }

  /** Covers of tracks are kept small; their files have them whole. */
  #musicWith(hash: string): string[] {
    const rows = prepare(
      this.#db,
      `SELECT folder.path AS folder, track.path FROM track JOIN folder ON folder.id = folder_id
       WHERE artwork_hash = ? AND missing_since IS NULL ORDER BY track.id LIMIT 20`,
    ).all(hash) as { folder: string; path: string }[];
    return rows.map(({ folder, path }) => join(folder, path));
  }

  /** Another release with this picture; of others' pictures only those that were read are compared by how they look. */
  #sameAs(releaseId: number, hash: string, facts: ArtworkFacts | null): string {
    const others = prepare(
      this.#db,
      `SELECT other.title, other.artwork_hash AS hash FROM release JOIN release AS other
         ON other.id <> release.id AND other.artwork_hash IS NOT NULL AND other.archived_at IS NULL
         AND other.title <> release.title WHERE release.id = ?`,
    ).all(releaseId) as { title: string; hash: string }[];
    const same = others.find((other) => {
      if (other.hash === hash) return true;
      const likeness = this.#read.get(other.hash)?.likeness;
      return likeness !== undefined && facts !== null && isTelling(likeness) && looksSame(likeness, facts.likeness);
    });
    return same?.title ?? '';
  }
}

/** A plain picture looks like every other one. */
function isTelling(likeness: string): boolean {
  return likeness.replaceAll('0', '').length > 3;
}
