/** A place another program named, as a path; undefined where it is none ('spotify:track:…'). */
export type LocatedFile = {
  /** With '/' between its parts, as it was written otherwise. */
  path: string;
  /** From the last to the first. */
  parts: readonly string[];
};

const drive = /^\/?([a-zA-Z]):[\\/]/;
const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]+:/;

/** Reads paths of every system and `file:` addresses. */
export function readLocation(location: string): LocatedFile | undefined {
  if (location === '') return undefined;
  const plain = /^file:/i.test(location) ? readFileAddress(location) : location;
  if (!drive.test(plain) && scheme.test(plain)) return undefined;
  // A backslash may be part of a name, but only where names are divided by '/'.
  const path = drive.test(plain) || !plain.includes('/') ? plain.replaceAll('\\', '/') : plain;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 ? undefined : { path, parts: parts.reverse() };
}

/** `file://localhost/C:/a%20b.mp3` is `C:/a b.mp3`. What is not rightly escaped stays as it is. */
function readFileAddress(address: string): string {
  const rest = address.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/i, '');
  const path = drive.test(rest) ? rest.replace(/^\//, '') : rest;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** How many parts two paths have in common, counted from their ends; capitals and ways to write an accent do not count. */
export function sharedTail(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && fold(one[count]) === fold(other[count])) count += 1;
  return count;
}

function fold(part: string | undefined): string {
  return (part ?? '').normalize('NFC').toLowerCase();
}
