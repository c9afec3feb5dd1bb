import { foldText } from '#shared/fold-text.ts';

const extension = /\.[a-z0-9]{1,5}$/i;
const separators = /^[\s._–—-]+|[\s._–—-]+$/g;
const ownNumber = /^(?:v|ver|version|take)?[\s._-]*0*(\d{1,4})(?=$|[\s._–—-])/i;

/**
 * What a version is called after its file: without extension, the song's title and artist, and a leading number, which it has
 * anyway. "Copper Thread - v5 vocal take 4.wav" of Copper Thread is "vocal take 4". Empty where nothing is left.
 */
export function versionName(fileName: string, song: { title: string; artist: string }): string {
  let name = fileName.replace(extension, '').replaceAll('_', ' ').replaceAll(/\s+/g, ' ').trim();
  for (const part of [song.artist, song.title, song.artist]) name = withoutStart(name, part);
  const number = ownNumber.exec(name);
  if (number) name = name.slice(number[0].length);
  return name.replaceAll(separators, '').slice(0, 200);
}

function withoutStart(name: string, part: string): string {
  const wanted = foldText(part.trim());
  if (wanted === '' || part.trim().length > name.length) return name;
  const start = name.slice(0, part.trim().length);
  const rest = name.slice(part.trim().length);
  const endsWord = rest === '' || /^[\s._–—-]/.test(rest);
  return foldText(start) === wanted && endsWord ? rest.replaceAll(separators, '') : name;
}
