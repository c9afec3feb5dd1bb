export { registerStorageCommands } from './storage.commands.ts';
export { StoredFiles } from './stored-files.tsx';
export { UploadDialog } from './upload-dialog.tsx';
