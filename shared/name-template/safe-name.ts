import { plainPunctuation } from './filter-values.ts';

export type NameRules = {
  /** 'windows' keeps to what every system takes; 'posix' only to what Linux and macOS need. */
  system: 'windows' | 'posix';
  /** Typographic quotes and dashes become those of a keyboard. */
  hasPlainPunctuation: boolean;
};

export const nameChanges = ['punctuation', 'replaced', 'reserved', 'shortened'] as const;
export type NameChange = (typeof nameChanges)[number];

export type SafeName = {
  /** Empty where nothing of the text can stand in a name. */
  name: string;
  changes: NameChange[];
  /** UTF-8 bytes before it was shortened. */
  fullLength: number;
};

export const maxNameLength = 255;

/** Also COM¹ and the like, which Windows takes for the same. */
const reservedName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
const windowsSigns = /[<>:"/\\|?*]/g;
const separators = /[/\\]/g;
// Marks that turn the direction of text can make ".exe" read as ".mp3".
const unseenSigns = /[\p{Cc}\p{Co}\p{Cs}\ufffd\ufeff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]/gu;
const noncharacters = /[\ufdd0-\ufdef\ufffe\uffff]/g;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** In UTF-8 bytes, which are never fewer than UTF-16 units: file systems count the one or the other. */
export function nameLength(name: string): number {
  let bytes = 0;
  for (const sign of name) {
    const code = sign.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

export function isReservedName(name: string): boolean {
  return reservedName.test((name.split('.')[0] ?? '').trimEnd());
}

/**
 * One component of a path out of any text. The answer never holds a separator, is never '.' or '..', and is the same
 * when it is made safe again.
 *
 * @param extension with its dot, kept whole and put behind; empty for a folder.
 */
export function safeName(raw: string, rules: NameRules, extension = ''): SafeName {
  const changes = new Set<NameChange>();
  const note = (change: NameChange, before: string, after: string) => {
    if (before !== after) changes.add(change);
    return after;
  };
  let name = raw.toWellFormed().normalize('NFC');
  if (rules.hasPlainPunctuation) name = note('punctuation', name, plainPunctuation(name)).normalize('NFC');
  name = note('replaced', name, replaceSigns(name, rules)).normalize('NFC');
  name = trimName(name, rules);
  name = note('reserved', name, freeName(name, rules));
  const fullLength = nameLength(name + extension);
  if (fullLength > maxNameLength) {
    changes.add('shortened');
    name = freeName(trimName(cutName(name, maxNameLength - nameLength(extension)), rules), rules);
  }
  return { name: name === '' ? '' : name + extension, changes: [...changes], fullLength };
}

function replaceSigns(text: string, rules: NameRules): string {
  const visible = text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(unseenSigns, '')
    .replace(noncharacters, '');
  if (rules.system === 'posix') return visible.replace(separators, '_');
  return visible.replace(/"/g, "'").replace(windowsSigns, '_');
}

/** Blanks at the ends and runs of them, trailing dots, a leading tilde. */
function trimName(text: string, rules: NameRules): string {
  let name = text.replace(/\s+/g, ' ').trim();
  name = rules.system === 'windows' ? name.replace(/[. ]+$/, '') : name.replace(/^\.+$/, '');
  return name.startsWith('~') ? `_${name.slice(1)}` : name;
}

function freeName(name: string, rules: NameRules): string {
  if (rules.system !== 'windows' || !isReservedName(name)) return name;
  const dot = name.indexOf('.');
  return dot === -1 ? `${name}_` : `${name.slice(0, dot).trimEnd()}_${name.slice(dot)}`;
}

/** The longest beginning of whole graphemes that fits. */
export function cutName(text: string, limit: number): string {
  if (nameLength(text) <= limit) return text;
  let kept = '';
  let bytes = 0;
  for (const { segment } of segmenter.segment(text)) {
    bytes += nameLength(segment);
    if (bytes > limit) break;
    kept += segment;
  }
  return kept;
}

export const nameFaults = ['empty', 'traversal', 'forbidden', 'reserved', 'tooLong'] as const;
export type NameFault = (typeof nameFaults)[number];

/** What speaks against a component as somebody typed it, or null. */
export function findNameFault(name: string, rules: NameRules): NameFault | null {
  if (name.trim() === '') return 'empty';
  if (/^\.+$/.test(name.trim())) return 'traversal';
  if (nameLength(name) > maxNameLength) return 'tooLong';
  if (rules.system === 'windows' && isReservedName(name)) return 'reserved';
  const safe = safeName(name, { ...rules, hasPlainPunctuation: false }).name;
  return safe === name.normalize('NFC') ? null : 'forbidden';
}
