import type { ToolChange } from './tool.ts';

const inBrackets = /\s*[([](?:featuring|feat\.?|ft\.?)\s+([^()[\]]+)[)\]]/iu;
const atEnd = /\s+(?:featuring|feat\.?|ft\.?)\s+([^()[\]]+)$/iu;

/** Moves "feat. Somebody" from the artist to the title in brackets, or from the title to the artist. */
export function moveFeaturing(artist: string, title: string, to: 'title' | 'artist'): ToolChange {
  const [source, target] = to === 'title' ? [artist, title] : [title, artist];
  const match = inBrackets.exec(source) ?? atEnd.exec(source);
  const guest = match?.[1]?.trim();
  const rest = match ? (source.slice(0, match.index) + source.slice(match.index + match[0].length)).trim() : '';
  if (!guest || rest === '' || target === '') return {};
  // Somebody who is named there already is not named twice.
  const isNamed = inBrackets.test(target) || atEnd.test(target);
  const named = isNamed ? target : to === 'artist' ? `${target} feat. ${guest}` : withGuest(target, guest);
  return to === 'title' ? { artist: [rest], title: [named] } : { title: [rest], artist: [named] };
}

/** In front of what the title says in brackets, as "(Remix)". */
function withGuest(title: string, guest: string): string {
  const bracket = /\s*[([]/u.exec(title);
  if (!bracket || bracket.index === 0) return `${title} (feat. ${guest})`;
  return `${title.slice(0, bracket.index)} (feat. ${guest})${title.slice(bracket.index)}`;
}
