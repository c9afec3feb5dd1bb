import { onRelease, onTrack, type Place, type Problem, patchRelease, patchTrack, type Rule } from '../finding.ts';
import type { LintArtist, LintInput } from '../lint-input.ts';

type Text = { text: string; place: Place; fix: (text: string, isSafe?: boolean) => Problem['fix'] };

/** Everything that stores show: titles, versions and the artist's line. */
function shownTexts({ release, tracks }: LintInput): Text[] {
  const fields = ['title', 'versionTitle'] as const;
  return [
    ...fields.map((field) => ({
      text: release[field],
      place: onRelease(field),
      fix: (text: string, isSafe = true) => patchRelease('apply', { [field]: text }, { isSafe }),
    })),
    ...tracks.flatMap((track, index) =>
      fields.map((field) => ({
        text: track[field],
        place: onTrack(index, field),
        fix: (text: string, isSafe = true) => patchTrack('apply', index, { [field]: text }, { isSafe }),
      })),
    ),
  ];
}

const noCharacter =
  /[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/gu;
/** These join letters of Persian and Indic scripts, and parts of emoji; between others they are invisible. */
const joiner =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}]|\ufe0f)[\u200c\u200d]/gu;

function withoutInvisible(text: string): string {
  return text
    .replaceAll(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(noCharacter, '')
    .replaceAll(joiner, '');
}

function characters({ text, place, fix }: Text): Problem[] {
  const clean = withoutInvisible(text);
  if (clean === text) return [];
  const at =
    [...text.matchAll(noCharacter), ...text.matchAll(joiner)].map(({ index }) => index).sort((a, b) => a - b)[0] ?? 0;
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [
    { place, values: { code: `U+${code}` }, span: [at, at + 1], fix: clean.trim() === '' ? undefined : fix(clean) },
  ];
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#34': '"',
};
const entity = /&(amp|lt|gt|quot|apos|#39|#34);/gi;
/** UTF-8 that somebody read as Latin: "Ã©" for "é". */
const misread = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

function encoding({ text, place, fix }: Text): Problem[] {
  const said = text.match(entity)?.[0];
  if (said) {
    const at = text.indexOf(said);
    const right = text.replaceAll(entity, (_, name: string) => entities[name.toLowerCase()] ?? '');
    return [{ place, values: { said }, span: [at, at + said.length], fix: fix(right) }];
  }
  const found = misread.exec(text);
  const right = found && readAgain(text);
  if (!found || right === null) return [];
  return [{ place, values: { said: found[0] }, span: [found.index, found.index + 2], fix: fix(right, false) }];
}

/** What Windows-1252 has where Latin-1 has controls. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A text that was UTF-8 and was read as Windows-1252, read rightly; null where it was not. */
function readAgain(text: string): string | null {
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) as number;
    const byte = code < 256 ? code : windows.indexOf(sign) === -1 ? -1 : 128 + windows.indexOf(sign);
    if (byte === -1) return null;
    bytes.push(byte);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

function spaces({ text, place, fix }: Text): Problem[] {
  const clean = text.replaceAll(/[\p{Zs}]+/gu, ' ').trim();
  if (clean === text || clean === '') return [];
  const doubled = /\p{Zs}{2,}|[^\P{Zs} ]|^\p{Zs}|\p{Zs}$/u.exec(text);
  const at = doubled?.index ?? 0;
  return [{ place, span: [at, at + (doubled?.[0].length ?? 1)], fix: fix(clean) }];
}

/** Signs that are pictures by themselves; "©", "™" and "1" are none. */
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;

export const characterRules: readonly Rule[] = [
  {
    id: 'title-characters',
    severity: 'error',
    canIgnore: false,
    check: (input) => shownTexts(input).flatMap(characters),
  },
  {
    id: 'title-encoding',
    severity: 'warning',
    canIgnore: true,
    check: (input) =>
      shownTexts(input)
        .filter(({ text }) => text.length <= 1000)
        .flatMap(encoding),
  },
  {
    id: 'title-spaces',
    severity: 'warning',
    canIgnore: true,
    check: (input) => shownTexts(input).flatMap(spaces),
  },
  {
    id: 'title-emoji',
    severity: 'warning',
    isStyle: true,
    canIgnore: true,
    check: (input) =>
      shownTexts(input).flatMap(({ text, place }): Problem[] => {
        const found = text.length > 1000 ? null : emoji.exec(text);
        return found ? [{ place, span: [found.index, found.index + found[0].length], values: { said: found[0] } }] : [];
      }),
  },
  {
    id: 'title-length',
    severity: 'warning',
    canIgnore: true,
    check: (input) =>
      shownTexts(input)
        .filter(({ text }) => text.length > 200)
        .map(({ text, place }) => ({
          place,
          values: { length: text.length, most: text.length > 255 ? 255 : 200 },
          span: [200, text.length] as const,
          severity: text.length > 255 ? ('error' as const) : ('warning' as const),
        })),
  },
  {
    id: 'artist-characters',
    severity: 'error',
    canIgnore: false,
    check: ({ release, tracks }) => {
      const clean = (artists: readonly LintArtist[]) =>
        artists.map((artist) => ({
          ...artist,
          name: withoutInvisible(artist.name)
            .replaceAll(/\p{Zs}+/gu, ' ')
            .trim(),
        }));
      const isWrong = (artists: readonly LintArtist[]) =>
        artists.find(({ name }, index) => name !== clean(artists)[index]?.name && clean(artists)[index]?.name !== '');
      const wrong = isWrong(release.artists);
      return [
        ...(wrong
          ? [
              {
                place: onRelease('artists'),
                values: { name: wrong.name },
                fix: patchRelease('apply', { artists: clean(release.artists) }),
              },
            ]
          : []),
        ...tracks.flatMap((track, index): Problem[] => {
          const name = isWrong(track.artists)?.name;
          if (name === undefined) return [];
          const fix = patchTrack('apply', index, { artists: clean(track.artists) });
          return [{ place: onTrack(index, 'artists'), values: { name }, fix }];
        }),
      ];
    },
  },
];
