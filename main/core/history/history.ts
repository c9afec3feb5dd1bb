import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import type { Operation, OperationId, OperationKind } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { type FieldSetters, setFields } from './field-setters.ts';
import { GrowingOperation } from './growing-operation.ts';
import { LongUndo, longUndoChanges, undoneTopics } from './long-undo.ts';
import {
  changedTracks,
  countChanges,
  findOperation,
  findRedoable,
  findUndoable,
  insertOperation,
  listBlocking,
  listChanges,
  listItemChanges,
  type ValueChange,
} from './operations.repository.ts';

/** Who works on files for an operation: core/files/journal. */
export type FileWork = {
  /** The steps that take back what an operation did to files, in order; none where it did nothing. Throws UNDO_GONE. */
  inverse(id: OperationId): PlannedStep[];
  /** Notes steps of an operation that runs; inside the caller's transaction. */
  begin(id: OperationId, steps: readonly PlannedStep[]): void;
  /** Starts on what was begun. */
  wake(): void;
  resume(id: OperationId): void;
};

type HistoryOptions = {
  db: Db;
  now(): number;
  setters: FieldSetters;
  files: FileWork;
  onChange(change: Change): void;
};

/** Whose undo it is. */
export type UndoRule = {
  /** Without an operation that is named, only what this person did is taken back or done again. */
  by?: number | undefined;
  /** Throws where that operation is not theirs to take back. */
  check?: (operation: Operation) => void;
};

/** What the user did, and how it is taken back and done again. See README.md. */
export class History {
  readonly #options: HistoryOptions;
  /** What cannot be undone any more; the user was told, and Undo goes on with what was before. */
  readonly #gone = new Set<OperationId>();

  /** Takes back what is too large for one transaction. */
  readonly long: LongUndo;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.long = new LongUndo(options);
  }

  /**
   * Notes a change of values that was just made (call it in the same transaction), and answers with its operation, or
   * null where nothing changed.
   */
  record(kind: OperationKind, changes: readonly ValueChange[], subject?: string): OperationId | null {
    const { db, now } = this.#options;
    const real = changes.filter(({ oldValue, newValue }) => JSON.stringify(oldValue) !== JSON.stringify(newValue));
    if (real.length === 0) return null;
    const trackIds = changedTracks(real);
    const id = insertOperation(db, {
      kind,
      at: now(),
      trackCount: trackIds.length,
      subject: subject ?? (trackIds.length === 1 ? titleOf(db, trackIds[0] as number) : ''),
      changes: real,
    });
    this.#options.onChange({ topics: ['history'] });
    return id;
  }

  /**
   * Makes a change and notes it, in one transaction. `change` applies and answers with what it changed.
   */
  change(
    kind: OperationKind,
    apply: () => readonly ValueChange[],
    subject?: string,
  ): { operation: OperationId | null; trackIds: number[] } {
    const { db } = this.#options;
    return db
      .transaction(() => {
        const changes = apply();
        return { operation: this.record(kind, changes, subject), trackIds: changedTracks(changes) };
      })
      .immediate();
  }

  /**
   * Notes one operation, sets its values and begins with its files, which follow in the background once the journal is
   * woken; inside the caller's transaction. Null where there is nothing to do.
   */
  begin(
    kind: OperationKind,
    { changes, steps, subject }: { changes: readonly ValueChange[]; steps: readonly PlannedStep[]; subject: string },
  ): OperationId | null {
    const { db, files, setters, now, onChange } = this.#options;
    if (changes.length === 0 && steps.length === 0) return null;
    const tracks = new Set([...changes, ...steps].map(({ trackId }) => trackId));
    const state = steps.length > 0 ? 'running' : 'done';
    const id = insertOperation(db, { kind, at: now(), trackCount: tracks.size, subject, state, changes });
    setFields(db, setters, changes, { now: now(), operationId: id });
    files.begin(id, steps);
    onChange({ topics: ['history'] });
    return id;
  }

  /** Sets values through the setters of their fields, and notes it. */
  apply(
    kind: OperationKind,
    changes: readonly ValueChange[],
    subject?: string,
  ): { operation: OperationId | null; trackIds: number[] } {
    const { db, setters, now } = this.#options;
    return db
      .transaction(() => {
        const operation = this.record(kind, changes, subject);
        if (operation !== null) setFields(db, setters, changes, { now: now(), operationId: operation });
        return { operation, trackIds: changedTracks(changes) };
      })
      .immediate();
  }

  /** An operation that is made piece by piece: more than fits into one transaction. See GrowingOperation. */
  grow(kind: OperationKind, subject: string): GrowingOperation {
    const { db, setters } = this.#options;
    return new GrowingOperation({ db, setters, kind, subject });
  }

  /** What Undo and Redo would do. */
  next({ by }: UndoRule = {}): { undo: Operation | null; redo: Operation | null } {
    const { db } = this.#options;
    return { undo: findUndoable(db, this.#gone, by) ?? null, redo: findRedoable(db, by) ?? null };
  }

  /** Takes back the newest operation or the one named; null when there is none. Throws UNDO_BLOCKED or UNDO_GONE. */
  undo(id?: OperationId, rule: UndoRule = {}): Operation | null {
    if (id === undefined) return this.#undoNewest(rule);
    const operation = findOperation(this.#options.db, id);
    if (!operation) throw new AppError('NOT_FOUND', 'That is no longer in the history.', { id });
    rule.check?.(operation);
    return this.#takeBack(operation);
  }

  /** Says once that something cannot be undone any more, and goes on with what was before it. */
  #undoNewest({ by, check }: UndoRule): Operation | null {
    const { db, onChange } = this.#options;
    for (;;) {
      const operation = findUndoable(db, this.#gone, by);
      if (!operation) return null;
      check?.(operation);
      try {
        return this.#takeBack(operation);
      } catch (error) {
        const code = error instanceof AppError ? error.code : null;
        const isBelowGone =
          code === 'UNDO_BLOCKED' && listBlocking(db, operation.id).some((other) => this.#gone.has(other.id));
        if (code !== 'UNDO_GONE' && !isBelowGone) throw error;
        this.#gone.add(operation.id);
        onChange({ topics: ['history'] });
        if (!isBelowGone) throw error;
      }
    }
  }

  redo({ by, check }: UndoRule = {}): Operation | null {
    const operation = findRedoable(this.#options.db, by);
    if (operation) check?.(operation);
    return operation ? this.#takeBack(operation) : null;
  }

  resume(id: OperationId, { check }: UndoRule = {}): Operation {
    const operation = findOperation(this.#options.db, id);
    if (operation) check?.(operation);
    this.#options.files.resume(id);
    return this.#get(id);
  }

  #takeBack(operation: Operation): Operation {
    const { db, files, setters, now, onChange } = this.#options;
    this.#check(operation);
    const steps = files.inverse(operation.id);
    if (steps.length === 0 && countChanges(db, operation.id) > longUndoChanges) {
      this.#tryItems(operation);
      const id = this.long.start(operation);
      onChange({ topics: ['history'] });
      return this.#get(id);
    }
    const changes = reversed(listChanges(db, operation.id));
    const id = db
      .transaction(() => {
        const created = insertOperation(db, {
          kind: operation.kind,
          at: now(),
          trackCount: operation.trackCount,
          subject: operation.subject,
          state: steps.length > 0 ? 'running' : 'done',
          undoes: operation.id,
          isUndo: !operation.isUndo,
          changes,
        });
        setFields(db, setters, changes, { now: now(), operationId: created });
        if (steps.length > 0) files.begin(created, steps);
        return created;
      })
      .immediate();
    const trackIds = changedTracks(changes);
    onChange({ topics: undoneTopics, trackIds });
    if (steps.length > 0) files.wake();
    return this.#get(id);
  }

  /**
   * Sets values of items and takes that back at once, so that their setters refuse before the first piece of a large operation
   * is taken back, not in the middle. Values of tracks refuse nothing.
   */
  #tryItems({ id }: Operation): void {
    const { db, setters, now } = this.#options;
    const changes = reversed(listItemChanges(db, id));
    if (changes.length === 0) return;
    db.exec('SAVEPOINT trial');
    try {
      setFields(db, setters, changes, { now: now(), operationId: id });
    } finally {
      db.exec('ROLLBACK TO trial; RELEASE trial');
    }
  }

  #check(operation: Operation): void {
    if (this.long.isRunning) throw new AppError('UNDO_BLOCKED', 'Something else is being taken back.');
    if (operation.undoneBy !== null) throw new AppError('UNDO_BLOCKED', 'That was taken back already.');
    if (operation.state === 'running') throw new AppError('UNDO_BLOCKED', 'That still runs. Stop it first.');
    const [newest] = listBlocking(this.#options.db, operation.id, 1);
    if (newest) {
      throw new AppError('UNDO_BLOCKED', 'Something newer builds on this. Undo that first.', { operation: newest.id });
    }
  }

  #get(id: OperationId): Operation {
    return findOperation(this.#options.db, id) as Operation;
  }
}

function reversed(changes: ValueChange[]): ValueChange[] {
  return changes
    .reverse()
    .map(({ oldValue, newValue, ...rest }) => ({ ...rest, oldValue: newValue, newValue: oldValue }));
}

function titleOf(db: Db, trackId: number): string {
  const row = prepare(db, 'SELECT title, file_name FROM track WHERE id = ?').get(trackId) as
    | { title: string; file_name: string }
    | undefined;
  return row?.title || row?.file_name || '';
}
