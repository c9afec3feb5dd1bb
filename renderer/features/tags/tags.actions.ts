import type { Input } from '#shared/contract/index.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import type { Tool } from '#shared/tags/tools/tool.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { fieldName } from './field-name.ts';

/** What an editor changes: one track, or all that are selected. */
export type Targets = () => Promise<readonly TrackId[]>;
type Mode = Input<'tags.edit'>['edits'][number]['mode'];

/** One call takes so many tracks. */
export const tracksPerCall = 100_000;

type Edited = { operations: (OperationId | null)[]; count: number };

/** Does something to many tracks in as many calls as it takes. */
export async function inParts(
  ids: readonly TrackId[],
  work: (part: TrackId[]) => Promise<{ operation: OperationId | null; count: number }>,
): Promise<Edited> {
  const edited: Edited = { operations: [], count: 0 };
  for (let start = 0; start < ids.length; start += tracksPerCall) {
    const { operation, count } = await work(ids.slice(start, start + tracksPerCall));
    edited.operations.push(operation);
    edited.count += count;
  }
  return edited;
}

/** Sets one field, or adds to or takes from its list, and says so. Failures are told. */
export function editTag(
  targets: Targets,
  field: EditField,
  values: readonly string[],
  mode: Mode = 'set',
): Promise<void> {
  return attempt(() => editTagNow(targets, field, values, mode));
}

/** The last edit under way. */
let saving: Promise<unknown> = Promise.resolve();

/** Saves what is being typed, and waits until the library has it. */
export async function finishTyping(): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await saving;
}

/** The same as `editTag`; a failure goes to the caller, who can show it where the value was typed. */
export function editTagNow(
  targets: Targets,
  field: EditField,
  values: readonly string[],
  mode: Mode = 'set',
): Promise<void> {
  const edit = saveEdit(targets, field, values, mode);
  saving = edit.catch(() => undefined);
  return edit;
}

async function saveEdit(targets: Targets, field: EditField, values: readonly string[], mode: Mode): Promise<void> {
  const ids = await targets();
  const { operations, count } = await inParts(ids, (part) =>
    call('tags.edit', { edits: [{ ids: part, field, values: [...values], mode }] }),
  );
  if (count === 0) return;
  const said = { name: fieldName(text, field), value: values.join(', '), count };
  const isPlain = field === 'cover' || values.length === 0;
  showUndoable({ text: text(isPlain ? 'tags.changed' : `tags.changed.${mode}`, said), operations });
}

/** Gives back what the files say: of some fields, or of all. */
export function revertTags(targets: Targets, fields?: readonly EditField[]): Promise<void> {
  return attempt(async () => {
    const ids = await targets();
    const { operations, count } = await inParts(ids, (part) =>
      call('tags.revert', { ids: part, ...(fields ? { fields: [...fields] } : {}) }),
    );
    showUndoable({ text: text('tags.reverted', { count }), operations });
  });
}

export async function applyTool(ids: readonly TrackId[], tool: Tool): Promise<void> {
  const { operations, count } = await inParts(ids, (part) => call('tags.applyTool', { ids: part, tool }));
  showUndoable({ text: text('tags.toolApplied', { count }), operations });
}
