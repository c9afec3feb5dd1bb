import { onRelease, onTrack, type Problem, patchRelease, patchTrack, type Rule } from '../finding.ts';
import type { LintCredit, LintInput, LintTrack } from '../lint-input.ts';

const minute = 60_000;

/** What stores make of so many tracks of such lengths; null where they leave it to the label. */
function kindByLength({ release, tracks }: LintInput): 'single' | 'ep' | 'album' | null {
  if (release.kind === 'djMix' || release.kind === 'compilation' || tracks.length === 0) return null;
  const lengths = tracks.map(({ audio }) => audio?.durationMs ?? null);
  if (lengths.some((length) => length === null)) return null;
  const total = lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0);
  const hasLong = lengths.some((length) => (length ?? 0) >= 10 * minute);
  if (tracks.length <= 3 && !hasLong && total <= 30 * minute) return 'single';
  if (tracks.length <= 3 && hasLong && total <= 30 * minute) return 'ep';
  return tracks.length <= 6 && total <= 30 * minute ? 'ep' : 'album';
}

const hasRole = (credits: readonly LintCredit[], pattern: RegExp) => credits.some(({ role }) => pattern.test(role));
const writes = /compos|songwrit|writer|author|music by|arrang/iu;
const lyrics = /lyric|songwrit|writer|author|words/iu;
const produces = /produc/iu;

export function isInstrumental({ language, versionTitle }: LintTrack): boolean {
  return language.toLowerCase() === 'zxx' || /\binstrumental\b/iu.test(versionTitle.slice(0, 1000));
}

function legalNames({ tracks, library }: LintInput): Problem[] {
  const people = new Map(library.people.map((person) => [person.id, person]));
  const seen = new Set<number>();
  return tracks.flatMap(({ writers, credits }, index): Problem[] => {
    const without = [...writers, ...credits.filter(({ role }) => writes.test(role) || lyrics.test(role))].flatMap(
      ({ personId }) => {
        const person = people.get(personId);
        if (!person || seen.has(personId) || /\S\s+\S/u.test(person.legalName.trim())) return [];
        seen.add(personId);
        // A name of two words may be a legal one; a single word is none.
        return person.legalName.trim() === '' && /\S\s+\S/u.test(person.name.trim()) ? [] : [person.name];
      },
    );
    return without.map((name) => ({ place: onTrack(index, 'credits'), values: { name } }));
  });
}

const scripts: readonly { script: RegExp; languages: string; name: string }[] = [
  { script: /\p{Script=Cyrillic}/u, languages: 'ru uk be bg sr mk kk ky mn tg tt ba cv os ce ab', name: 'cyrillic' },
  { script: /\p{Script=Greek}/u, languages: 'el grc', name: 'greek' },
  { script: /\p{Script=Hebrew}/u, languages: 'he iw yi', name: 'hebrew' },
  { script: /\p{Script=Arabic}/u, languages: 'ar fa ur ps ckb ug sd', name: 'arabic' },
  { script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u, languages: 'ja', name: 'kana' },
  { script: /\p{Script=Hangul}/u, languages: 'ko', name: 'hangul' },
  { script: /\p{Script=Han}/u, languages: 'zh ja ko yue', name: 'han' },
];

/** A title whose letters are those of another language than the one it is said to be in. */
function wrongScript({ release }: LintInput): Problem[] {
  const language = release.language.toLowerCase().split('-')[0] ?? '';
  if (language === '' || language === 'zxx' || language === 'und' || language === 'mul') return [];
  const letters = [...release.title.slice(0, 1000).matchAll(/\p{L}/gu)].map(([letter]) => letter);
  const found = scripts.find(({ script, languages }) => {
    return (
      !languages.split(' ').includes(language) &&
      letters.filter((letter) => script.test(letter)).length * 2 > letters.length
    );
  });
  return found ? [{ place: onRelease('language'), values: { script: found.name, language } }] : [];
}

/** Whether it is a language as BCP 47 writes them. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1 && /^[a-z]{2,3}(?:-|$)/iu.test(tag);
  } catch {
    return false;
  }
}

const languageRules: readonly Rule[] = [
  {
    ...{ id: 'language-missing', severity: 'warning', canIgnore: true },
    check: ({ release, tracks }) => {
      const sung = [...new Set(tracks.map(({ language }) => language))].filter((tag) => tag !== '' && tag !== 'zxx');
      const [only] = sung.length === 1 ? sung : [];
      const fix =
        only === undefined ? undefined : patchRelease('setTo', { language: only }, { values: { language: only } });
      return [
        ...(release.language.trim() === '' ? [{ place: onRelease('language'), values: { of: 'release' }, fix }] : []),
        ...tracks.flatMap((track, index): Problem[] => {
          if (track.language.trim() !== '' || isInstrumental(track)) return [];
          const known = release.language === '' ? undefined : release.language;
          const options = { isSafe: false, values: { language: known ?? '' } };
          return [
            {
              place: onTrack(index, 'language'),
              values: { of: 'track' },
              fix: known === undefined ? undefined : patchTrack('setTo', index, { language: known }, options),
            },
          ];
        }),
      ];
    },
  },
  {
    ...{ id: 'language-check', severity: 'error', canIgnore: false },
    check: ({ release, tracks }) => [
      ...(release.language.trim() !== '' && !isLanguage(release.language)
        ? [{ place: onRelease('language'), values: { said: release.language.slice(0, 40) } }]
        : []),
      ...tracks.flatMap(({ language }, index) =>
        language.trim() === '' || isLanguage(language)
          ? []
          : [{ place: onTrack(index, 'language'), values: { said: language.slice(0, 40) } }],
      ),
    ],
  },
  { ...{ id: 'language-script', severity: 'warning', canIgnore: true }, check: wrongScript },
  {
    ...{ id: 'instrumental-language', severity: 'warning', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap((track, index): Problem[] => {
        if (!isInstrumental(track) || track.language.toLowerCase() === 'zxx') return [];
        const fix = patchTrack('setTo', index, { language: 'zxx' }, { values: { language: 'zxx' } });
        return [{ place: onTrack(index, 'language'), values: { language: track.language }, fix }];
      }),
  },
  {
    ...{ id: 'instrumental-lyrics', severity: 'warning', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap((track, index): Problem[] => {
        if (!isInstrumental(track)) return [];
        const place = onTrack(index, track.explicit === 'explicit' ? 'explicit' : 'credits');
        if (track.explicit === 'explicit') return [{ place, values: { kind: 'explicit' } }];
        const hasLyricist = hasRole([...track.writers, ...track.credits], /lyric/iu);
        return hasLyricist ? [{ place, values: { kind: 'lyricist' } }] : [];
      }),
  },
];

const creditRules: readonly Rule[] = [
  {
    ...{ id: 'composer-missing', severity: 'error', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap(({ writers, credits }, index): Problem[] => {
        if (hasRole([...writers, ...credits], writes)) return [];
        return [
          { place: onTrack(index, 'credits'), severityAt: (store) => (store.requiresWriters ? 'error' : 'warning') },
        ];
      }),
  },
  {
    ...{ id: 'lyricist-missing', severity: 'warning', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap((track, index): Problem[] => {
        const people = [...track.writers, ...track.credits];
        if (track.language === '' || isInstrumental(track) || hasRole(people, lyrics) || !hasRole(people, writes))
          return [];
        return [{ place: onTrack(index, 'credits') }];
      }),
  },
  { ...{ id: 'legal-name', severity: 'warning', canIgnore: true }, check: legalNames },
  {
    ...{ id: 'producer-missing', severity: 'warning', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap(({ credits, writers }, index) =>
        hasRole([...credits, ...writers], produces) ? [] : [{ place: onTrack(index, 'credits') }],
      ),
  },
  {
    // Stores do not ask for splits; whoever pays by them has to see it.
    ...{ id: 'share-sum', severity: 'warning', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap(({ shares }, index) =>
        (['master', 'composition'] as const).flatMap((kind): Problem[] => {
          const sum = shares[kind];
          if (sum === null || sum === 1_000_000) return [];
          return [{ place: onTrack(index, 'shares'), values: { kind, percent: sum / 10_000 } }];
        }),
      ),
  },
];

export const fieldRules: readonly Rule[] = [
  {
    ...{ id: 'tracks-missing', severity: 'error', canIgnore: false },
    check: ({ tracks }) => (tracks.length === 0 ? [{ place: onRelease('tracks') }] : []),
  },
  {
    ...{ id: 'kind-length', severity: 'warning', canIgnore: true },
    check: (input) => {
      const kind = kindByLength(input);
      if (kind === null || kind === input.release.kind) return [];
      const fix = patchRelease('setTo', { kind }, { isSafe: false, values: { kind } });
      return [{ place: onRelease('kind'), values: { kind, is: input.release.kind, count: input.tracks.length }, fix }];
    },
  },
  {
    ...{ id: 'stores-missing', severity: 'warning', canIgnore: false },
    check: ({ release }) => (release.stores.length === 0 ? [{ place: onRelease('stores') }] : []),
  },
  {
    ...{ id: 'territory-check', severity: 'error', canIgnore: false },
    check: ({ release: { territories } }) => {
      const wrong = territories.codes.find((code) => !/^[A-Z]{2}$/.test(code));
      if (wrong !== undefined)
        return [{ place: onRelease('territories'), values: { kind: 'code', said: wrong.slice(0, 40) } }];
      const isNowhere = territories.mode === 'only' && territories.codes.length === 0;
      return isNowhere ? [{ place: onRelease('territories'), values: { kind: 'nowhere' } }] : [];
    },
  },
  {
    ...{ id: 'label-missing', severity: 'error', canIgnore: false },
    check: ({ release }) => (release.label.trim() === '' ? [{ place: onRelease('label') }] : []),
  },
  {
    ...{ id: 'genre-missing', severity: 'error', canIgnore: false },
    check: ({ release }) =>
      release.genre.trim() === ''
        ? [{ place: onRelease('genre'), severityAt: (store) => (store.requiresGenre ? 'error' : null) }]
        : [],
  },
  {
    ...{ id: 'explicit-unset', severity: 'warning', canIgnore: true },
    check: ({ tracks }) =>
      tracks.flatMap(({ explicit }, index) =>
        explicit === 'unset'
          ? [
              {
                place: onTrack(index, 'explicit'),
                fix: patchTrack('setTo', index, { explicit: 'none' }, { values: { explicit: 'none' } }),
              },
            ]
          : [],
      ),
  },
  {
    ...{ id: 'ai-undeclared', severity: 'warning', canIgnore: true },
    check: ({ release, tracks }) => {
      const unset = tracks.filter(({ aiContent }) => aiContent === 'unset').length;
      if (release.aiContent !== 'unset' && (unset === 0 || release.aiContent === 'none')) return [];
      if (unset === 0) return [];
      // Only a person can declare it.
      const fix = patchRelease('setTo', { aiContent: 'none' }, { isSafe: false, values: { ai: 'none' } });
      return [
        {
          place: onRelease('aiContent'),
          values: { count: unset },
          fix: release.aiContent === 'unset' ? fix : undefined,
        },
      ];
    },
  },
  ...languageRules,
  ...creditRules,
];
