import type { ForeignFormat } from '../foreign-format.ts';
import { readTraktor } from './read-traktor.ts';
import { writeTraktor } from './write-traktor.ts';

export const traktorFormat: ForeignFormat = {
  id: 'traktor',
  extensions: ['.nml'],
  detects: ({ text }) => /<NML[\s>]/.test(text),
  read: readTraktor,
  holds: 'library',
  write: writeTraktor,
};
