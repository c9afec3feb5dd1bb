import { pathOfFileUrl } from '../foreign-path.ts';

const start = 'file://localhost';

/** What rekordbox writes as it is; all else as '%xx' of its UTF-8, in small letters. */
const raw = /[A-Za-z0-9\-._~/(),]/;

/**
 * 'file://localhost/C:/Music/A%20%5bB%5d.mp3' of an absolute path. The name stays in the Unicode form it has on the disk:
 * rekordbox compares bytes.
 */
export function toLocation(path: string): string {
  const [, drive = '', rest = path] = /^([A-Za-z]:)(\/.*)$/s.exec(path) ?? [];
  const prefix = drive === '' ? '' : `/${drive}`;
  // A relative one is rooted: the program knows nothing else.
  const rooted = rest.startsWith('/') ? rest : `/${rest}`;
  return `${start}${prefix}${encode(rooted)}`;
}

function encode(path: string): string {
  let text = '';
  for (const character of path.toWellFormed()) {
    if (raw.test(character)) text += character;
    else for (const byte of Buffer.from(character, 'utf8')) text += `%${byte.toString(16).padStart(2, '0')}`;
  }
  return text;
}

/** The path a location names; empty for tracks of a streaming service, which have no file. */
export function fromLocation(location: string): string {
  if (location === '' || /^file:\/\/localhost[a-z][a-z0-9+.-]+:/i.test(location)) return '';
  return pathOfFileUrl(location);
}
