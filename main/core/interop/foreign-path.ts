import { posix } from 'node:path';

/** Where a list says that a track lies: a path with '/' between its parts, or an address on a network. */
export type ForeignPlace = { path: string; address: string };

/**
 * Makes one line of a list into a place.
 *
 * `folder` is where the list lies, which relative paths start from. Some programs write `%20` into paths and some names
 * hold it: `exists` tells the two apart, and where neither is there the decoded one is taken.
 */
export function readPlace(text: string, folder: string, exists: (path: string) => boolean = () => false): ForeignPlace {
  const place = text.trim();
  if (place === '') return { path: '', address: '' };
  if (/^file:/i.test(place)) return { path: pathOfFileUrl(place), address: '' };
  if (isAddress(place)) return { path: '', address: place };
  const path = absolutePath(place, slashed(folder));
  if (!path.includes('%') || exists(path)) return { path, address: '' };
  return { path: absolutePath(decodePercent(place), slashed(folder)), address: '' };
}

/** 'C:/Music/a.mp3' of 'file:///C:/Music/a.mp3', 'file://localhost/C|/Music/a.mp3', 'file:/Music/a.mp3', … */
export function pathOfFileUrl(url: string): string {
  const rest = decodePercent(url.replace(/^file:/i, '')).replaceAll('\\', '/');
  const [, host = '', path = rest] = /^\/\/([^/]*)(\/.*|)$/s.exec(rest) ?? [];
  const drive = /^\/*([a-z])[:|](\/.*)?$/is.exec(path);
  if (drive) return `${drive[1]}:${drive[2] ?? '/'}`;
  if (/^[a-z][:|]$/i.test(host)) return `${host[0]}:${path}`;
  const isLocal = host === '' || /^(localhost|127\.0\.0\.1)$/i.test(host);
  const plain = path.replace(/^\/{2,}/, '/');
  return isLocal ? plain || '/' : `//${host}${plain}`;
}

/** Decodes %XX as UTF-8, or as an old encoding where it is none; what is no escape stays. */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  });
}

/** The last name of a path without its ending: what a list is called that says nothing itself. */
export function plainName(file: string): string {
  const name = posix.basename(slashed(file));
  return name.slice(0, name.length - posix.extname(name).length);
}

/**
 * The root of the drive a file lies on, by the customs of the three systems: '/', 'C:/', '/Volumes/USB/', '/media/dj/USB/'.
 */
export function driveRootOf(file: string): string {
  const path = slashed(file);
  const [root] = /^(?:[a-z]:\/|\/Volumes\/[^/]+\/|\/(?:run\/)?media\/[^/]+\/[^/]+\/|\/mnt\/[^/]+\/)/i.exec(path) ?? [];
  return root ?? '/';
}

/** Of a stream on a network, or of a service's track. */
export function isAddress(place: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:\/\/|spotify:[a-z]+:)/i.test(place);
}

export function isAbsolutePlace(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);
}

function absolutePath(place: string, folder: string): string {
  if (/^[a-z]:[\\/]/i.test(place)) return posix.normalize(slashed(place));
  if (/^(\\\\|\/\/)[^\\/]/.test(place)) return `/${posix.normalize(slashed(place).slice(1))}`;
  if (place.startsWith('/')) return posix.normalize(place);
  // A backslash is a letter in names of other systems; who writes no slash but backslashes means Windows.
  const path = place.includes('\\') && !place.includes('/') ? slashed(place) : place;
  if (path.startsWith('/')) return posix.normalize(`${/^[a-z]:/i.exec(folder)?.[0] ?? ''}${path}`);
  return posix.normalize(`${folder}/${path}`);
}

function slashed(path: string): string {
  return /^[a-z]:|^\\/i.test(path) || !path.includes('/') ? path.replaceAll('\\', '/') : path;
}
