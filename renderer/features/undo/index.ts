export { describeOperation } from './describe-operation.ts';
export { resumeOperation, showUndoable, undoOperation } from './undo.actions.ts';
export { registerUndoCommands } from './undo.commands.ts';
