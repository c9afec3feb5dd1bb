import { type Db, prepare } from '#core/db/query.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import { type FieldSetters, setFields } from './field-setters.ts';
import {
  changedTracks,
  findOperation,
  insertChanges,
  insertOperation,
  setOperationState,
  type ValueChange,
} from './operations.repository.ts';

/**
 * One operation that is made piece by piece, for changes that are too many for one transaction. It says 'running' until it
 * is finished and cannot be undone before; then it is taken back like any other.
 */
export class GrowingOperation {
  readonly #db: Db;
  readonly #setters: FieldSetters;
  readonly #kind: OperationKind;
  readonly #subject: string;
  #id: OperationId | null = null;
  #seq = 0;

  constructor(options: { db: Db; setters: FieldSetters; kind: OperationKind; subject: string }) {
    this.#db = options.db;
    this.#setters = options.setters;
    this.#kind = options.kind;
    this.#subject = options.subject;
  }

  /** Null as long as nothing changed. */
  get id(): OperationId | null {
    return this.#id;
  }

  /** Sets values and notes them; inside the caller's transaction. A track's values come in one piece. */
  add(changes: readonly ValueChange[], now: number): void {
    const real = changes.filter(({ oldValue, newValue }) => JSON.stringify(oldValue) !== JSON.stringify(newValue));
    if (real.length === 0) return;
    const { kind, subject } = { kind: this.#kind, subject: this.#subject };
    this.#id ??= insertOperation(this.#db, { kind, at: now, trackCount: 0, subject, state: 'running' });
    insertChanges(this.#db, this.#id, real, this.#seq);
    this.#seq += real.length;
    setFields(this.#db, this.#setters, real, { now, operationId: this.#id });
    prepare(this.#db, 'UPDATE operation SET track_count = track_count + ? WHERE id = ?').run(
      changedTracks(real).length,
      this.#id,
    );
  }

  /** Nothing more comes: from now on it can be taken back. Inside the caller's transaction, or in one of its own. */
  finish(): void {
    if (this.#id === null) return;
    // The transaction it began in may have been given up, and it with that.
    if (findOperation(this.#db, this.#id)) setOperationState(this.#db, this.#id, 'done');
    else this.#id = null;
  }
}

/**
 * What a process that died left unfinished counts as done: it can be taken back. Files are the journal's, and what was
 * being taken back goes on (long-undo.ts).
 */
export function finishLeftOperations(db: Db): void {
  prepare(
    db,
    `UPDATE operation SET state = 'done' WHERE state = 'running' AND undoes IS NULL
       AND NOT EXISTS (SELECT 1 FROM file_step WHERE operation_id = operation.id)`,
  ).run();
}
