import { type EntryFacts, emptyEntry, identifiedConfidence, unknownConfidence } from './tracklist-parts.ts';

/** How a list sets artist and title apart. */
export type NameStyle = 'dash' | 'spaces' | 'by';

const mixWord =
  /\b(?:re-?mix|rmx|mix|re-?edit|edit|dub|version|vers|boot(?:leg)?|re-?work|mash[- ]?up|vip|flip|refix|retouch|rerub|remake|instrumental|acc?app?ella|extended|original|unplugged|rendition|cut|remaster(?:ed)?)\b/i;
/** In brackets these say a version too; as a part between dashes they are often the title. */
const softMixWord = /\b(?:club|radio|live|cover|reprise|intro|outro|12['’"”″]{1,2}|7['’"”″]{1,2})/i;
const dashMixWord = /\b(?:12|7)['’"”″]{1,2}/;

const unknownName =
  /^(?:id\d*|i\.d\.|track id|unknown(?: track)?|unidentified|untitled id|n\/a|tba|tbc|\?+|-+)\s*\??$/i;
/** "ID (Unreleased)": what is said of it does not say what it is. */
const remarkedId = /^id\d*\s*[([][^()[\]]*[)\]]$/i;
const unknownArtist = /^(?:id\d*|i\.d\.|unknown(?: artist)?|unidentified|n\/a|\?+|-+)\s*\??$/i;

const dash = /\s+[-–—−~]+\s+/;
const looseDash = /\s+[-–—−]+|[-–—−]+\s+/;
const quoted = /^(.{1,200}?)\s+["“”«]([^"“”»]{1,200})["“”»]\s*(.*)$/;

/** Whether a text names a track of which nobody knows what it is. */
export function isUnknownName(title: string): boolean {
  const bare = title.trim();
  return unknownName.test(bare) || remarkedId.test(bare);
}

/** Artist, title, remix and label of what is left of a line when number and times are off. Null without any name. */
export function readTrackName(text: string, style: NameStyle): EntryFacts | null {
  const { rest: unlabelled, label } = takeLabel(text.trim());
  const { artist, title: whole, parts } = splitName(unlabelled, style);
  const named = { ...takeRemix(whole, parts), label };
  if (named.title === '' && artist === '') return null;
  const title = named.title === '' ? artist : named.title;
  const by = named.title === '' ? '' : artist;
  return finishEntry({ ...emptyEntry, ...named, title, artist: by });
}

/** Says of an entry whether it is known, and how sure that is. */
export function finishEntry(entry: EntryFacts): EntryFacts {
  const isUnknown = entry.isUnknown || isUnknownName(entry.title);
  const artist = isUnknown && unknownArtist.test(entry.artist) ? '' : entry.artist;
  const sure = artist === '' ? identifiedConfidence - 0.2 : identifiedConfidence;
  return { ...entry, artist, isUnknown, confidence: isUnknown ? unknownConfidence : sure };
}

/** A last `[LABEL]`, unless it says which version it is. */
function takeLabel(text: string): { rest: string; label: string } {
  const open = text.endsWith(']') ? text.lastIndexOf('[') : -1;
  const inside = open > 0 ? text.slice(open + 1, -1).trim() : '';
  if (inside === '' || inside.length > 80 || mixWord.test(inside) || /^[\d:.\s]+$/.test(inside)) {
    return { rest: text, label: '' };
  }
  return { rest: text.slice(0, open).trim(), label: inside };
}

function splitName(text: string, style: NameStyle): { artist: string; title: string; parts: string[] } {
  if (style === 'by') {
    const at = text.lastIndexOf(' by ');
    if (at > 0) return { title: text.slice(0, at).trim(), artist: text.slice(at + 4).trim(), parts: [] };
  }
  if (style === 'spaces') {
    const [artist = '', ...rest] = text.split(/\t+|\s{2,}/);
    if (rest.length > 0) return { artist: plainArtist(artist), title: rest.join(' ').trim(), parts: [] };
  }
  const [artist = '', title, ...parts] = text.split(dash);
  if (title !== undefined) return { artist: plainArtist(artist), title: title.trim(), parts };
  const marks = quoted.exec(text);
  if (marks) return { artist: plainArtist(marks[1] as string), title: `${marks[2]} ${marks[3]}`.trim(), parts: [] };
  const loose = looseDash.exec(text);
  if (loose && loose.index > 0 && loose.index + loose[0].length < text.length) {
    const after = text.slice(loose.index + loose[0].length);
    return { artist: plainArtist(text.slice(0, loose.index)), title: after.trim(), parts: [] };
  }
  return { artist: '', title: text.replace(/\s+/g, ' ').trim(), parts: [] };
}

/** Discogs numbers artists of one name: "Duplex (2)". */
function plainArtist(artist: string): string {
  return artist
    .replace(/\s+\(\d+\)$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A title without the version that its brackets name, and that version. */
export function splitRemix(title: string): { title: string; remix: string } {
  return takeRemix(title, []);
}

/** The version: in brackets at the end, or what stands after another dash. */
function takeRemix(title: string, parts: readonly string[]): { title: string; remix: string } {
  const last = parts.at(-1)?.trim() ?? '';
  if (last !== '' && (mixWord.test(last) || dashMixWord.test(last))) {
    return { title: [title, ...parts.slice(0, -1)].join(' - ').trim(), remix: last };
  }
  const whole = [title, ...parts].join(' - ').replace(/\s+/g, ' ').trim();
  const close = whole.at(-1);
  const open = close === ')' ? openingOf(whole, '(', ')') : close === ']' ? openingOf(whole, '[', ']') : -1;
  const inside = open > 0 ? whole.slice(open + 1, -1).trim() : '';
  if (inside === '' || !(mixWord.test(inside) || softMixWord.test(inside))) return { title: whole, remix: '' };
  return { title: whole.slice(0, open).trim(), remix: inside };
}

/** Where the bracket that ends a text was opened; -1 where it was not. */
function openingOf(text: string, open: string, close: string): number {
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    if (text[index] === close) depth += 1;
    else if (text[index] === open) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}
