import type { AnalysisQueue } from '#core/analysis/analysis-queue.ts';
import type { FileJournal } from '#core/files/journal/file-journal.ts';
import type { DuplicateFinder } from '#core/library/duplicates/duplicate-finder.ts';
import type { Scanner } from '#core/library/scan/scanner.ts';
import type { ModelStore } from '#core/models/model-store.ts';
import type { Organizer } from '#core/organize/organizer.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { Emit } from '#shared/contract/index.ts';

const intervalMs = 250;

/** All long work in one list (models listen as a part of analysis), told to the windows a few times a second while it moves. */
export class ActivityBoard {
  readonly #scanner: Scanner;
  readonly #analysis: AnalysisQueue;
  readonly #models: ModelStore;
  readonly #journal: FileJournal;
  readonly #duplicates: DuplicateFinder;
  readonly #organizer: Organizer;
  readonly #emit: Emit;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: {
    scanner: Scanner;
    analysis: AnalysisQueue;
    models: ModelStore;
    journal: FileJournal;
    duplicates: DuplicateFinder;
    organizer: Organizer;
    emit: Emit;
  }) {
    this.#scanner = options.scanner;
    this.#analysis = options.analysis;
    this.#models = options.models;
    this.#journal = options.journal;
    this.#duplicates = options.duplicates;
    this.#organizer = options.organizer;
    this.#emit = options.emit;
  }

  list(): Activity[] {
    const single = [this.#duplicates.activity(), this.#organizer.activity(), this.#analysis.activity()].filter(
      (activity) => activity !== null,
    );
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
    if (id === 'duplicates') this.#duplicates.cancel();
    if (id === 'organize') this.#organizer.cancel();
    this.#scanner.cancelActivity(id);
    this.#journal.cancelActivity(id);
    this.touch();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
