import { nameKey } from '#shared/credits.ts';
import { foldTitle } from '#shared/song-title.ts';
import { onRelease, onTrack, type Problem, patchRelease, type Rule, type TitleText, titleTexts } from '../finding.ts';
import { without } from '../title-parts.ts';

const style = { isStyle: true, canIgnore: true } as const;

type Match = { from: number; to: number; said: string };

function find(text: string, pattern: RegExp): Match | null {
  const found = pattern.exec(text);
  return found ? { from: found.index, to: found.index + found[0].length, said: found[0].trim() } : null;
}

/** Stores put it there themselves. */
const suffix = /\s+[-–—]\s+(?:single|ep)\s*$|\s*[([](?:single|ep)[)\]]\s*$|(?<=\S\s.*)\s+e\.p\.\s*$/iu;

function kindSuffix(title: TitleText): Problem[] {
  const found = find(title.text, suffix);
  if (!found || found.from === 0) return [];
  const fix = title.fix('remove', { title: without(title.text, found.from, found.to) });
  return [{ place: title.place, values: { said: found.said }, span: [found.from, found.to], fix }];
}

const part = /(?<=^|[\s(["'“:,-])(?:volume|vol\.?|part|pt\.?)\s*(?=\d)/giu;

function parts(title: TitleText): Problem[] {
  const short = (said: string) => (/^v/iu.test(said) ? 'Vol. ' : 'Pt. ');
  const wrong = [...title.text.matchAll(part)].find(([said]) => said !== short(said));
  if (!wrong) return [];
  const fixed = title.text.replaceAll(part, short);
  const span = [wrong.index, wrong.index + wrong[0].length] as const;
  const fix = title.fix('apply', { [title.field]: fixed });
  return [{ place: title.place, values: { said: wrong[0].trim(), short: short(wrong[0]).trim() }, span, fix }];
}

const between = /\s+(?:[|\\~]|\/\/)\s+|\s+\/(?=\S)|(?<=\S)\/\s+/gu;

function medley(title: TitleText): Problem[] {
  const [wrong] = title.text.matchAll(between);
  if (!wrong) return [];
  const fix = title.fix('apply', { title: title.text.replaceAll(between, ' / ') });
  return [
    { place: title.place, span: [wrong.index, wrong.index + wrong[0].length], values: { said: wrong[0].trim() }, fix },
  ];
}

const generic =
  /^(?:track|song|audio|title|untitled|unknown|new (?:song|track|project)|test|beat|demo|bounce|mixdown|master)\s*[-_#.]?\s*\d*$/iu;

const fileEnding = /\.(?:wav|wave|aiff?|flac|mp3|m4a|ogg|als|flp|logicx?)\s*$/iu;
const numbered = /^\d{1,3}\s*[-_.]\s+(?=\p{L})|^\d{1,3}_(?=\p{L})/u;

/** "03_quay_master.wav" as "quay master". */
function fileName(title: TitleText): Problem[] {
  const { text } = title;
  const ending = find(text, fileEnding);
  const number = find(text, numbered);
  const line = text.indexOf('_');
  const found = ending ?? number ?? (line === -1 ? null : { from: line, to: line + 1 });
  if (!found) return [];
  const clean = text.replace(fileEnding, '').replace(numbered, '').replaceAll('_', ' ').replaceAll(/\s+/gu, ' ').trim();
  const fix = clean === '' ? undefined : title.fix('apply', { title: clean }, { isSafe: false });
  return [{ place: title.place, span: [found.from, found.to], fix }];
}

const forbidden: readonly { kind: string; pattern: RegExp }[] = [
  {
    kind: 'url',
    pattern:
      /(?:https?:\/\/|www\.)\S*|(?<![\w@.-])[a-z0-9][a-z0-9-]{1,62}\.(?:com|net|org|info|io|fm|link)(?:\/\S*)?(?![\w.])/iu,
  },
  { kind: 'handle', pattern: /(?<=^|[\s(["'])[@#][\p{L}\p{N}_.]{2,}/u },
  {
    kind: 'store',
    pattern:
      /\b(?:spotify|apple music|itunes|soundcloud|youtube|tiktok|bandcamp|beatport|deezer|amazon music|instagram|facebook)\b/iu,
  },
  { kind: 'claim', pattern: /\b(?:out now|dolby atmos|free download)\b|[([](?:24[- ]?bit|hi-?res|lossless)\b/iu },
];

function forbiddenWords(title: TitleText): Problem[] {
  for (const { kind, pattern } of forbidden) {
    const found = find(title.text, pattern);
    if (found) return [{ place: title.place, values: { kind, said: found.said }, span: [found.from, found.to] }];
  }
  return [];
}

function ownName(title: TitleText): Problem[] {
  const dash = /^(.{1,200}?)\s+[-–—]\s+(?=\S)/u.exec(title.text);
  if (!dash) return [];
  const said = dash[1] ?? '';
  const isArtist = title.owner.artists.some(({ name }) => nameKey(name) === nameKey(said));
  if (!isArtist) return [];
  const fix = title.fix('remove', { title: title.text.slice(dash[0].length) });
  return [{ place: title.place, values: { said }, span: [0, dash[0].length], fix }];
}

const producer =
  /\s*[([](?:prod(?:uced)?\.?\s+(?:by\s+)?|produced\s+by\s+)[^()[\]]{1,200}[)\]]|\s+(?:[-–—]\s+)?prod(?:uced)?\.?\s+by\s+\S.{0,200}$/iu;

function producerName(title: TitleText): Problem[] {
  const found = find(title.text, producer);
  if (!found || found.from === 0) return [];
  // The credit has to be given elsewhere, so nobody takes it away unseen.
  const fix = title.fix('remove', { title: without(title.text, found.from, found.to) }, { isSafe: false });
  return [{ place: title.place, values: { said: found.said }, span: [found.from, found.to], fix }];
}

const titlesOnly =
  (check: (title: TitleText) => Problem[]): Rule['check'] =>
  (input) =>
    titleTexts(input, ['title']).flatMap(check);

export const titleRules: readonly Rule[] = [
  {
    id: 'title-missing',
    severity: 'error',
    canIgnore: false,
    check: ({ release, tracks }) => [
      ...(release.title.trim() === '' ? [{ place: onRelease('title') }] : []),
      ...tracks.flatMap(({ title }, index) => (title.trim() === '' ? [{ place: onTrack(index, 'title') }] : [])),
    ],
  },
  { ...{ id: 'title-suffix', severity: 'error', ...style }, check: titlesOnly(kindSuffix) },
  { ...{ id: 'title-part', severity: 'warning', ...style }, check: (input) => titleTexts(input).flatMap(parts) },
  { ...{ id: 'title-medley', severity: 'warning', ...style }, check: titlesOnly(medley) },
  {
    ...{ id: 'title-generic', severity: 'warning', ...style },
    check: titlesOnly((title) => {
      const found = find(title.text.trim(), generic);
      return found ? [{ place: title.place, values: { said: found.said }, span: [0, title.text.length] }] : [];
    }),
  },
  { ...{ id: 'title-file-name', severity: 'warning', ...style }, check: titlesOnly(fileName) },
  {
    ...{ id: 'title-forbidden', severity: 'error', ...style },
    check: (input) => titleTexts(input).flatMap(forbiddenWords),
  },
  { ...{ id: 'title-own-name', severity: 'error', ...style }, check: titlesOnly(ownName) },
  { ...{ id: 'title-producer', severity: 'warning', ...style }, check: titlesOnly(producerName) },
  {
    id: 'title-repeated',
    severity: 'warning',
    canIgnore: true,
    check: ({ tracks }) => {
      const first = new Map<string, number>();
      return tracks.flatMap(({ title, versionTitle }, index): Problem[] => {
        if (title.trim() === '') return [];
        const key = `${foldTitle(title)}\n${foldTitle(versionTitle)}`;
        const other = first.get(key);
        first.set(key, other ?? index);
        return other === undefined ? [] : [{ place: onTrack(index, 'title'), values: { number: other + 1 } }];
      });
    },
  },
  {
    id: 'single-title',
    severity: 'error',
    isStyle: true,
    canIgnore: true,
    check: ({ release, tracks }) => {
      const [only] = tracks;
      if (!only || tracks.length !== 1 || only.title.trim() === '' || release.title.trim() === '') return [];
      if (release.title === only.title && release.versionTitle === only.versionTitle) return [];
      const whole = only.versionTitle === '' ? only.title : `${only.title} (${only.versionTitle})`;
      // Not done unseen: what the track is called may be what is wrong.
      const fix = patchRelease('takeOver', { title: only.title, versionTitle: only.versionTitle }, { isSafe: false });
      return [{ place: onRelease('title'), values: { title: whole }, fix }];
    },
  },
];
