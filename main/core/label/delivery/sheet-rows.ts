import type { Paper, PaperColumn, PaperTable } from '#core/papers/paper.ts';
import type { SheetLayout } from '#shared/delivery/sheet-layouts.ts';
import type { ReleaseSnapshot, SnapshotCredit, SnapshotTrack } from './release-snapshot.ts';

/** What a sheet names besides the release: whom it goes to, and how its files are called in the package. */
export type SheetFacts = {
  snapshot: ReleaseSnapshot;
  stores: readonly string[];
  /** By the place of the track, from 0; empty where there is none, as in a takedown. */
  audio: readonly string[];
  artwork: string;
  /** 'insert', 'update' or 'takedown'. */
  action: string;
};

type Line = SheetFacts & { track: SnapshotTrack; index: number };
type Column = readonly [title: string, value: (line: Line) => string | number | null];

const artistsAs = (track: SnapshotTrack | ReleaseSnapshot['release'], ...roles: readonly string[]) =>
  track.artists
    .filter(({ role }) => roles.includes(role))
    .map(({ name }) => name)
    .join(', ');
const mainArtist = (of: SnapshotTrack | ReleaseSnapshot['release']) => artistsAs(of, 'main') || of.artist;
const people = (credits: readonly SnapshotCredit[], role?: RegExp) =>
  credits
    .filter((credit) => role === undefined || role.test(credit.role))
    .map(({ person }) => person.legalName || person.name)
    .filter((name) => name !== '')
    .filter((name, at, all) => all.indexOf(name) === at)
    .join(', ');
const withShare = (credits: readonly SnapshotCredit[], whole: number) =>
  credits
    .map(({ person, role, share }) => {
      const part = share === null ? '' : ` ${Number(((share / whole) * 100).toFixed(4))} %`;
      return `${person.legalName || person.name} (${role}${part})`;
    })
    .join('; ');
const identifiers = (credits: readonly SnapshotCredit[], of: 'isni' | 'ipi') =>
  credits
    .filter(({ person }) => person[of] !== '')
    .map(({ person }) => `${person.name}: ${person[of]}`)
    .join('; ');
const titleWithVersion = ({ title, versionTitle }: { title: string; versionTitle: string }) =>
  versionTitle === '' ? title : `${title} (${versionTitle})`;
const minutes = (ms: number | null) => {
  if (ms === null) return '';
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
const yesOrNo = (is: boolean) => (is ? 'Yes' : 'No');
const explicitWords = { unset: '', none: 'Not explicit', explicit: 'Explicit', clean: 'Clean' } as const;
const territoryText = ({ mode, codes }: ReleaseSnapshot['release']['territories']) =>
  mode === 'world' ? 'World' : `${mode === 'only' ? 'Only' : 'World except'} ${codes.join(' ')}`;
const composer = /compos|writer|author/i;
const lyricist = /lyric|writer|author/i;
const publisher = /publish/i;
const producer = /produc/i;

const complete: readonly Column[] = [
  ['Action', ({ action }) => action],
  ['Stores', ({ stores }) => stores.join(', ')],
  ['Release title', ({ snapshot }) => snapshot.release.title],
  ['Release version', ({ snapshot }) => snapshot.release.versionTitle],
  ['Release artist', ({ snapshot }) => snapshot.release.artist],
  ['Release type', ({ snapshot }) => snapshot.release.kind],
  ['Label', ({ snapshot }) => snapshot.release.label],
  ['Catalogue number', ({ snapshot }) => snapshot.release.catalogueNumber],
  ['UPC', ({ snapshot }) => snapshot.release.upc],
  ['GRid', ({ snapshot }) => snapshot.release.grid],
  ['Genre', ({ snapshot, track }) => track.genre || snapshot.release.genre],
  ['Subgenre', ({ snapshot }) => snapshot.release.subgenre],
  ['Release language', ({ snapshot }) => snapshot.release.language],
  ['Release date', ({ snapshot }) => snapshot.release.releaseDate],
  ['Original release date', ({ snapshot }) => snapshot.release.originalReleaseDate],
  ['Pre-order date', ({ snapshot }) => snapshot.release.preorderDate],
  ['Price tier', ({ snapshot }) => snapshot.release.priceTier],
  ['Territories', ({ snapshot }) => territoryText(snapshot.release.territories)],
  ['Release P line', ({ snapshot }) => snapshot.release.pLine],
  ['Release C line', ({ snapshot }) => snapshot.release.cLine],
  ['Release AI content', ({ snapshot }) => snapshot.release.aiContent],
  ['Description', ({ snapshot }) => snapshot.release.description],
  ['Keywords', ({ snapshot }) => snapshot.release.keywords],
  ['Artwork file', ({ artwork }) => artwork],
  ['Disc', ({ track }) => track.disc],
  ['Track', ({ track }) => track.number],
  ['Title', ({ track }) => track.title],
  ['Version', ({ track }) => track.versionTitle],
  ['Artist', ({ track }) => track.artist],
  ['Main artists', ({ track }) => mainArtist(track)],
  ['Featured artists', ({ track }) => artistsAs(track, 'featured', 'with')],
  ['Remixers', ({ track }) => artistsAs(track, 'remixer')],
  ['ISRC', ({ track }) => track.isrc],
  ['ISWC', ({ track }) => track.iswc],
  ['Length', ({ track }) => minutes(track.durationMs)],
  ['Language', ({ track }) => track.language],
  ['Explicit', ({ track }) => explicitWords[track.explicit]],
  ['P line', ({ track, snapshot }) => track.pLine || snapshot.release.pLine],
  ['Recorded', ({ track }) => track.recordedYear],
  ['Ownership', ({ track }) => track.ownership],
  ['AI content', ({ track }) => track.aiContent],
  ['AI note', ({ track }) => track.aiNote],
  ['Preview start', ({ track }) => minutes(track.previewStartMs)],
  ['Bonus track', ({ track }) => yesOrNo(track.isBonus)],
  ['Instant track', ({ track }) => yesOrNo(track.isInstant)],
  ['Writers', ({ track }) => withShare(track.writers, 1_000_000)],
  ['Publishers', ({ track }) => people(track.writers, publisher)],
  ['Credits', ({ track }) => withShare(track.credits, 10_000)],
  ['ISNI', ({ track }) => identifiers([...track.writers, ...track.credits], 'isni')],
  ['IPI', ({ track }) => identifiers([...track.writers, ...track.credits], 'ipi')],
  ['Lyrics', ({ track }) => track.lyrics],
  ['Audio file', ({ audio, index }) => audio[index] ?? ''],
  ['Bits', ({ track }) => track.audio?.bits ?? null],
  ['Sample rate', ({ track }) => track.audio?.sampleRate ?? null],
  ['Channels', ({ track }) => track.audio?.channels ?? null],
];

/** As services for artists ask in their forms: one song after the other, songwriters by their legal names. */
const artistForm: readonly Column[] = [
  ['Track number', ({ index }) => index + 1],
  ['Song title', ({ track }) => track.title],
  ['Version', ({ track }) => track.versionTitle],
  ['Artist', ({ track }) => mainArtist(track)],
  ['Featured artist', ({ track }) => artistsAs(track, 'featured', 'with')],
  [
    'Songwriter real name',
    ({ track }) => people(track.writers, new RegExp(`${composer.source}|${lyricist.source}`, 'i')),
  ],
  ['Producer', ({ track }) => people(track.credits, producer)],
  ['Explicit lyrics', ({ track }) => yesOrNo(track.explicit === 'explicit')],
  ['Radio edit', ({ track }) => yesOrNo(track.explicit === 'clean')],
  ['Instrumental', ({ track }) => yesOrNo(track.language === 'zxx')],
  ['Cover song', ({ track }) => yesOrNo(track.ownership === 'cover')],
  ['ISRC', ({ track }) => track.isrc],
  ['Preview start', ({ track }) => minutes(track.previewStartMs)],
  ['Album title', ({ snapshot }) => titleWithVersion(snapshot.release)],
  ['Album artist', ({ snapshot }) => snapshot.release.artist],
  ['Release date', ({ snapshot }) => snapshot.release.releaseDate],
  ['Record label', ({ snapshot }) => snapshot.release.label],
  ['Primary genre', ({ snapshot }) => snapshot.release.genre],
  ['Secondary genre', ({ snapshot }) => snapshot.release.subgenre],
  ['Language', ({ snapshot }) => snapshot.release.language],
  ['UPC', ({ snapshot }) => snapshot.release.upc],
  ['Audio file', ({ audio, index }) => audio[index] ?? ''],
  ['Artwork file', ({ artwork }) => artwork],
];

/** As distributors of labels ask: a line for each track that repeats its release. */
const labelForm: readonly Column[] = [
  ['Label', ({ snapshot }) => snapshot.release.label],
  ['Catalog Number', ({ snapshot }) => snapshot.release.catalogueNumber],
  ['UPC', ({ snapshot }) => snapshot.release.upc],
  ['Release Title', ({ snapshot }) => snapshot.release.title],
  ['Release Version', ({ snapshot }) => snapshot.release.versionTitle],
  ['Release Primary Artist', ({ snapshot }) => mainArtist(snapshot.release)],
  ['Release Featured Artist', ({ snapshot }) => artistsAs(snapshot.release, 'featured', 'with')],
  ['Digital Release Date', ({ snapshot }) => snapshot.release.releaseDate],
  ['Original Release Date', ({ snapshot }) => snapshot.release.originalReleaseDate || snapshot.release.releaseDate],
  ['Genre', ({ snapshot }) => snapshot.release.genre],
  ['Sub Genre', ({ snapshot }) => snapshot.release.subgenre],
  ['Metadata Language', ({ snapshot }) => snapshot.release.language],
  ['P Line', ({ snapshot }) => snapshot.release.pLine],
  ['C Line', ({ snapshot }) => snapshot.release.cLine],
  ['Territories', ({ snapshot }) => territoryText(snapshot.release.territories)],
  ['Disc', ({ track }) => track.disc],
  ['Track Number', ({ track }) => track.number],
  ['Track Title', ({ track }) => track.title],
  ['Track Version', ({ track }) => track.versionTitle],
  ['Track Primary Artist', ({ track }) => mainArtist(track)],
  ['Track Featured Artist', ({ track }) => artistsAs(track, 'featured', 'with')],
  ['Track Remixer', ({ track }) => artistsAs(track, 'remixer')],
  ['ISRC', ({ track }) => track.isrc],
  ['Explicit', ({ track }) => explicitWords[track.explicit]],
  ['Lyrics Language', ({ track }) => track.language],
  ['Composer', ({ track }) => people(track.writers, composer)],
  ['Lyricist', ({ track }) => people(track.writers, lyricist)],
  ['Publisher', ({ track }) => people(track.writers, publisher)],
  ['Producer', ({ track }) => people(track.credits, producer)],
  ['Audio File Name', ({ audio, index }) => audio[index] ?? ''],
];

/** As aggregators of catalogues ask, with what tells releases and products apart. */
const catalogueForm: readonly Column[] = [
  ['UPC/EAN', ({ snapshot }) => snapshot.release.upc],
  ['Catalogue No', ({ snapshot }) => snapshot.release.catalogueNumber],
  ['Product Title', ({ snapshot }) => snapshot.release.title],
  ['Product Version', ({ snapshot }) => snapshot.release.versionTitle],
  ['Product Type', ({ snapshot }) => snapshot.release.kind],
  ['Display Artist', ({ snapshot }) => snapshot.release.artist],
  ['Label', ({ snapshot }) => snapshot.release.label],
  ['Main Genre', ({ snapshot }) => snapshot.release.genre],
  ['Alternate Genre', ({ snapshot }) => snapshot.release.subgenre],
  ['Consumer Release Date', ({ snapshot }) => snapshot.release.releaseDate],
  ['Original Release Date', ({ snapshot }) => snapshot.release.originalReleaseDate || snapshot.release.releaseDate],
  ['Pre-order Date', ({ snapshot }) => snapshot.release.preorderDate],
  ['Price Category', ({ snapshot }) => snapshot.release.priceTier],
  ['℗ Line', ({ snapshot }) => snapshot.release.pLine],
  ['© Line', ({ snapshot }) => snapshot.release.cLine],
  ['Volume', ({ track }) => track.disc],
  ['Sequence', ({ track }) => track.number],
  ['ISRC', ({ track }) => track.isrc],
  ['Track Title', ({ track }) => track.title],
  ['Track Version', ({ track }) => track.versionTitle],
  ['Track Display Artist', ({ track }) => track.artist],
  ['Parental Advisory', ({ track }) => explicitWords[track.explicit]],
  ['Audio Language', ({ track }) => track.language],
  ['Recording Year', ({ track }) => track.recordedYear],
  ['Track ℗ Line', ({ track, snapshot }) => track.pLine || snapshot.release.pLine],
  ['Contributors', ({ track }) => withShare(track.credits, 10_000)],
  ['Writers', ({ track }) => withShare(track.writers, 1_000_000)],
  ['Publishers', ({ track }) => people(track.writers, publisher)],
  ['ISWC', ({ track }) => track.iswc],
  ['Audio File', ({ audio, index }) => audio[index] ?? ''],
  ['Cover File', ({ artwork }) => artwork],
];

const layouts: Readonly<Record<SheetLayout | 'complete', readonly Column[]>> = {
  complete,
  artistForm,
  labelForm,
  catalogueForm,
};

/** A line for each track. Codes are texts, which no spreadsheet turns into numbers; only plain figures are numbers. */
function sheetTable(layout: SheetLayout | 'complete', facts: SheetFacts): PaperTable {
  const columns = layouts[layout];
  const rows = facts.snapshot.tracks.map((track, index) =>
    columns.map(([, value]) => value({ ...facts, track, index })),
  );
  const kinds = columns.map(([title], at): PaperColumn => {
    const isNumber = rows.some((row) => typeof row[at] === 'number');
    return { title, kind: isNumber ? 'number' : 'text' };
  });
  return { name: 'Tracks', columns: kinds, rows: rows.map((cells) => ({ kind: 'row', cells })) };
}

export function sheetPaper(layout: SheetLayout | 'complete', facts: SheetFacts, madeAt: number): Paper {
  const { title, artist } = facts.snapshot.release;
  return {
    title: `${artist} – ${title}`,
    lines: [facts.stores.join(', ')],
    issuer: { name: facts.snapshot.release.label, lines: [], logo: null },
    recipient: [],
    tables: [sheetTable(layout, facts)],
    notes: [],
    signatures: [],
    madeAt,
    madeOn: new Date(madeAt).toISOString().slice(0, 10),
  };
}
