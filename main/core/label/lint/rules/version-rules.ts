import { foldTitle } from '#shared/song-title.ts';
import { onRelease, type Problem, patchRelease, type Rule, type TitleText, titleTexts } from '../finding.ts';
import { hasWholeBrackets, readBrackets, readGuests, without } from '../title-parts.ts';
import { editionName, saysExplicit, saysOriginal, saysVersion, type TitleTail, titleTails } from './version-words.ts';

/** What is said in brackets, behind a dash, or in the field of the version. */
function tailsOf({ text, field }: TitleText): TitleTail[] {
  return field === 'versionTitle' ? [{ from: 0, to: text.length, text }] : titleTails(text);
}

/** Whether a song could be called nothing but this. */
function isAll({ text }: TitleText, { from, to }: TitleTail): boolean {
  return without(text, from, to) === '';
}

function original(title: TitleText): Problem[] {
  return tailsOf(title)
    .filter((tail) => saysOriginal(tail.text) && (title.field === 'versionTitle' || !isAll(title, tail)))
    .slice(0, 1)
    .map((tail) => ({
      place: title.place,
      values: { said: tail.text.trim() },
      span: [tail.from, tail.to] as const,
      fix: title.fix('remove', { [title.field]: without(title.text, tail.from, tail.to) }),
      // In shops for DJs every mix has a name; in the title it is in the way there too.
      severityAt: (store) =>
        (title.field === 'versionTitle' && store.keepsOriginalMix) || !store.hasStyleGuide ? null : 'warning',
    }));
}

function advisory(title: TitleText): Problem[] {
  return tailsOf(title)
    .flatMap((tail): Problem[] => {
      const said = saysExplicit(tail.text);
      if (!said || (title.field === 'title' && isAll(title, tail))) return [];
      const now = 'explicit' in title.owner ? title.owner.explicit : said;
      const explicit = title.track === null || now === said ? {} : { explicit: said };
      const patch = { [title.field]: without(title.text, tail.from, tail.to), ...explicit };
      return [
        {
          place: title.place,
          values: { said: tail.text.trim() },
          span: [tail.from, tail.to],
          fix: title.fix('remove', patch, { isSafe: now === said || now === 'unset' }),
        },
      ];
    })
    .slice(0, 1);
}

function edition(title: TitleText): Problem[] {
  return tailsOf(title)
    .flatMap((tail): Problem[] => {
      const name = editionName(tail.text);
      if (name === null || (title.field === 'title' && isAll(title, tail))) return [];
      const rest = without(title.text, tail.from, tail.to);
      const inVersion = title.field === 'versionTitle';
      if (!inVersion && name !== '' && title.owner.versionTitle !== '' && title.owner.versionTitle !== name) return [];
      const patch = inVersion
        ? { versionTitle: name }
        : { title: rest, ...(name === '' ? {} : { versionTitle: name }) };
      return [
        {
          place: title.place,
          values: { said: tail.text.trim(), name, kind: name === '' ? 'remove' : 'rename' },
          span: [tail.from, tail.to],
          fix: title.fix(name === '' ? 'remove' : 'apply', patch),
        },
      ];
    })
    .slice(0, 1);
}

/** A version in a title, where the field of the version is free or says the same. */
function typedVersion(title: TitleText): Problem[] {
  const { versionTitle } = title.owner;
  const tail = titleTails(title.text).find(
    ({ text }) => saysVersion(text) && !saysOriginal(text) && saysExplicit(text) === null && editionName(text) === null,
  );
  if (!tail || isAll(title, tail)) return [];
  const said = tail.text.trim();
  const isSame = foldTitle(versionTitle) === foldTitle(said);
  const isFree = versionTitle === '' || isSame;
  const patch = { title: without(title.text, tail.from, tail.to), versionTitle: isSame ? versionTitle : said };
  return [
    {
      place: title.place,
      values: { said },
      span: [tail.from, tail.to],
      fix: isFree ? title.fix('moveToVersion', patch) : undefined,
    },
  ];
}

/** The first explanation stands in round brackets, the next in square ones. */
function brackets(title: TitleText): Problem[] {
  const { text } = title;
  if (!hasWholeBrackets(text)) {
    const at = Math.max(0, text.search(/[()[\]]/));
    return [{ place: title.place, values: { kind: 'open' }, span: [at, at + 1] }];
  }
  const found = readBrackets(text);
  const wrong = found.find(({ open }, index) => open !== (index === 0 ? '(' : '['));
  // A title that is all in brackets, "[Untitled]", is a name.
  if (!wrong || (wrong.from === 0 && wrong.to === text.length)) return [];
  const signs = [...Array(text.length).keys()].map((index) => text[index] as string);
  for (const [index, { from, to }] of found.entries()) {
    signs[from] = index === 0 ? '(' : '[';
    signs[to - 1] = index === 0 ? ')' : ']';
  }
  return [
    {
      place: title.place,
      values: { kind: found.indexOf(wrong) === 0 ? 'first' : 'later' },
      span: [wrong.from, wrong.to],
      fix: title.fix('apply', { [title.field]: signs.join('') }),
    },
  ];
}

const style = { isStyle: true, canIgnore: true } as const;

export const versionRules: readonly Rule[] = [
  {
    ...{ id: 'title-original', severity: 'warning', ...style },
    check: (input) => titleTexts(input).flatMap(original),
  },
  {
    ...{ id: 'title-explicit', severity: 'error', ...style },
    check: (input) => titleTexts(input).flatMap(advisory),
  },
  {
    ...{ id: 'title-edition', severity: 'warning', ...style },
    check: (input) => titleTexts(input).flatMap(edition),
  },
  {
    ...{ id: 'title-version', severity: 'warning', ...style },
    check: (input) => titleTexts(input, ['title']).flatMap(typedVersion),
  },
  {
    ...{ id: 'title-brackets', severity: 'warning', ...style },
    check: (input) => titleTexts(input, ['title']).flatMap(brackets),
  },
  {
    ...{ id: 'version-consistent', severity: 'warning', ...style },
    check: ({ release, tracks }) => {
      const [first] = tracks;
      if (!first || tracks.length < 2 || first.versionTitle === '' || release.versionTitle !== '') return [];
      const key = foldTitle(first.versionTitle);
      const isShared = tracks.every(({ versionTitle }) => foldTitle(versionTitle) === key);
      // Live, instrumental or acoustic all through: the release is that version too.
      if (!isShared || readGuests(release.title) || foldTitle(release.title).includes(key)) return [];
      const fix = patchRelease('apply', { versionTitle: first.versionTitle }, { isSafe: false });
      return [{ place: onRelease('versionTitle'), values: { said: first.versionTitle }, fix }];
    },
  },
];
