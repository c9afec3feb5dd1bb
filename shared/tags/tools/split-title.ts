import type { ToolChange } from './tool.ts';

const mixWord = 'remix|mix|edit|dub|rework|bootleg|flip|refix|remake|revision|vip|version';
/** In front of these stands no remixer. */
const plainMixes = new Set(
  (
    'original extended radio club instrumental dub main vocal acapella album single short long full intro dj clean dirty ' +
    'live acoustic demo ambient alternative alternate new old the a vip 12" 7" 12 7 special original club extended club'
  ).split(' '),
);

/** "Artist - Title (Remixer Remix) [Label]" taken apart. What is not there stays as it is. */
export function splitTitle(text: string): ToolChange {
  let rest = text.trim().replace(/^\d{1,3}(?:\.|\s*[-–—]|\s)\s+(?=\S)/u, '');
  const change: ToolChange = {};
  const label = /^(.+\S)\s*\[([^[\]]+)\]$/u.exec(rest);
  if (label?.[1] && label[2] && !isMix(label[2])) {
    change.label = [label[2].trim()];
    rest = label[1];
  }
  const dash = /^(.+?)\s+[-–—]\s+(.+)$/u.exec(rest);
  if (!dash?.[1] || !dash[2]) return {};
  change.artist = [dash[1].trim()];
  change.title = [dash[2].trim()];
  const remixer = remixerOf(dash[2]);
  if (remixer) change.remixer = [remixer];
  return change;
}

function isMix(text: string): boolean {
  return new RegExp(`\\b(?:${mixWord})$`, 'iu').test(text.trim());
}

function remixerOf(title: string): string | null {
  for (const [, inner = ''] of title.matchAll(/[([]([^()[\]]+)[)\]]/gu)) {
    const name = new RegExp(`^(.+?)(?:'s|’s)?\\s+(?:${mixWord})$`, 'iu').exec(inner.trim())?.[1]?.trim();
    if (
      name &&
      !name
        .toLowerCase()
        .split(/\s+/u)
        .every((word) => plainMixes.has(word))
    )
      return name;
  }
  return null;
}
