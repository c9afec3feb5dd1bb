import type { Operation, OperationId } from '#shared/contract/operation.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { describeOperation } from './describe-operation.ts';

type After = () => void | Promise<void>;

/** What a view does once an operation of its own was taken back, whichever way: the last few. */
const afterUndo = new Map<OperationId, After>();
const mostAfter = 100;

type Undoable = {
  /** What happened. */
  text: string;
  /** As many as the calls it took; none where nothing changed. */
  operations: readonly (OperationId | null)[];
  /** Follows when it was taken back, by the toast or by keys. */
  after?: After;
};

/** Says what happened and offers to take it back. */
export function showUndoable({ text: said, operations, after }: Undoable): void {
  const made = operations.filter((id) => id !== null);
  const newest = made.at(-1);
  if (newest === undefined) {
    showToast({ text: said });
    return;
  }
  if (after) afterUndo.set(newest, after);
  for (const old of [...afterUndo.keys()].slice(0, -mostAfter)) afterUndo.delete(old);
  showToast({
    text: said,
    undo: async () => {
      for (const id of made.toReversed()) await takeBack(id);
    },
  });
}

/** Takes back what was done last; says what that was. */
export function undoNewest(): Promise<void> {
  return attempt(async () => {
    const done = await takeBack();
    if (done) say(done, 'history.undone', 'history.undoing');
    else showToast({ text: text('history.nothingToUndo') });
  });
}

export function redoNewest(): Promise<void> {
  return attempt(async () => {
    const done = await call('history.redo');
    if (done) say(done, 'history.redone', 'history.redoing');
    else showToast({ text: text('history.nothingToRedo') });
  });
}

/** Takes back one operation of the history. */
export function undoOperation(id: OperationId): Promise<void> {
  return attempt(async () => {
    const done = await takeBack(id);
    if (done) say(done, done.isUndo ? 'history.undone' : 'history.redone', 'history.undoing');
  });
}

export function resumeOperation(id: OperationId): Promise<void> {
  return attempt(async () => {
    const operation = await call('history.resume', { id });
    showToast({ text: text('history.resumed', { what: describeOperation(text, operation) }) });
  });
}

async function takeBack(id?: OperationId): Promise<Operation | null> {
  const done = await call('history.undo', id === undefined ? {} : { id });
  if (done?.undoes == null) return done;
  const after = afterUndo.get(done.undoes);
  afterUndo.delete(done.undoes);
  await after?.();
  return done;
}

type Said = 'history.undone' | 'history.undoing' | 'history.redone' | 'history.redoing';

/** Files follow in the background; values are back at once. */
function say(operation: Operation, done: Said, doing: Said): void {
  const what = describeOperation(text, operation);
  showToast({ text: text(operation.state === 'running' ? doing : done, { what }) });
}
