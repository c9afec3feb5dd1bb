import { createHash } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Db, prepare } from '#core/db/query.ts';
import { keepThumbnail, thumbnailFile } from '#core/library/artwork/make-thumbnail.ts';
import { AppError } from '#shared/errors.ts';

export const maxPictureBytes = 25 * 1024 * 1024;
const maxPixels = 64_000_000;
const timeoutSeconds = 20;
const quality = 92;
const dayMs = 86_400_000;
/** How lists name a picture: the start of its hash. */
const artworkHashLength = 32;

export type AddedPicture = { hash: string; width: number; height: number; sizeBytes: number };

/** Pictures that wait to be written into files, in a folder under the hash of their bytes. */
export class Pictures {
  readonly #db: Db;
  readonly #directory: string;
  readonly #artworkDirectory: string;

  constructor(options: { db: Db; directory: string; artworkDirectory: string }) {
    this.#db = options.db;
    this.#directory = options.directory;
    this.#artworkDirectory = options.artworkDirectory;
  }

  /**
   * Takes a JPEG or PNG as it is; anything else that can be decoded becomes a JPEG. Throws PICTURE_INVALID for what is no
   * picture, is larger than 25 MB, or has more than 64 megapixels.
   */
  async add(bytes: Uint8Array): Promise<AddedPicture> {
    if (bytes.length === 0 || bytes.length > maxPictureBytes) throw invalid();
    const picture = await asWritten(bytes);
    const hash = createHash('sha256').update(picture.bytes).digest('hex');
    await this.#store(hash, picture.bytes);
    await this.#showAtOnce(hash, picture.bytes);
    return { hash, width: picture.width, height: picture.height, sizeBytes: picture.bytes.length };
  }

  async has(hash: string): Promise<boolean> {
    return access(join(this.#directory, hash)).then(
      () => true,
      () => false,
    );
  }

  /** The bytes of a picture that was added; else of its thumbnail. Null where there is neither. */
  async read(hash: string): Promise<Uint8Array | null> {
    const short = thumbnailFile(this.#artworkDirectory, hash.slice(0, artworkHashLength));
    return readFile(join(this.#directory, hash)).catch(() => readFile(short).catch(() => null));
  }

  /** Takes away pictures that no edit and nothing in the history names any more, and that are older than a day. */
  async clean(now: number): Promise<void> {
    const isNamed = prepare(
      this.#db,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM tag_edit WHERE field = 'cover' AND value = @value)
        OR EXISTS (SELECT 1 FROM operation_change WHERE field = 'tag:cover' AND @value IN (old_value, new_value))
        OR EXISTS (SELECT 1 FROM pack WHERE artwork_hash = @name)
        OR EXISTS (SELECT 1 FROM song WHERE artwork_hash = @name)
        OR EXISTS (SELECT 1 FROM series WHERE artwork_hash = @name)
        OR EXISTS (SELECT 1 FROM release WHERE artwork_hash = @name)
        OR EXISTS (SELECT 1 FROM person WHERE picture_hash = @name)
        OR EXISTS (SELECT 1 FROM workspace WHERE logo_hash = @name)
        OR EXISTS (SELECT 1 FROM operation_change
          WHERE item_id IS NOT NULL AND (instr(old_value, @name) > 0 OR instr(new_value, @name) > 0))`,
    );
    for (const name of await readdir(this.#directory).catch(() => [])) {
      const path = join(this.#directory, name);
      const { mtimeMs } = await stat(path);
      if (now - mtimeMs < dayMs || isNamed.get({ name, value: JSON.stringify([name]) }) !== undefined) continue;
      await rm(path, { force: true });
    }
  }

  async #store(hash: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#directory, hash);
    const known = await readFile(path).catch(() => null);
    if (known?.equals(bytes)) return;
    await mkdir(this.#directory, { recursive: true });
    const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Lists show the new picture before any file has it. */
  async #showAtOnce(hash: string, bytes: Uint8Array): Promise<void> {
    const short = hash.slice(0, artworkHashLength);
    const size = await keepThumbnail(bytes, short, this.#artworkDirectory);
    if (!size) throw invalid();
    prepare(this.#db, 'INSERT OR REPLACE INTO artwork (hash, width, height) VALUES (?, ?, ?)').run(
      short,
      size.width,
      size.height,
    );
  }
}

async function asWritten(bytes: Uint8Array): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  try {
    const picture = sharp(bytes, { limitInputPixels: maxPixels, pages: 1 }).timeout({ seconds: timeoutSeconds });
    const { format, width, height } = await picture.metadata();
    if (width * height > maxPixels) throw invalid();
    if (format === 'jpeg' || format === 'png') return { bytes, width, height };
    const made = await picture
      .rotate()
      .flatten({ background: 'white' })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    return { bytes: made.data, width: made.info.width, height: made.info.height };
  } catch {
    throw invalid();
  }
}

function invalid(): AppError {
  return new AppError('PICTURE_INVALID', 'This is no picture of up to 25 MB and 64 megapixels that can be read.');
}
