import { editTextFields } from '../edit-fields.ts';
import type { ToolChange, ToolField, ToolTrack } from './tool.ts';

type Piece = { literal: string } | { field: ToolField | null; digits: 'number' | 'year' | null };

/** Names as people write them in patterns, beside those of the fields. */
const otherNames: Readonly<Record<string, ToolField>> = {
  track: 'trackNumber',
  disc: 'discNumber',
  year: 'date',
  mix: 'mixName',
  version: 'mixName',
  catalog: 'catalogNumber',
  remix: 'remixer',
};
const byName = new Map<string, ToolField>([
  ...editTextFields.map((field): [string, ToolField] => [field.toLowerCase(), field]),
  ...Object.entries(otherNames),
]);

/**
 * A pattern as its folders from the right, each in pieces; null for one that cannot be read: two fields without anything
 * between them, or none at all. Names that are no fields match anything.
 */
export function parseFileNameTemplate(template: string): Piece[][] | null {
  const levels = template.split('/').map((level) => parseLevel(level.trim()));
  if (levels.includes(null)) return null;
  const known = levels as Piece[][];
  return known.flat().some((piece) => 'field' in piece && piece.field !== null) ? known.reverse() : null;
}

function parseLevel(level: string): Piece[] | null {
  if (level === '') return null;
  const pieces: Piece[] = [];
  for (const [index, part] of level.split('%').entries()) {
    if (index % 2 === 0) {
      if (part !== '') pieces.push({ literal: part });
      continue;
    }
    const last = pieces.at(-1);
    if (last && 'field' in last) return null;
    const field = byName.get(part.trim().toLowerCase()) ?? null;
    const digits = field === 'trackNumber' || field === 'discNumber' ? 'number' : field === 'date' ? 'year' : null;
    pieces.push({ field, digits });
  }
  return level.split('%').length % 2 === 1 ? pieces : null;
}

/** What a file's name and folders say under a pattern; nothing where they do not fit it. */
export function readFileName(track: ToolTrack, levels: readonly Piece[][]): ToolChange {
  const names = [track.fileName, ...track.folder.split('/').filter(Boolean).reverse()];
  const change: ToolChange = {};
  for (const [index, pieces] of levels.entries()) {
    const found = matchLevel(names[index] ?? '', pieces);
    if (!found) return {};
    Object.assign(change, found);
  }
  return change;
}

/** Each field takes as little as it can, the last one the rest. No going back: that is what makes it quick. */
function matchLevel(name: string, pieces: readonly Piece[]): ToolChange | null {
  const change: ToolChange = {};
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if ('literal' in piece) {
      if (!name.startsWith(piece.literal, at)) return null;
      at += piece.literal.length;
      continue;
    }
    const next = pieces[index + 1];
    const end = next && 'literal' in next ? name.indexOf(next.literal, at + 1) : name.length;
    const value = end === -1 ? '' : name.slice(at, end).trim();
    if (value === '' || !fits(value, piece.digits)) return null;
    if (piece.field) change[piece.field] = [piece.digits === 'number' ? String(Number(value)) : value];
    at = end;
  }
  return at === name.length ? change : null;
}

function fits(value: string, digits: 'number' | 'year' | null): boolean {
  if (digits === 'number') return /^0{0,4}[1-9]\d{0,4}$/.test(value);
  return digits !== 'year' || /^\d{4}$/.test(value);
}
