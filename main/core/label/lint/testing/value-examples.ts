import type { LintInput, LintPerson, LintRelease, LintTrack } from '../lint-input.ts';
import type { Example } from './example.ts';
import { ines, sampleRelease, sampleTrack, withAudio, withRelease, withTrack } from './sample-release.ts';

const sample = sampleRelease();
const kit = { name: 'Kit Okafor', role: 'featured', personId: null } as const;
const everyTrack = (patch: (track: LintTrack, index: number) => Partial<LintTrack>): LintInput => ({
  ...sample,
  tracks: sample.tracks.map((track, index) => ({ ...track, ...patch(track, index) })),
});
const single = (release: Partial<LintRelease>, track: Partial<LintTrack> = {}): LintInput => ({
  ...withRelease({ kind: 'single', title: 'Quay', ...release }),
  tracks: [{ ...sampleTrack(1, 'Quay'), ...track }],
});
const withPerson = (patch: Partial<LintPerson>): LintInput => ({
  ...sample,
  library: { ...sample.library, people: sample.library.people.map((person) => ({ ...person, ...patch })) },
});
const withLibrary = (patch: Partial<LintInput['library']>): LintInput => ({
  ...sample,
  library: { ...sample.library, ...patch },
});
const various = { name: 'Various Artists', role: 'main', personId: null } as const;

const artists: Example[] = [
  {
    rule: 'artist-missing',
    what: 'nobody',
    bad: withTrack(3, { artists: [] }),
    good: sample,
    fixed: { artists: [ines] },
  },
  {
    ...{ rule: 'artist-feat', what: 'a guest in a name' },
    bad: withTrack(3, { artists: [{ ...ines, personId: null, name: 'Ines Valloria feat. Kit Okafor' }] }),
    ...{ good: withTrack(3, { artists: [ines, kit] }), fixed: { artists: [{ ...ines, personId: null }, kit] } },
  },
  {
    ...{
      rule: 'artist-spelling',
      what: 'another spelling',
      bad: withTrack(3, { artists: [{ ...ines, name: 'INES VALLORIA' }] }),
    },
    ...{ good: sample, fixed: { artists: [ines] } },
  },
  {
    ...{ rule: 'artist-featured-release', what: 'on every track', bad: everyTrack(() => ({ artists: [ines, kit] })) },
    ...{ good: withTrack(0, { artists: [ines, kit] }), fixed: { artists: [ines, kit] } },
  },
  {
    ...{ rule: 'artist-display', what: 'somebody else', bad: withTrack(3, { artist: 'Ada' }) },
    ...{ good: withTrack(3, { artist: 'Ines Valloria feat. Ada' }), fixed: { artist: 'Ines Valloria' } },
  },
  {
    ...{ rule: 'artist-various', what: 'many' },
    bad: everyTrack((_, index) => ({
      artists: [{ name: `Band ${index}`, role: 'main', personId: null }],
      artist: `Band ${index}`,
    })),
    ...{ good: sample, fixed: { artist: 'Various Artists', kind: 'compilation' } },
  },
  {
    ...{ rule: 'artist-various', what: 'one', bad: withRelease({ artists: [various], artist: 'Various Artists' }) },
    fixed: { artists: [ines], artist: 'Ines Valloria' },
  },
  { rule: 'artist-page', what: 'whose page', bad: withPerson({ hasPage: false }), good: sample },
  {
    rule: 'isni-check',
    what: 'one digit off',
    bad: withPerson({ isni: '0000000121032684' }),
    good: withPerson({ isni: '' }),
  },
  { rule: 'ipi-check', what: 'one digit off', bad: withPerson({ ipi: '00254288892' }), good: withPerson({ ipi: '' }) },
  {
    ...{ rule: 'single-title', what: 'another title', bad: single({ title: 'Quay Songs' }), good: single({}) },
    fixed: { title: 'Quay' },
  },
  {
    ...{ rule: 'single-artist', what: 'another artist' },
    bad: single({}, { artists: [{ name: 'Ada', role: 'main', personId: null }], artist: 'Ada' }),
    ...{ good: single({}, { artists: [ines, kit] }), fixed: { artist: 'Ada' } },
  },
];

const codes: Example[] = [
  {
    rule: 'isrc-missing',
    what: 'none',
    bad: withTrack(2, { isrc: '' }),
    good: sample,
    fixed: { isrc: 'ZZLR12700061' },
  },
  {
    ...{ rule: 'isrc-missing', what: 'nobody asks', bad: withTrack(2, { isrc: ' ' }) },
    good: withRelease({ stores: ['bandcamp'] }, withTrack(2, { isrc: '' })),
  },
  {
    rule: 'isrc-check',
    what: 'none',
    bad: withTrack(2, { isrc: 'US-BAD' }),
    good: withTrack(2, { isrc: 'AA6Q72000047' }),
  },
  {
    rule: 'isrc-check',
    what: 'its form',
    bad: withTrack(2, { isrc: 'zz-lr1-27-00043' }),
    good: sample,
    fixed: { isrc: 'ZZLR12700043' },
  },
  {
    rule: 'isrc-repeated',
    what: 'twice',
    bad: withTrack(2, { isrc: 'ZZLR12700041' }),
    good: sample,
    fixed: { isrc: 'ZZLR12700061' },
  },
  {
    ...{
      rule: 'isrc-taken',
      what: 'of another recording',
      bad: withLibrary({ isrcs: [{ isrc: 'ZZLR12700041', title: 'Pier' }] }),
    },
    good: withLibrary({ isrcs: [{ isrc: 'ZZLR12700099', title: 'Pier' }] }),
  },
  {
    rule: 'isrc-year',
    what: 'years ahead',
    bad: withTrack(2, { isrc: 'ZZLR15500043' }),
    good: withTrack(2, { isrc: 'ZZLR19900043' }),
  },
  { rule: 'isrc-registrant', what: 'not ours', bad: withTrack(2, { isrc: 'AA6Q72000047' }), good: sample },
  {
    rule: 'iswc-check',
    what: 'check digit',
    bad: withTrack(2, { iswc: 'T-070.237.621-4' }),
    good: withTrack(2, { iswc: '' }),
  },
  { rule: 'upc-missing', what: 'none', bad: withRelease({ upc: '' }), good: sample, fixed: { upc: '4260099120355' } },
  {
    rule: 'upc-check',
    what: 'last digit',
    bad: withRelease({ upc: '4260099120345' }),
    good: sample,
    fixed: { upc: '4260099120348' },
  },
  {
    rule: 'upc-check',
    what: 'of a table program',
    bad: withRelease({ upc: '8.84E+12' }),
    good: withRelease({ upc: '190295810726' }),
  },
  { rule: 'upc-check', what: 'too short', bad: withRelease({ upc: '12345' }), good: sample },
  {
    ...{ rule: 'upc-reused', what: 'with a leading zero', good: sample },
    bad: withRelease({ upc: '0190295810726' }, withLibrary({ upcs: [{ upc: '190295810726', title: 'Pier' }] })),
  },
  {
    rule: 'catalogue-missing',
    what: 'none',
    bad: withRelease({ catalogueNumber: '' }),
    good: sample,
    fixed: { catalogueNumber: 'LR-035' },
  },
  {
    rule: 'catalogue-reused',
    what: 'taken',
    bad: withLibrary({ catalogueNumbers: [{ number: 'lr-034', title: 'Pier' }] }),
    good: sample,
  },
  {
    rule: 'grid-check',
    what: 'one off',
    bad: withRelease({ grid: 'A10302B0003989565F' }),
    good: withRelease({ grid: 'A10302B0003989564F' }),
  },
  { rule: 'label-missing', what: 'none', bad: withRelease({ label: '' }), good: sample },
];

const lines: Example[] = [
  {
    rule: 'pline-missing',
    what: 'none',
    bad: withRelease({ pLine: '' }),
    good: sample,
    fixed: { pLine: '2027 Lantern Row' },
  },
  {
    rule: 'pline-form',
    what: '(P)',
    bad: withRelease({ pLine: '(P) 2027 Ada' }),
    good: withRelease({ pLine: '℗ 2027 Ada' }),
    fixed: { pLine: '2027 Ada' },
  },
  {
    rule: 'pline-form',
    what: 'the other sign',
    bad: withTrack(1, { pLine: '© 2027 Ada' }),
    good: withTrack(1, { pLine: '2027 Ada' }),
  },
  {
    rule: 'pline-year',
    what: 'none',
    bad: withRelease({ pLine: 'Lantern Row' }),
    good: sample,
    fixed: { pLine: '2027 Lantern Row' },
  },
  {
    rule: 'pline-year',
    what: 'too late',
    bad: withRelease({ pLine: '2033 Lantern Row' }),
    good: withRelease({ pLine: '1987 Lantern Row' }),
  },
  {
    rule: 'pline-owner',
    what: 'only a year',
    bad: withRelease({ pLine: '2027' }),
    good: sample,
    fixed: { pLine: '2027 Lantern Row' },
  },
  {
    rule: 'cline-missing',
    what: 'none',
    bad: withRelease({ cLine: '' }),
    good: sample,
    fixed: { cLine: '2027 Lantern Row' },
  },
  {
    rule: 'cline-form',
    what: '(C)',
    bad: withRelease({ cLine: '(c) 2027 Ada' }),
    good: withRelease({ cLine: '© 2027 Ada' }),
    fixed: { cLine: '2027 Ada' },
  },
  {
    rule: 'cline-year',
    what: 'too early',
    bad: withRelease({ cLine: '1500 Ada' }),
    good: sample,
    fixed: { cLine: '2027 Ada' },
  },
  {
    rule: 'cline-owner',
    what: 'only a year',
    bad: withRelease({ cLine: '© 2027' }),
    good: sample,
    fixed: { cLine: '© 2027 Lantern Row' },
  },
];

const dated = (releaseDate: string, more: Partial<LintRelease> = {}) => withRelease({ releaseDate, ...more });
const dates: Example[] = [
  { rule: 'date-missing', what: 'none', bad: dated(''), good: sample, fixed: { releaseDate: '2027-01-01' } },
  { rule: 'date-check', what: 'no such day', bad: dated('2027-02-30'), good: sample },
  { rule: 'date-past', what: 'last year', bad: dated('2025-11-21'), good: dated('2025-11-21', { isOut: true }) },
  {
    rule: 'date-early',
    what: 'before records',
    bad: withRelease({ originalReleaseDate: '1850-01-01' }),
    good: withRelease({ originalReleaseDate: '1901-01-01' }),
  },
  { rule: 'date-far', what: 'in two years', bad: dated('2028-11-24'), good: dated('2027-11-19') },
  {
    rule: 'date-original',
    what: 'later than the release',
    bad: withRelease({ originalReleaseDate: '2027-02-13' }),
    good: withRelease({ originalReleaseDate: '2020-01-01' }),
  },
  {
    rule: 'date-preorder',
    what: 'after the release',
    bad: withRelease({ preorderDate: '2027-02-12' }),
    good: withRelease({ preorderDate: '2027-01-15' }),
  },
  {
    rule: 'date-preorder',
    what: 'too long before',
    bad: dated('2027-11-19', { preorderDate: '2026-11-01' }),
    good: sample,
  },
  {
    rule: 'date-friday',
    what: 'a Thursday',
    bad: dated('2027-02-11'),
    good: sample,
    fixed: { releaseDate: '2027-02-12' },
  },
  { rule: 'lead-time', what: 'enough', bad: sample, good: withRelease({ stores: [] }) },
  { rule: 'lead-time', what: 'too late, in December', bad: dated('2026-12-18'), fixed: { releaseDate: '2027-01-01' } },
];

const track = (patch: Partial<LintTrack>) => withTrack(2, patch);
const writer = { personId: 1, role: 'composer' };
const fields: Example[] = [
  { rule: 'tracks-missing', what: 'none', bad: { ...sample, tracks: [] }, good: sample },
  {
    rule: 'kind-length',
    what: 'an album of six short ones',
    bad: withRelease({ kind: 'album' }),
    good: sample,
    fixed: { kind: 'ep' },
  },
  {
    rule: 'kind-length',
    what: 'not before lengths are known',
    bad: withRelease({ kind: 'single' }),
    good: withRelease({ kind: 'single' }, withAudio(0, { durationMs: null })),
  },
  { rule: 'stores-missing', what: 'none', bad: withRelease({ stores: [] }), good: sample },
  {
    rule: 'territory-check',
    what: 'nowhere',
    bad: withRelease({ territories: { mode: 'only', codes: [] } }),
    good: withRelease({ territories: { mode: 'only', codes: ['DE'] } }),
  },
  {
    rule: 'territory-check',
    what: 'no code',
    bad: withRelease({ territories: { mode: 'except', codes: ['Germany'] } }),
    good: withRelease({ territories: { mode: 'except', codes: ['DE'] } }),
  },
  {
    rule: 'genre-missing',
    what: 'none',
    bad: withRelease({ genre: '' }),
    good: withRelease({ genre: '', stores: ['bandcamp'] }),
  },
  {
    rule: 'language-missing',
    what: 'of the release',
    bad: withRelease({ language: '' }),
    good: sample,
    fixed: { language: 'en' },
  },
  {
    rule: 'language-missing',
    what: 'of a track',
    bad: track({ language: '' }),
    good: sample,
    fixed: { language: 'en' },
  },
  { rule: 'language-check', what: 'a word', bad: track({ language: 'english!' }), good: track({ language: 'pt-BR' }) },
  {
    rule: 'language-script',
    what: 'Russian letters',
    bad: withRelease({ title: 'Песни гавани' }),
    good: withRelease({ title: 'Песни гавани', language: 'ru' }),
  },
  {
    rule: 'instrumental-language',
    what: 'sung by nobody',
    bad: track({ versionTitle: 'Instrumental' }),
    good: track({ versionTitle: 'Instrumental', language: 'zxx' }),
    fixed: { language: 'zxx' },
  },
  {
    rule: 'instrumental-lyrics',
    what: 'explicit',
    bad: track({ language: 'zxx', explicit: 'explicit', writers: [writer] }),
    good: track({ language: 'zxx', writers: [writer] }),
  },
  { rule: 'instrumental-lyrics', what: 'words', bad: track({ language: 'zxx' }), good: sample },
  {
    rule: 'explicit-unset',
    what: 'unset',
    bad: track({ explicit: 'unset' }),
    good: sample,
    fixed: { explicit: 'none' },
  },
  {
    rule: 'ai-undeclared',
    what: 'nothing declared',
    bad: withRelease({ aiContent: 'unset' }, track({ aiContent: 'unset' })),
    good: withRelease({ aiContent: 'none' }, track({ aiContent: 'unset' })),
  },
  { rule: 'composer-missing', what: 'nobody wrote it', bad: track({ writers: [] }), good: sample },
  {
    rule: 'lyricist-missing',
    what: 'sung, but no words',
    bad: track({ writers: [writer] }),
    good: track({ writers: [writer], language: 'zxx' }),
  },
  {
    rule: 'legal-name',
    what: 'one word',
    bad: withPerson({ name: 'Inva', legalName: '' }),
    good: withPerson({ legalName: '' }),
  },
  { rule: 'producer-missing', what: 'nobody', bad: track({ credits: [] }), good: sample },
  {
    rule: 'share-sum',
    what: '99.99 percent',
    bad: track({ shares: { master: 999_900, composition: null } }),
    good: track({ shares: { master: null, composition: 1_000_000 } }),
  },
];

/** What is wrong with everything but titles and sound. */
export const valueExamples: readonly Example[] = [...artists, ...codes, ...lines, ...dates, ...fields];
