import type { AnalysisQueue } from '#core/analysis/analysis-queue.ts';
import type { FileJournal } from '#core/files/journal/file-journal.ts';
import type { Scanner } from '#core/library/scan/scanner.ts';
import type { ModelStore } from '#core/models/model-store.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { Emit } from '#shared/contract/index.ts';

const intervalMs = 250;

/** Work of which there is one at a time: looking for duplicates, proposing names, asking services. */
export type SingleWork = { activity(): Activity | null; cancel(): void };

/** All long work in one list (models listen as a part of analysis), told to the windows a few times a second while it moves. */
export class ActivityBoard {
  readonly #scanner: Scanner;
  readonly #analysis: AnalysisQueue;
  readonly #models: ModelStore;
  readonly #journal: FileJournal;
  readonly #single: Readonly<Record<string, SingleWork>>;
  readonly #emit: Emit;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: {
    scanner: Scanner;
    analysis: AnalysisQueue;
    models: ModelStore;
    journal: FileJournal;
    /** By the id of its activity. */
    single: Readonly<Record<string, SingleWork>>;
    emit: Emit;
  }) {
    this.#scanner = options.scanner;
    this.#analysis = options.analysis;
    this.#models = options.models;
    this.#journal = options.journal;
    this.#single = options.single;
    this.#emit = options.emit;
  }

  list(): Activity[] {
    const single = [...Object.values(this.#single), this.#analysis].flatMap((work) => work.activity() ?? []);
    return [...this.#scanner.activities(), ...this.#journal.activities(), ...single];
  }

  /** Call when any progress was made; windows hear of it soon. */
  touch(): void {
    // What ends its work while the library closes still tells of it, and the database may be gone then.
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#emit('activity.changed', { activities: this.list() });
    }, intervalMs);
  }

  pause(id: string | undefined): void {
    if (id === undefined || id === 'analysis') {
      this.#analysis.pause();
      this.#models.pause();
    }
    if (id === undefined || id.startsWith('scan:')) this.#scanner.pause();
    if (id === undefined || id.startsWith('files:')) this.#journal.pause();
    this.touch();
  }

  resume(id: string | undefined): void {
    if (id === undefined || id === 'analysis') {
      this.#analysis.resume();
      this.#models.resume();
    }
    if (id === undefined || id.startsWith('scan:')) this.#scanner.resume();
    if (id === undefined || id.startsWith('files:')) this.#journal.unpause();
    this.touch();
  }

  cancel(id: string): void {
    if (id === 'analysis') {
      this.#analysis.cancel();
      this.#models.cancel();
    }
    this.#single[id]?.cancel();
    this.#scanner.cancelActivity(id);
    this.#journal.cancelActivity(id);
    this.touch();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
