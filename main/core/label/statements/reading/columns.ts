/** How names of columns are compared: no capitals, blanks at the ends or twice, no quotes around. */
export function foldColumn(name: string): string {
  return name
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
    .replace(/\s+/g, ' ')
    .replaceAll('’', "'")
    .toLowerCase();
}

/** The names of a table's columns, each different: an empty one is 'Column 5', a second one of a name 'Name (2)'. */
export function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name =
      cell
        .replace(/^\ufeff/, '')
        .trim()
        .slice(0, 280) || `Column ${index + 1}`;
    const count = (seen.get(foldColumn(name)) ?? 0) + 1;
    seen.set(foldColumn(name), count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** Where each of `names` stands among `columns`; what is not there is left out. */
export function placesOf(names: readonly string[], columns: readonly string[]): number[] {
  const folded = columns.map(foldColumn);
  return names.map((name) => folded.indexOf(foldColumn(name))).filter((place) => place >= 0);
}
