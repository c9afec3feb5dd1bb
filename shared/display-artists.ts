import type { DisplayArtist } from './contract/catalogue.ts';
import { readCredits } from './credits.ts';

type Shown = Pick<DisplayArtist, 'name' | 'role'>;
type Listed = Shown & { personId: number | null };

const longestLine = 1000;

/** 'A', 'A & B', 'A, B & C'. */
function joinNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} & ${names.at(-1)}`;
}

/** As stores show them: 'A & B feat. C'. Who mixed stands in the version. */
export function artistLine(artists: readonly Shown[]): string {
  const of = (role: DisplayArtist['role']) =>
    joinNames(artists.filter((artist) => artist.role === role).map(({ name }) => name));
  const [main, featured, together] = [of('main'), of('featured'), of('with')];
  return [main, featured && `feat. ${featured}`, together && `with ${together}`]
    .filter((text) => text !== '')
    .join(' ');
}

/** As they are listed; where nobody listed them, as the line of the artist says. */
export function namedArtists<Artist extends Listed>(
  listed: readonly Artist[],
  line: string,
): (Artist | (Shown & { personId: null }))[] {
  if (listed.length > 0) return [...listed];
  const { makers, guests } = readCredits(line.slice(0, longestLine), '');
  return [
    ...makers.map(({ name }) => ({ name, role: 'main' as const, personId: null })),
    ...guests.map(({ name }) => ({ name, role: 'featured' as const, personId: null })),
  ];
}
