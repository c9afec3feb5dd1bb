import { foldText } from '#shared/fold-text.ts';
import type { Report } from '../ern-finding.ts';
import type { ErnView } from '../ern-view.ts';
import { childOf, childrenOf, nodesAt, textOf, type XmlNode } from '../read-xml.ts';

/** Titles that say the same twice, artists with their places and roles, each contributor once. */
export function checkCredits(view: ErnView, report: Report): void {
  const names = partyNames(view);
  const shown = [
    ...view.resources.filter(({ isRecording }) => isRecording).flatMap(({ details }) => details),
    ...view.releases.filter(({ isMain }) => isMain).flatMap(({ details }) => details),
  ];
  for (const node of shown) {
    checkTitle(node, report);
    checkArtists(view, node, names, report);
  }
  for (const { details } of view.resources) for (const node of details) checkContributors(view, node, report);
}

function partyNames({ root, family }: ErnView): Map<string, string> {
  const parties = family === 4 ? nodesAt(root, 'PartyList', 'Party') : [];
  return new Map(
    parties.map((party) => [textOf(party, 'PartyReference'), textOf(childOf(party, 'PartyName'), 'FullName')]),
  );
}

/** The title as one text holds its parts, in their order; brackets and language are the sender's. */
function checkTitle(node: XmlNode, report: Report): void {
  const texts = childrenOf(node, 'DisplayTitleText');
  const titles = childrenOf(node, 'DisplayTitle');
  if (texts.length === 0 || titles.length === 0) return;
  const whole = texts.map(({ text }) => plain(text));
  const isSaid = titles.some((title) => {
    const parts = [textOf(title, 'TitleText'), ...childrenOf(title, 'SubTitle').map(({ text }) => text)];
    return whole.includes(plain(parts.join(' ')));
  });
  if (!isSaid) report('title.composition', texts[0] as XmlNode, { text: texts[0]?.text ?? '' });
}

/** Only letters and numbers count, and signs where a title has nothing else. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s()[\]{}\-–—:,.]+/gu, '')
    .toLowerCase();
}

function checkArtists(view: ErnView, node: XmlNode, names: ReadonlyMap<string, string>, report: Report): void {
  const artists = childrenOf(node, 'DisplayArtist');
  if (artists.length === 0) return;
  const seen = new Set<string>();
  for (const artist of artists) {
    const number = artist.attributes.SequenceNumber;
    if (number === undefined || !/^\d+$/.test(number)) report('sequence.missing', artist);
    else if (seen.has(number)) report('sequence.repeated', artist, { number });
    else seen.add(number);
  }
  const rolesOf = (artist: XmlNode) =>
    childrenOf(artist, view.family === 4 ? 'DisplayArtistRole' : 'ArtistRole').map(({ text }) => text);
  const isSupplemental = node.attributes.IsSupplemental === 'true';
  if (!isSupplemental && !artists.some((artist) => rolesOf(artist).includes('MainArtist'))) {
    report('artist.noMain', artists[0] as XmlNode);
  }
  checkFeatured(node, artists, (artist) => nameOf(view, artist, names), rolesOf, report);
}

function nameOf(view: ErnView, artist: XmlNode, names: ReadonlyMap<string, string>): string {
  if (view.family === 3) return textOf(childOf(artist, 'PartyName'), 'FullName');
  return names.get(textOf(artist, 'ArtistPartyReference')) ?? '';
}

/** "A feat. B": who stands behind the word is no main artist; and everybody named has to be in the text. */
function checkFeatured(
  node: XmlNode,
  artists: readonly XmlNode[],
  nameOfArtist: (artist: XmlNode) => string,
  rolesOf: (artist: XmlNode) => string[],
  report: Report,
): void {
  const credits = childrenOf(node, 'DisplayArtistName').map(({ text }) => foldText(text));
  if (credits.length === 0) return;
  const guests = credits.map((credit) => /[\s([](?:feat(?:uring)?|ft)\b\.?\s+(.*)$/u.exec(credit)?.[1] ?? '');
  for (const artist of artists) {
    const name = foldText(nameOfArtist(artist));
    if (name === '') continue;
    if (guests.some((behind) => behind.includes(name)) && rolesOf(artist).includes('MainArtist')) {
      report('artist.featuredAsMain', artist, { name: nameOfArtist(artist) });
    }
    if (!credits.some((credit) => credit.includes(name)))
      report('artist.unnamed', artist, { name: nameOfArtist(artist) });
  }
}

/** One entry for each party holds all that they did. */
function checkContributors(view: ErnView, node: XmlNode, report: Report): void {
  const kinds = view.family === 4 ? ['Contributor'] : ['ResourceContributor', 'IndirectResourceContributor'];
  for (const kind of kinds) {
    const seen = new Set<string>();
    for (const contributor of childrenOf(node, kind)) {
      const who =
        view.family === 4
          ? textOf(contributor, 'ContributorPartyReference')
          : textOf(childOf(contributor, 'PartyName'), 'FullName') || textOf(contributor, 'PartyId');
      if (who !== '' && seen.has(who)) report('contributor.repeated', contributor, { who });
      seen.add(who);
      if (!contributor.children.some(({ name }) => name.endsWith('Role')))
        report('contributor.noRole', contributor, { who });
    }
  }
}
