/** What other programs call their blocks, by what the block's name begins with. */
const known: readonly (readonly [start: string, name: string])[] = [
  ['GEOB:Serato Markers', 'Serato cues'],
  ['GEOB:Serato BeatGrid', 'Serato beat grid'],
  ['GEOB:Serato', 'Serato'],
  ['COMMENT:SERATO_MARKERS', 'Serato cues'],
  ['COMMENT:SERATO_BEATGRID', 'Serato beat grid'],
  ['COMMENT:SERATO', 'Serato'],
  ['PRIV:TRAKTOR', 'Traktor'],
  ['GEOB:CuePoints', 'Mixed In Key cues'],
  ['GEOB:Key', 'Mixed In Key'],
  ['GEOB:Energy', 'Mixed In Key'],
  ['UFID:', 'identifiers'],
  ['APPLICATION', 'FLAC application data'],
];

/** What every file of its kind has; nobody would miss being told of it. */
const ordinary = /^(IDENTIFICATION|SETUP|STREAMINFO|SEEKTABLE|PADDING|VENDOR|(CHUNK:)?(fmt|fact|FORM|COMM|FVER)\b)/i;

/** Blocks by names that people know, each once; unknown ones by what the file calls them. */
export function foreignNames(ids: readonly string[]): string[] {
  const told = ids.filter((id) => !ordinary.test(id));
  return [
    ...new Set(told.map((id) => known.find(([start]) => id.toUpperCase().startsWith(start.toUpperCase()))?.[1] ?? id)),
  ];
}
