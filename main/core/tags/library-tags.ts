import { dirname } from 'node:path/posix';
import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import type { History } from '#core/history/history.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import type { TagEditRequest } from '#shared/contract/tags.ts';
import { AppError } from '#shared/errors.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import { fieldsOfTool, runTool } from '#shared/tags/tools/run-tool.ts';
import type { Tool, ToolChange, ToolField, ToolTrack } from '#shared/tags/tools/tool.ts';
import type { WriteBack } from '#shared/tags/write-back.ts';
import { applyEdits, checkedValues, planEdits, type WantedEdit } from './edit-tags.ts';
import type { Pictures } from './pictures.ts';
import { planWrites, stepsOf } from './plan-writes.ts';
import { mapEdits } from './tag-edits.repository.ts';
import type { TagFiles } from './tag-files.ts';
import { listTagged, type TaggedTrack } from './tag-values.ts';
import { replaceInTime } from './timed-replace.ts';

/** Who writes files: core/files/journal. */
type Journal = {
  start(
    operation: { kind: OperationKind; subject?: string; trackCount: number; changes?: readonly ValueChange[] },
    steps: readonly PlannedStep[],
  ): OperationId;
  hasOpenSteps(trackId: number): boolean;
};

type LibraryTagsOptions = {
  db: Db;
  now(): number;
  history: History;
  journal: Journal;
  files: TagFiles;
  pictures: Pictures;
  onChange(change: Change): void;
  logError(message: string, error: unknown): void;
};

export type Edited = { operation: OperationId | null; count: number };

/** Files that are read for one edit. */
const mostRead = 500;

/** After the last edit, where writing is automatic. */
const settledMs = 5000;

/** The tags of the library: edits at once, files when asked. */
export class LibraryTags {
  readonly files: TagFiles;
  readonly pictures: Pictures;
  readonly #options: LibraryTagsOptions;
  readonly #unwritten = new Set<TrackId>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LibraryTagsOptions) {
    this.#options = options;
    this.files = options.files;
    this.pictures = options.pictures;
  }

  /** `kind` is what history calls it, where the values come from elsewhere. */
  async edit(requests: readonly TagEditRequest[], kind: OperationKind = 'editTags'): Promise<Edited> {
    for (const { field, values } of requests) {
      const hash = field === 'cover' ? checkedValues({ field, values })[0] : undefined;
      if (hash !== undefined && !(await this.pictures.has(hash))) {
        throw new AppError('NOT_FOUND', 'That picture is no longer there. Add it once more.');
      }
    }
    const lists = await this.#readLists(requests);
    return this.#apply(
      planEdits(this.#options.db, requests, (id, field) => lists.get(`${id} ${field}`)),
      kind,
    );
  }

  revert(ids: readonly TrackId[], fields: readonly EditField[] | undefined): Edited {
    const wanted = [...mapEdits(this.#options.db, ids)].flatMap(([trackId, edits]) =>
      edits
        .filter(({ field }) => !fields || fields.includes(field))
        .map(({ field }): WantedEdit => ({ trackId, field, values: null })),
    );
    return this.#apply(wanted);
  }

  propose(ids: readonly TrackId[], tool: Tool, limit: number) {
    const proposals = this.#runTool(ids, tool).filter(({ change }) => Object.keys(change).length > 0);
    const fields = fieldsOfTool(tool);
    const order = (field: string) => fields.indexOf(field as ToolField);
    const shown = proposals.slice(0, limit).map(({ track, change }) => ({
      id: track.id as TrackId,
      title: track.values.get('title')?.[0] ?? '',
      fileName: track.file_name,
      changes: Object.entries(change)
        .sort(([one], [other]) => order(one) - order(other))
        .map(([field, values]) => ({
          field,
          old: [...(track.values.get(field as EditField) ?? [])],
          new: values ?? [],
        })),
    }));
    return { changedCount: proposals.length, shown };
  }

  applyTool(ids: readonly TrackId[], tool: Tool): Edited {
    const wanted = this.#runTool(ids, tool).flatMap(({ track, change }) =>
      Object.entries(change).map(
        ([field, values]): WantedEdit => ({ trackId: track.id, field: field as EditField, values: values ?? [] }),
      ),
    );
    return this.#apply(wanted);
  }

  /** Hands to the journal what these files are to say. */
  async write(ids: readonly TrackId[], include: WriteBack): Promise<Edited> {
    const { db, journal, onChange } = this.#options;
    const writes = planWrites(db, ids, include, getSettings(db).tags);
    if (writes.length === 0) return { operation: null, count: 0 };
    const { steps, changes } = await stepsOf(writes, (id) => journal.hasOpenSteps(id));
    const [only] = writes;
    const subject = writes.length === 1 && only ? only.track.title || only.track.fileName : '';
    const operation = journal.start({ kind: 'writeTags', subject, trackCount: writes.length, changes }, steps);
    onChange({ topics: ['history', 'activity'] });
    return { operation, count: writes.length };
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #apply(wanted: readonly WantedEdit[], kind: OperationKind = 'editTags'): Edited {
    const { db, now, history, onChange } = this.#options;
    const { operation, trackIds } = history.change(kind, () => applyEdits(db, wanted, now()));
    const changed = [...new Set(trackIds)] as TrackId[];
    if (changed.length > 0) {
      onChange({ topics: ['tracks'], trackIds: changed });
      this.#writeSoon(changed);
    }
    return { operation, count: changed.length };
  }

  #runTool(ids: readonly TrackId[], tool: Tool): { track: TaggedTrack; change: ToolChange }[] {
    const tracks = listTagged(this.#options.db, ids);
    const changes = runTool(tool, tracks.map(toToolTrack), replaceInTime);
    return tracks.map((track, index) => ({ track, change: changes[index] ?? {} }));
  }

  /**
   * What files hold in lists that the library shows as one text; of files that cannot be read, nothing. After the first
   * few hundred files lists without names in them are divided at their commas: nobody waits for ten thousand.
   */
  async #readLists(requests: readonly TagEditRequest[]): Promise<Map<string, readonly string[]>> {
    const lists = new Map<string, readonly string[]>();
    let reads = 0;
    for (const { ids, field, mode } of requests) {
      if (mode === 'set' || field === 'cover') continue;
      for (const track of listTagged(this.#options.db, ids)) {
        const shown = track.values.get(field)?.[0] ?? '';
        const isEdited = track.edits.some((edit) => edit.field === field);
        const isUnknown = !track.values.has(field);
        if (isEdited || !(isUnknown || shown.includes(', '))) continue;
        if (reads++ >= mostRead) {
          if (isPlainList(field)) lists.set(`${track.id} ${field}`, shown.split(', '));
          continue;
        }
        const read = await this.files.read(track.id).catch(() => null);
        const values = field.startsWith('custom:') ? read?.custom[field.slice(7)] : read?.texts[field as 'title'];
        // Only where it is the same list: files hold more in other places, which readers put together.
        if (values && (isUnknown || values.join(', ') === shown)) lists.set(`${track.id} ${field}`, values);
      }
    }
    return lists;
  }

  #writeSoon(trackIds: readonly TrackId[]): void {
    const { db, logError } = this.#options;
    if (!getSettings(db).tags.isAutomatic) return;
    for (const id of trackIds) this.#unwritten.add(id);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const ids = [...this.#unwritten];
      this.#unwritten.clear();
      const { isAutomatic, include } = getSettings(db).tags;
      if (isAutomatic) this.write(ids, include).catch((error) => logError('Writing tags by itself failed', error));
    }, settledMs);
    this.#timer.unref();
  }
}

/** Lists whose values have no commas of their own, as names of artists and labels have. */
function isPlainList(field: EditField): boolean {
  return field === 'genre' || field === 'style' || field === 'mood' || field === 'language';
}

function toToolTrack({ id, path, file_name, values }: TaggedTrack): ToolTrack {
  const dot = file_name.lastIndexOf('.');
  const folder = dirname(path.replaceAll('\\', '/'));
  return {
    id,
    fileName: dot > 0 ? file_name.slice(0, dot) : file_name,
    folder: folder === '.' ? '' : folder,
    values: Object.fromEntries(values),
  };
}
