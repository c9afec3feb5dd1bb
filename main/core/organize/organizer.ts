import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import type { FileJournal } from '#core/files/journal/file-journal.ts';
import type { SearchReader } from '#core/library/search/search-reader.ts';
import { applyEdits } from '#core/tags/edit-tags.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { OrganizeScope, ProposalChange } from '#shared/contract/organize.ts';
import { AppError } from '#shared/errors.ts';
import { checkRoom, countFolders, planApproved, type ReadyPlan } from './apply-proposals.ts';
import { changeProposals } from './change-proposals.ts';
import { type Looking, lookForProposals } from './look-for-proposals.ts';
import { changedRows, planRows } from './plan-rows.ts';
import { listCurrent, listOrganizeFolders, removeProposals, updatePlans } from './proposals.repository.ts';

type OrganizerOptions = {
  db: Db;
  disk: Disk;
  search: SearchReader;
  journal: FileJournal;
  now(): number;
  logError(message: string, error: unknown): void;
  onChange(change: Change): void;
  onProgress(): void;
};

type Look = { stop: AbortController; done: number; total: number | null; work: Promise<void> };

/** Finds files that do not have the name their pattern asks for, keeps what the user says to each, and hands on the moves. */
export class Organizer {
  readonly #options: OrganizerOptions;
  #look: Look | undefined;
  #planning: Promise<void> | undefined;
  #nextPlan: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: OrganizerOptions) {
    this.#options = options;
  }

  get isLooking(): boolean {
    return this.#look !== undefined;
  }

  /** Looks in the background; a newer look ends an older one. `isAdded` keeps the other proposals. */
  propose(scope: OrganizeScope, isAdded = false): void {
    if (this.#isClosed) return;
    const before = this.#look;
    before?.stop.abort();
    const stop = new AbortController();
    const look: Look = { stop, done: 0, total: null, work: Promise.resolve() };
    this.#look = look;
    look.work = this.#run(scope, isAdded, look, before?.work);
    this.#options.onProgress();
    this.#options.onChange({ topics: ['organize'] });
  }

  async #run(scope: OrganizeScope, isAdded: boolean, look: Look, before: Promise<void> | undefined): Promise<void> {
    const { db, search, now, logError, onChange, onProgress } = this.#options;
    await before;
    const looking: Looking = {
      db,
      search,
      now,
      isAdded,
      signal: look.stop.signal,
      onProgress(done, total) {
        look.done = done;
        look.total = total;
        onProgress();
      },
    };
    try {
      if (!look.stop.signal.aborted && (await lookForProposals(scope, looking)) && isAdded) await this.#planAgain();
    } catch (error) {
      if (!this.#isClosed) logError('Looking for names to change failed', error);
    }
    if (this.#look === look) this.#look = undefined;
    if (this.#isClosed) return;
    onProgress();
    onChange({ topics: ['organize'] });
  }

  /** Notes what the user said, and plans again: what one gives up another may take. */
  async change(ids: readonly number[], change: ProposalChange): Promise<number> {
    const { db } = this.#options;
    if (change.type === 'lookAgain') {
      this.propose({ type: 'ids', ids: [...ids] as never }, true);
      return ids.length;
    }
    const count = changeProposals(db, ids, change);
    const planned = this.#planAgain();
    // A tick shows at once, and what it means for others soon.
    if (change.type !== 'approve') await planned;
    this.#options.onChange({ topics: ['organize'] });
    return count;
  }

  /** One plan runs at a time; of those asked for meanwhile, one. */
  #planAgain(): Promise<void> {
    if (this.#planning) {
      this.#nextPlan ??= this.#planning.then(() => {
        this.#nextPlan = undefined;
        return this.#planAgain();
      });
      return this.#nextPlan;
    }
    this.#planning = this.plan()
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#options.logError('Planning new names failed', error);
      })
      .finally(() => {
        this.#planning = undefined;
      });
    return this.#planning;
  }

  /** Plans all proposals together once more, and keeps what came out. */
  async plan(): Promise<void> {
    const { db, now } = this.#options;
    const rows = listCurrent(db, now());
    const { rows: planned } = await planRows(db, rows, listOrganizeFolders(db));
    if (this.#isClosed) return;
    const changed = changedRows(rows, planned);
    updatePlans(db, changed);
    if (changed.length > 0) this.#options.onChange({ topics: ['organize'] });
  }

  /** What would be done now. */
  async ready(): Promise<ReadyPlan> {
    const { db, disk, now } = this.#options;
    return await planApproved(db, disk, now());
  }

  /** Hands the moves to the journal and forgets their proposals. Throws DISK_FULL, INVALID_INPUT. */
  async apply(plan: ReadyPlan): Promise<OperationId> {
    const { db, disk, journal, now, onChange } = this.#options;
    if (plan.moves.length === 0) throw new AppError('INVALID_INPUT', 'Nothing is ticked that could be renamed.');
    const roots = [...listOrganizeFolders(db).values()].map(({ path }) => path);
    await checkRoom(plan.moves, roots, disk);
    const [only] = plan.moves;
    const subject = plan.moves.length === 1 && only ? (only.target.split(/[/\\]/).at(-1) ?? '') : '';
    const ids = plan.moves.flatMap((move) => (move.id === null ? [] : [move.id]));
    const id = db
      .transaction(() => {
        const changes = applyEdits(db, plan.edits, now());
        removeProposals(db, ids);
        return journal.start({ kind: 'organize', subject, trackCount: plan.moves.length, changes }, plan.steps);
      })
      .immediate();
    onChange({ topics: plan.edits.length > 0 ? ['organize', 'tracks'] : ['organize'] });
    return id;
  }

  cancel(): void {
    this.#look?.stop.abort();
  }

  activity(): Activity | null {
    const look = this.#look;
    if (!look) return null;
    return {
      id: 'organize',
      kind: 'organize',
      state: 'running',
      subject: '',
      done: look.done,
      total: look.total,
      failed: 0,
      rate: null,
      workers: 1,
      secondsLeft: null,
      finishedAt: null,
    };
  }

  async waitForIdle(): Promise<void> {
    while (this.#look || this.#planning) await (this.#look?.work ?? this.#planning);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#look?.stop.abort();
    await this.#look?.work;
    await (this.#nextPlan ?? this.#planning);
  }
}

export function folderCountOf(plan: ReadyPlan): number {
  return countFolders(plan.moves.map(({ target }) => target));
}
