import type { ForeignFormat } from '../foreign-format.ts';
import { readRekordbox } from './read-rekordbox.ts';
import { writeRekordbox } from './write-rekordbox.ts';

export const rekordboxFormat: ForeignFormat = {
  id: 'rekordbox',
  extensions: ['.xml'],
  detects: ({ text }) => /<DJ_PLAYLISTS[\s>/]/.test(text),
  read: readRekordbox,
  holds: 'library',
  write: writeRekordbox,
};
