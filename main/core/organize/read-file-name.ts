import type { TemplateValues } from '#shared/name-template/index.ts';

/** Where recordings of concerts come from, and how good they are. */
const sources = /^(?:SBD|AUD|MTX|FM|WEB|VINYL|DAT|LINE)$/i;
const qualities = /^(?:[A-F][+-]?|EX[+-]?|VG[+-]?|FLAC16|FLAC24|24 ?bit|16 ?bit)$/i;
const catalogue = /^[A-Z]{2,}[A-Z0-9]*[ -]?\d{2,}[A-Z]{0,2}$/i;
const mixWords = /\b(?:mix|remix|dub|edit|version|live|feat\.?|ft\.?|instrumental|acapella|rework|bootleg)\b/i;

/**
 * What a messy file name says about its music: "A2_sable_ohm-glass_harbour_(Dub)[NCL-014].flac". Only what is plain;
 * the rest is the title.
 *
 * @param name without its extension.
 */
export function readFileName(name: string): TemplateValues {
  const values: TemplateValues = {};
  let rest = name.normalize('NFC').replace(/_/g, ' ').replace(/\s+/g, ' ').trim();
  rest = takeDate(rest, values);
  rest = takeBrackets(rest, values);
  rest = takeTrackNumber(rest, values);
  const parts = splitParts(rest, name);
  takeMarks(parts, values);
  nameParts(parts, values);
  return values;
}

function takeDate(text: string, values: TemplateValues): string {
  const match =
    /\b((?:19|20)\d\d)[-.](0[1-9]|1[0-2])[-.](0[1-9]|[12]\d|3[01])\b/.exec(text) ??
    /\b((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\b/.exec(text);
  if (!match) return text;
  const [whole, year = '', month = '', day = ''] = match;
  Object.assign(values, { date: `${year}-${month}-${day}`, year: Number(year), month, day });
  return clean(text.replace(whole, ' '));
}

/** [label], [CAT001], (1998); brackets that name a mix stay with the title. */
function takeBrackets(text: string, values: TemplateValues): string {
  const rest = text.replace(
    /\[([^[\]]*)\]|\((\d{1,4})\)/g,
    (whole, square: string | undefined, number: string | undefined) => {
      const inner = (square ?? number ?? '').trim();
      if (/^(?:19|20)\d\d$/.test(inner)) values.year ??= Number(inner);
      else if (number !== undefined) return inner.length < 3 ? ' ' : whole;
      else if (sources.test(inner)) values.source ??= inner.toUpperCase();
      else if (qualities.test(inner)) values.quality ??= inner;
      else if (mixWords.test(inner)) return whole;
      else if (catalogue.test(inner)) values.catalog ??= inner.toUpperCase();
      else if (inner !== '') values.label ??= inner;
      return ' ';
    },
  );
  return clean(rest);
}

/** "03 ", "3.", "1-03 " and the sides of a record, "A2 ". */
function takeTrackNumber(text: string, values: TemplateValues): string {
  const match = /^(?:(\d)-)?(\d{1,3})(?:\s*[.)-]\s*|\s+)(?=\S)/.exec(text);
  if (match && Number(match[2]) > 0) {
    if (match[1]) values.disc = Number(match[1]);
    values.track = Number(match[2]);
    return text.slice(match[0].length);
  }
  return text.replace(/^[A-D][1-9](?:\s*[.)-]\s*|\s+)(?=\S)/, '');
}

function splitParts(text: string, name: string): string[] {
  const spaced = text.split(/\s+[-–—]+\s+/);
  // "sable_ohm-glass_harbour": where blanks are written as lines, a bare hyphen parts.
  const parts = spaced.length === 1 && name.includes('_') && !name.includes(' ') ? text.split('-') : spaced;
  return parts.map(clean).filter((part) => part !== '');
}

/** Parts that are a mark as a whole: SBD, Set 2, at a place. */
function takeMarks(parts: string[], values: TemplateValues): void {
  for (let index = parts.length - 1; index > 0; index--) {
    const part = parts[index] as string;
    const set = /^(?:set|s)\s?(\d)$/i.exec(part)?.[1];
    const generation = /^(\d)(?:st|nd|rd|th) gen(?:eration)?$/i.exec(part);
    const venue = /^(?:@|at )\s*(.+)$/i.exec(part)?.[1];
    if (set) values.set ??= `Set ${set}`;
    else if (sources.test(part)) values.source ??= part.toUpperCase();
    else if (generation) values.generation ??= part;
    else if (venue) values.venue ??= venue;
    else continue;
    parts.splice(index, 1);
  }
}

function nameParts(parts: string[], values: TemplateValues): void {
  const numbered = parts.findIndex((part, index) => index > 0 && index < parts.length - 1 && /^\d{1,3}$/.test(part));
  if (numbered !== -1) values.track ??= Number(parts.splice(numbered, 1)[0]);
  const [first, ...others] = parts;
  const last = others.pop();
  if (last === undefined) {
    if (first !== undefined) values.title = first;
    return;
  }
  values.artist = first as string;
  values.title = last;
  if (others.length === 1 && numbered !== -1) values.album = others[0] as string;
  else if (others.length > 0) values.title = [...others, last].join(' - ');
  if (values.date !== undefined && values.venue === undefined && others.length === 0) values.venue = last;
}

function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,-]+|[\s,-]+$/g, '')
    .trim();
}
