export { BackupsPanel } from './backups-panel.tsx';
export { RecoveryNote } from './recovery-note.tsx';
