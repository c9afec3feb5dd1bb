/** Where Traktor says that a file lies: '/:' stands between the parts of a folder, and names are composed (NFC). */
export type TraktorPlace = { volume: string; dir: string; file: string };

/** Folders of the disk a Mac started from; a folder of one that was plugged in lies under /Volumes. */
const bootFolders = /^\/(?:Users|Applications|Library|System|private|opt|home|tmp|var|usr|mnt|media|run)\//;

export const usualBootVolume = 'Macintosh HD';

/** Of an absolute path with '/' between its parts. */
export function toPlace(path: string, bootVolume: string): TraktorPlace {
  const [, drive] = /^([A-Za-z]:)\//.exec(path) ?? [];
  const [, mounted] = /^\/Volumes\/([^/]+)\//.exec(path) ?? [];
  const volume = drive ?? mounted ?? bootVolume;
  const rest = drive ? path.slice(drive.length) : mounted ? path.slice(`/Volumes/${mounted}`.length) : path;
  const parts = rest
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '');
  const file = parts.pop() ?? '';
  return { volume: volume.normalize('NFC'), dir: `/:${parts.map((part) => `${part}/:`).join('')}`, file };
}

/** The path a place was at: 'C:/Music/a.mp3', '/Users/dj/a.mp3', '/Volumes/USB/a.mp3'. */
export function fromPlace({ volume, dir, file }: TraktorPlace): string {
  const path = `${dir.replaceAll('/:', '/')}${file}`;
  if (/^[A-Za-z]:$/.test(volume)) return `${volume}${path}`;
  const isBoot = volume === '' || volume === usualBootVolume || bootFolders.test(path);
  return isBoot ? path : `/Volumes/${volume}${path}`;
}

/** What playlists call a track. */
export function toPrimaryKey({ volume, dir, file }: TraktorPlace): string {
  return `${volume}${dir}${file}`;
}

export function fromPrimaryKey(key: string): string {
  const [, volume = '', dir = '/:', file = key] = /^(.*?)(\/:(?:.*\/:)?)(.*)$/s.exec(key) ?? [];
  return fromPlace({ volume, dir, file });
}
