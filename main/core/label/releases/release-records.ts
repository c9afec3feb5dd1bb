import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';
import { refuseDelivered } from '#core/label/delivery/delivered-release.ts';
import { refuseWithMoney } from '#core/royalties/closed-period.ts';
import { AppError } from '#shared/errors.ts';
import type { AiContent, DisplayArtist } from './recording-records.ts';

/** A place on a release; what is heard there is the recording's. */
export type ReleaseTrackState = {
  disc: number;
  recordingId: number;
  isBonus: boolean;
  /** May be bought or heard before the release. */
  isInstant: boolean;
};

export type Territories = { mode: 'world' | 'only' | 'except'; codes: string[] };

export type ReleaseDecision = {
  act: 'submitted' | 'approved' | 'changesAsked' | 'withdrawn';
  at: number;
  personId: number | null;
  note: string;
};

/** A finding that somebody looked at and lets stand. */
export type IgnoredFinding = { rule: string; place: string; reason: string };

export type ReleaseState = {
  title: string;
  versionTitle: string;
  artist: string;
  /** Empty: read from the line of the artist. */
  artists: DisplayArtist[];
  kind: 'single' | 'ep' | 'album' | 'compilation' | 'djMix';
  state: 'draft' | 'submitted' | 'changesAsked' | 'approved';
  decisions: ReleaseDecision[];
  label: string;
  catalogueNumber: string;
  upc: string;
  upcHistory: string[];
  grid: string;
  genre: string;
  subgenre: string;
  language: string;
  releaseDate: string;
  originalReleaseDate: string;
  preorderDate: string;
  priceTier: string;
  territories: Territories;
  description: string;
  keywords: string;
  pLine: string;
  cLine: string;
  aiContent: AiContent;
  /** Keys of shared/stores.ts. */
  stores: string[];
  ignoredFindings: IgnoredFinding[];
  artworkHash: string | null;
  packId: number | null;
  archivedAt: number | null;
  createdAt: number;
  tracks: ReleaseTrackState[];
};

/** What nobody said yet. */
export const newRelease = {
  ...{ versionTitle: '', artist: '', artists: [], kind: 'album', state: 'draft', decisions: [], label: '' },
  ...{ catalogueNumber: '', upc: '', upcHistory: [], grid: '', genre: '', subgenre: '', language: '' },
  ...{ releaseDate: '', originalReleaseDate: '', preorderDate: '', priceTier: '' },
  ...{ territories: { mode: 'world', codes: [] }, description: '', keywords: '', pLine: '', cLine: '' },
  ...{ aiContent: 'unset', stores: [], ignoredFindings: [], artworkHash: null, packId: null, archivedAt: null },
  tracks: [],
} as const satisfies Partial<ReleaseState>;

export const releaseRecord = recordKind<ReleaseState>({
  name: 'release',
  table: 'release',
  columns: {
    title: 'title',
    versionTitle: 'version_title',
    artist: 'artist',
    artists: json('artists'),
    kind: 'kind',
    state: 'state',
    decisions: json('decisions'),
    label: 'label',
    catalogueNumber: 'catalogue_number',
    upc: 'upc',
    upcHistory: json('upc_history'),
    grid: 'grid',
    genre: 'genre',
    subgenre: 'subgenre',
    language: 'language',
    releaseDate: 'release_date',
    originalReleaseDate: 'original_release_date',
    preorderDate: 'preorder_date',
    priceTier: 'price_tier',
    territories: json('territories'),
    description: 'description',
    keywords: 'keywords',
    pLine: 'p_line',
    cLine: 'c_line',
    aiContent: 'ai_content',
    stores: json('stores'),
    ignoredFindings: json('ignored_findings'),
    artworkHash: 'artwork_hash',
    packId: 'pack_id',
    archivedAt: 'archived_at',
    createdAt: 'created_at',
  },
  lists: {
    tracks: {
      table: 'release_track',
      owner: 'release_id',
      columns: {
        disc: 'disc',
        recordingId: 'recording_id',
        isBonus: flag('is_bonus'),
        isInstant: flag('is_instant'),
      },
    },
  },
  hasChangedAt: true,
});

/** Codes that are one release's each, by their columns. */
const codes = { upc: 'upc', catalogueNumber: 'catalogue_number', grid: 'grid' } as const;

/** What an approved release may be changed in and stay approved. */
export const approvedParts: ReadonlySet<string> = new Set([
  'state',
  'decisions',
  'stores',
  'ignoredFindings',
  'archivedAt',
]);

/**
 * Sets values of releases. Whoever does it, undo and redo included, no two have one UPC, GRid or catalogue number, what stands on one is
 * there, what was approved stays as it was, and none goes that money is kept under or that a store has. Throws CODE_TAKEN, NOT_FOUND,
 * RELEASE_APPROVED, PROJECT_IN_USE, ROYALTIES_CLOSED, STATE_REFUSED.
 */
export const setReleases: ItemSetter = (db, values, context) => {
  const edited = values
    .filter(({ field }) => field !== 'release:whole' && !approvedParts.has(field.slice('release:'.length)))
    .map(({ itemId }) => itemId);
  const isApproved = prepare(
    db,
    `SELECT 1 FROM release WHERE id = ? AND state = 'approved'
       AND (SELECT kind FROM operation WHERE id = ?) <> 'mergePeople'`,
  ).pluck();
  const approved = edited.filter((id) => isApproved.get(id, context.operationId) === 1);
  releaseRecord.setter(db, values, context);
  const left = approved.find((id) => isApproved.get(id, context.operationId) === 1);
  if (left !== undefined) throw new AppError('RELEASE_APPROVED', 'This release was approved as it is.', { id: left });
  for (const { itemId, field } of values) {
    const part = field.slice('release:'.length);
    const set = part === 'whole' ? Object.values(codes) : part in codes ? [codes[part as keyof typeof codes]] : [];
    for (const column of set) refuseTwin(db, column, itemId);
    if (part === 'whole' || part === 'tracks') refuseGone(db, itemId);
    if (part === 'whole' && !releaseRecord.read(db, itemId)) {
      refuseWithMoney(db, 'release', itemId);
      refuseDelivered(db, itemId);
    }
  }
};

function refuseTwin(db: Db, column: string, id: number): void {
  const other = prepare(
    db,
    `SELECT other.title FROM release JOIN release AS other ON other.${column} = release.${column}
       AND other.id <> release.id WHERE release.id = ? AND release.${column} <> ''`,
  )
    .pluck()
    .get(id) as string | undefined;
  if (other !== undefined) throw new AppError('CODE_TAKEN', `“${other}” has this number already.`, { id, other });
}

function refuseGone(db: Db, id: number): void {
  const gone = prepare(
    db,
    `SELECT recording_id FROM release_track WHERE release_id = ?
       AND NOT EXISTS (SELECT 1 FROM recording WHERE recording.id = recording_id)`,
  )
    .pluck()
    .get(id) as number | undefined;
  if (gone !== undefined) throw new AppError('NOT_FOUND', 'One of its recordings is not here any more.', { id: gone });
}
