import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import type { SoundLibrary } from './sound-library.ts';
import type { GenreSuggestions } from './suggest-genres.ts';

/** After the last track that was analysed or tagged. */
const quietMs = 30_000;
/** How many rows one transaction writes, so that nobody waits for it. */
const batch = 500;

/**
 * Keeps the suggested genres of tracks without a genre, beside the tags and never in them.
 *
 * Learns again when the library has been at rest for a while after analysis, or at once when asked.
 */
export class GenreSuggester {
  readonly #db: Db;
  readonly #sounds: SoundLibrary;
  readonly #onChange: (trackIds: number[]) => void;
  readonly #logError: (message: string, error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: {
    db: Db;
    sounds: SoundLibrary;
    onChange(trackIds: number[]): void;
    logError(message: string, error: unknown): void;
  }) {
    this.#db = options.db;
    this.#sounds = options.sounds;
    this.#onChange = options.onChange;
    this.#logError = options.logError;
  }

  /** A track was analysed or tagged. */
  touch(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), quietMs);
    this.#timer.unref();
  }

  /** Learns now, in the background. */
  start(): void {
    clearTimeout(this.#timer);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async waitForIdle(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#keep(await this.#sounds.suggestGenres());
    } catch (error) {
      if (!this.#isClosed && !(error instanceof AppError && error.code === 'CANCELLED')) {
        this.#logError('Suggesting genres failed', error);
      }
    }
  }

  async #keep({ suggestions }: GenreSuggestions): Promise<void> {
    const known = new Map(
      prepare(this.#db, `SELECT id, suggested_genre FROM track WHERE suggested_genre <> ''`).raw().all() as [
        number,
        string,
      ][],
    );
    const wanted = new Map(suggestions.map(([id, genre, confidence]) => [id, { genre, confidence }]));
    const changes = [
      ...[...known.keys()].filter((id) => !wanted.has(id)).map((id) => ({ id, genre: '', confidence: null })),
      ...suggestions
        .filter(([id, genre]) => known.get(id) !== genre)
        .map(([id, genre, confidence]) => ({ id, genre, confidence })),
    ];
    const update = prepare(
      this.#db,
      'UPDATE track SET suggested_genre = @genre, suggested_genre_confidence = @confidence WHERE id = @id',
    );
    for (let start = 0; start < changes.length && !this.#isClosed; start += batch) {
      const part = changes.slice(start, start + batch);
      this.#db.transaction(() => part.forEach((change) => void update.run(change))).immediate();
      this.#onChange(part.map(({ id }) => id));
      await nextTurn();
    }
  }
}
