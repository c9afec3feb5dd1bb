import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Operation, OperationId } from '#shared/contract/operation.ts';
import { type FieldSetters, setFields } from './field-setters.ts';
import {
  countChanges,
  findOperation,
  insertChanges,
  insertOperation,
  listChangesBefore,
  setOperationState,
} from './operations.repository.ts';

/** Changes taken back in one piece, and how long the event loop is held at most. */
const pieceChanges = 20;
const holdMs = 8;

/** Operations with more changes than this are taken back in the background. */
export const longUndoChanges = 5000;

/** Whatever an operation may have changed. */
export const undoneTopics = [
  'history',
  'folders',
  'tracks',
  'problems',
  'duplicates',
  'organize',
  'playlists',
  'tracklists',
  'cues',
  'people',
  'songs',
  'packs',
  'releases',
  'recordings',
  'deliveries',
  'statements',
  'royalties',
  'rights',
  'time',
  'expenses',
  'reports',
  'ideas',
  'exchange',
] as const;

type LongUndoOptions = {
  db: Db;
  now(): number;
  setters: FieldSetters;
  onChange(change: Change): void;
};

/**
 * Takes back operations on data that are too large for one transaction, piece by piece from their last change on. What it
 * has done stands in the operation that it makes, which says 'running' until it is done: a process that starts again goes
 * on there.
 */
export class LongUndo {
  readonly #options: LongUndoOptions;
  #work: Promise<void> | null = null;
  #isStopped = false;

  constructor(options: LongUndoOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#work !== null;
  }

  /** Begins, and answers with the operation that takes back. */
  start(operation: Operation): OperationId {
    const { db, now } = this.#options;
    const id = db
      .transaction(() =>
        insertOperation(db, {
          kind: operation.kind,
          at: now(),
          trackCount: operation.trackCount,
          subject: operation.subject,
          state: 'running',
          undoes: operation.id,
          isUndo: !operation.isUndo,
        }),
      )
      .immediate();
    this.#goOn(id);
    return id;
  }

  /** Goes on with what a process that ended had begun. */
  resume(): void {
    const left = prepare(
      this.#options.db,
      `SELECT id FROM operation WHERE state = 'running' AND undoes IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM file_step WHERE operation_id = operation.id) LIMIT 1`,
    )
      .pluck()
      .get() as OperationId | undefined;
    if (left !== undefined) this.#goOn(left);
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  /** Stops between two pieces; the next start goes on. */
  async close(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  #goOn(id: OperationId): void {
    this.#work = this.#run(id).finally(() => {
      this.#work = null;
    });
  }

  async #run(id: OperationId): Promise<void> {
    const { db, onChange } = this.#options;
    const undone = findOperation(db, id)?.undoes as OperationId;
    const total = countChanges(db, undone);
    let done = countChanges(db, id);
    while (done < total) {
      await new Promise(setImmediate);
      if (this.#isStopped) return;
      const untilMs = performance.now() + holdMs;
      // What a power cut takes back of it, the next start does again; the end is written for good.
      db.pragma('synchronous = NORMAL');
      try {
        db.transaction(() => {
          do done += this.#takePiece(id, undone, done, total);
          while (done < total && performance.now() < untilMs);
        }).immediate();
      } finally {
        db.pragma('synchronous = FULL');
      }
    }
    setOperationState(db, id, 'done');
    onChange({ topics: undoneTopics });
  }

  /** The next changes from the end; their numbers count from 0 in both operations. */
  #takePiece(id: OperationId, undone: OperationId, done: number, total: number): number {
    const { db, setters, now } = this.#options;
    const changes = listChangesBefore(db, undone, total - done, pieceChanges).map(
      ({ oldValue, newValue, ...rest }) => ({ ...rest, oldValue: newValue, newValue: oldValue }),
    );
    insertChanges(db, id, changes, done);
    setFields(db, setters, changes, { now: now(), operationId: id });
    return changes.length;
  }
}
