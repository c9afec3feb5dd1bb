import './cue.commands.ts';

export { openCueFile } from './cue.actions.ts';
export { CueDialogs } from './cue-dialogs.tsx';
export { CueSheetPanel } from './cue-sheet-panel.tsx';
export { TrackSheets } from './track-sheets.tsx';
