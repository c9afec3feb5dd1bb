import type { LintArtist } from '../lint-input.ts';
import type { Example } from './example.ts';
import { ines, sampleRelease, withRelease, withTrack } from './sample-release.ts';

const guest = (name: string): LintArtist => ({ name, role: 'featured', personId: null });
const kit = guest('Kit Okafor');
const title = (text: string) => withTrack(3, { title: text });
const credited = (text: string, artists: readonly LintArtist[] = [ines, kit]) => withTrack(3, { title: text, artists });
const version = (versionTitle: string) => withTrack(3, { versionTitle });
const swedish = (text: string) => withRelease({ language: 'sv' }, withTrack(3, { title: text, language: 'sv' }));

function titles(
  rule: Example['rule'],
  rows: readonly (readonly [bad: string, good: string])[],
  isFixed = true,
): Example[] {
  return rows.map(([bad, good]) => ({
    ...{ rule, what: `${bad} -> ${good}`, bad: title(bad), good: title(good) },
    ...(isFixed ? { fixed: { title: good } } : {}),
  }));
}

const featuring: Example[] = [
  ...(
    [
      ['Low Bridge (feat Kit Okafor)', 'Low Bridge (feat. Kit Okafor)'],
      ['Low Bridge (Feat. Kit Okafor)', 'Low Bridge (feat. Kit Okafor)'],
      ['Low Bridge (ft. Kit Okafor)', 'Low Bridge (feat. Kit Okafor)'],
      ['Low Bridge [featuring Kit Okafor]', 'Low Bridge [feat. Kit Okafor]'],
      ['Low Bridge feat. Kit Okafor', 'Low Bridge (feat. Kit Okafor)'],
      ['Low Bridge ft Kit Okafor (Kiln Remix)', 'Low Bridge (feat. Kit Okafor) [Kiln Remix]'],
    ] as const
  ).map(
    ([bad, fixed]): Example => ({
      ...{ rule: 'title-feat', what: bad, bad: title(bad), good: credited(fixed) },
      fixed: { title: fixed, artists: [ines, kit] },
    }),
  ),
  {
    ...{ rule: 'title-feat', what: 'several guests', bad: title('Low Bridge feat. Ada, Bo and Cy') },
    fixed: { title: 'Low Bridge (feat. Ada, Bo & Cy)', artists: [ines, guest('Ada'), guest('Bo'), guest('Cy')] },
    good: title('Live at Ft. Worth'),
  },
  { rule: 'title-feat', what: 'no guest at all', bad: title('Quay (feat Bo)'), good: title('The Feat of Strength') },
  {
    ...{ rule: 'artist-featured', what: 'nobody lists the guest', bad: title('Low Bridge (feat. Kit Okafor)') },
    ...{ good: credited('Low Bridge (feat. Kit Okafor)'), fixed: { artists: [ines, kit] } },
  },
  {
    ...{ rule: 'artist-featured', what: 'two guests who are one', bad: title('Low Bridge (feat. Ada & Bo)') },
    good: credited('Low Bridge (feat. Ada & Bo)', [ines, guest('Ada & Bo')]),
  },
  {
    ...{ rule: 'artist-featured-main', what: 'the guest as a main artist' },
    bad: credited('Low Bridge (feat. Kit Okafor)', [ines, { ...kit, role: 'main' }]),
    ...{ good: credited('Low Bridge (feat. Kit Okafor)'), fixed: { artists: [ines, kit] } },
  },
];

const versions: Example[] = [
  ...titles('title-original', [
    ['Tide Office (Original Mix)', 'Tide Office'],
    ['Tide Office [Album Version]', 'Tide Office'],
    ['Tide Office - Original Mix', 'Tide Office'],
    ['Tide Office (Original Mix) [feat. Bo]', 'Tide Office [feat. Bo]'],
  ]),
  { rule: 'title-original', what: 'as the version', bad: version('Original Mix'), good: version('Kiln Mix') },
  {
    ...{ rule: 'title-original', what: 'but in shops for DJs', bad: version('Original Mix') },
    good: withRelease({ stores: ['beatport', 'juno'] }, version('Original Mix')),
  },
  ...titles('title-explicit', [
    ['Quay (Explicit)', 'Quay'],
    ['Quay [Clean Version]', 'Quay'],
  ]),
  {
    ...{ rule: 'title-explicit', what: 'tells what the flag does not', fixed: { title: 'Quay', explicit: 'explicit' } },
    ...{ bad: withTrack(3, { title: 'Quay (Dirty)', explicit: 'unset' }), good: title('Clean') },
  },
  ...(
    [
      ['Quay (Kiln Remix)', 'Quay', 'Kiln Remix'],
      ['Quay - Radio Edit', 'Quay', 'Radio Edit'],
      ['Quay (Live at the Quay)', 'Quay', 'Live at the Quay'],
      ['Quay (feat. Bo) [2011 Remaster]', 'Quay (feat. Bo)', '2011 Remaster'],
    ] as const
  ).map(
    ([bad, fixed, versionTitle]): Example => ({
      ...{ rule: 'title-version', what: bad, bad: title(bad), fixed: { title: fixed, versionTitle } },
      good: withTrack(3, { title: fixed, versionTitle }),
    }),
  ),
  {
    rule: 'title-version',
    what: 'another version',
    bad: withTrack(3, { title: 'Quay (Dub)', versionTitle: 'Live' }),
    good: title('Live'),
  },
  {
    ...{ rule: 'title-edition', what: 'a short deluxe', bad: withRelease({ title: 'Harbour Songs (Deluxe)' }) },
    ...{
      good: withRelease({ versionTitle: 'Deluxe Edition' }),
      fixed: { title: 'Harbour Songs', versionTitle: 'Deluxe Edition' },
    },
  },
  {
    ...{ rule: 'title-edition', what: 'what sells', bad: withRelease({ versionTitle: 'Limited Edition' }) },
    ...{ good: withRelease({ versionTitle: 'Bonus Track Version' }), fixed: { versionTitle: '' } },
  },
  ...titles('title-brackets', [
    ['Quay [One of Us]', 'Quay (One of Us)'],
    ['Quay (One) (Two)', 'Quay (One) [Two]'],
  ]),
  { rule: 'title-brackets', what: 'left open', bad: title('Quay (One'), good: title('[Untitled]') },
  {
    ...{ rule: 'version-consistent', what: 'all live, the release not' },
    bad: { ...sampleRelease(), tracks: sampleRelease().tracks.map((track) => ({ ...track, versionTitle: 'Live' })) },
    ...{ good: version('Live'), fixed: { versionTitle: 'Live' } },
  },
];

const styles: Example[] = [
  ...titles('title-suffix', [
    ['Quay - Single', 'Quay'],
    ['Quay (EP)', 'Quay'],
  ]),
  ...titles('title-part', [
    ['Quay, Volume 2', 'Quay, Vol. 2'],
    ['Quay pt 3', 'Quay Pt. 3'],
    ['Quay (Part 1)', 'Quay (Pt. 1)'],
  ]),
  ...titles('title-medley', [
    ['Quay | Pier', 'Quay / Pier'],
    ['Quay/ Pier', 'Quay / Pier'],
  ]),
  { rule: 'title-medley', what: 'no medley', bad: title('Quay // Pier'), good: title('AC/DC and R/V') },
  ...titles(
    'title-generic',
    [
      ['Track 03', 'Track Record'],
      ['Untitled', 'Untitled Blue'],
    ],
    false,
  ),
  ...titles('title-file-name', [
    ['03_Low_Bridge.wav', 'Low Bridge'],
    ['02. Quay', 'Quay'],
  ]),
  ...titles(
    'title-forbidden',
    [
      ['Quay www.example.com', 'Mr. Example'],
      ['Quay @ines', 'Quay @ 5'],
      ['Quay (Spotify)', 'Tidal'],
      ['Quay in Dolby Atmos', 'Atmos'],
      ['Quay (24-bit)', '24-Bit Love'],
    ],
    false,
  ),
  ...titles('title-own-name', [['Ines Valloria - Quay', 'Quay']]),
  {
    rule: 'title-own-name',
    what: 'named after oneself',
    bad: title('Ines Valloria - Pier'),
    good: title('Ines Valloria'),
  },
  ...titles('title-producer', [
    ['Quay (prod. by Bo)', 'Quay'],
    ['Quay prod. by Bo', 'Quay'],
  ]),
  ...titles('title-case', [
    ['LOW BRIDGE TONIGHT', 'Low Bridge Tonight'],
    ['low bridge', 'Low Bridge'],
    ['LoW BrIdGe', 'Low Bridge'],
  ]),
  { rule: 'title-case', what: 'short ones are names', bad: title('HARBOUR'), good: title('SOS NYC') },
  ...titles(
    'title-casing',
    [
      ['Song Of The Sea', 'Song of the Sea'],
      ['Sitting On (the Dock) The Bay', 'Sitting On (The Dock) The Bay'],
      ['Low bridge (and Back)', 'Low Bridge (And Back)'],
      ['A Bridge for Me', 'A Bridge for Me and McCoy'],
    ].slice(0, 2) as [string, string][],
  ),
  {
    rule: 'title-casing',
    what: 'Swedish',
    bad: swedish('Hon Sjunger Alltid Ensam'),
    good: swedish('Hon sjunger alltid ensam'),
  },
  {
    rule: 'title-casing',
    what: 'names keep their letters',
    bad: title('A Night With mE and You And Us'),
    good: title("iPhone 5 and McCoy at Ben's"),
  },
  {
    rule: 'title-repeated',
    what: 'twice the same',
    bad: title('Quay'),
    good: withTrack(3, { title: 'Quay', versionTitle: 'Dub' }),
  },
];

const characters: Example[] = [
  { rule: 'title-missing', what: 'empty', bad: title(' '), good: title('÷') },
  ...titles('title-characters', [
    ['Qu\u200bay', 'Quay'],
    ['Quay\u202e', 'Quay'],
    ['Low\u0000 Bridge', 'Low Bridge'],
    ['Low\nBridge', 'Low Bridge'],
  ]),
  {
    rule: 'title-characters',
    what: 'what joins letters and emoji',
    bad: title('Qu\u200day'),
    good: title('می\u200cخواهم 👩\u200d🚀'),
  },
  ...titles('title-encoding', [
    ['Rock &amp; Roll', 'Rock & Roll'],
    ['Caf\u00c3\u00a9', 'Café'],
  ]),
  {
    rule: 'title-encoding',
    what: "& and ' are letters like others",
    bad: title('Don&#39;t'),
    good: title('Rock & Roll Ain\'t <3 "Dead"'),
  },
  ...titles('title-spaces', [['Low  Bridge ', 'Low Bridge']]),
  { rule: 'title-emoji', what: 'a picture', bad: title('Quay 🔥'), good: title('Quay ™ № 5') },
  {
    rule: 'title-length',
    what: 'very long',
    bad: title('Quay '.repeat(50).trim()),
    good: title('Quay '.repeat(30).trim()),
  },
  {
    ...{
      rule: 'artist-characters',
      what: 'in a name',
      bad: withTrack(3, { artists: [{ ...ines, name: 'Ines\u200b Valloria' }] }),
    },
    ...{ good: sampleRelease(), fixed: { artists: [ines] } },
  },
];

/** What is wrong with titles, and what only looks so. */
export const titleExamples: readonly Example[] = [...featuring, ...versions, ...styles, ...characters];
