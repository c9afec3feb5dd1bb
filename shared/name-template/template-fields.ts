/** What a pattern may name. Those of the last line are read from the file's present name. */
export const templateFields = [
  'artist',
  'title',
  'album',
  'albumartist',
  'track',
  'disc',
  'year',
  'genre',
  'label',
  'bpm',
  'key',
  'mood',
  'energy',
  'rating',
  'composer',
  'remixer',
  'grouping',
  'comment',
  'isrc',
  'format',
  'codec',
  'bitrate',
  'filename',
  'folder',
  ...(['date', 'month', 'day', 'venue', 'source', 'set', 'quality', 'generation', 'catalog'] as const),
] as const;
export type TemplateField = (typeof templateFields)[number];

/** Other programs' names of the same. */
const aliases: Readonly<Record<string, TemplateField>> = {
  organization: 'label',
  publisher: 'label',
  albumartists: 'albumartist',
  album_artist: 'albumartist',
  tracknumber: 'track',
  discnumber: 'disc',
  initialkey: 'key',
  tempo: 'bpm',
  artists: 'artist',
  extension: 'format',
  encoder: 'codec',
  catalognumber: 'catalog',
  catalogue: 'catalog',
};

/** A number is shown as such; 0 to 23 for a key (shared/music-key.ts). Absent and empty are the same. */
export type TemplateValues = Partial<Record<TemplateField, string | number | null>>;

/** The field of a name as typed, or null. */
export function findTemplateField(name: string): TemplateField | null {
  const plain = name.trim().toLowerCase();
  return (
    templateFields.find((field) => field === plain) ?? (Object.hasOwn(aliases, plain) ? aliases[plain] : null) ?? null
  );
}

/** The known field closest to a misspelt one, or null where none is near. */
export function suggestTemplateField(name: string): TemplateField | null {
  const plain = name.trim().toLowerCase();
  if (plain.length < 2 || plain.length > 30) return null;
  let best: TemplateField | null = null;
  let least = plain.length < 5 ? 2 : 3;
  for (const field of templateFields) {
    const distance = editDistance(plain, field);
    if (distance < least) [best, least] = [field, distance];
  }
  return best;
}

function editDistance(first: string, second: string): number {
  let row = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let i = 1; i <= first.length; i++) {
    const next = [i];
    for (let j = 1; j <= second.length; j++) {
      const change = (row[j - 1] as number) + (first[i - 1] === second[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[second.length] as number;
}
