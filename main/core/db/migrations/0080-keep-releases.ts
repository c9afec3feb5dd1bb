import type { Migration } from '../migrate.ts';
import type { Db } from '../query.ts';
import { carryHistory } from './0080-carry-history.ts';
import { carryTracks } from './0080-carry-tracks.ts';

export const migration: Migration = {
  version: 80,
  up(db) {
    db.exec(tables);
    const recordings = carryTracks(db);
    carryHistory(db, recordings);
    takeOver(db);
  },
};

const tables = `
      -- LABEL. A work is what was written, a recording what was played: each stands once, however many releases hold it. Shares are
      -- in 1/10 000 of a percent (100 % is 1 000 000), but for those of credits, which are the studio's hundredths of a percent.
      CREATE TABLE work (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        iswc TEXT NOT NULL DEFAULT '',
        song_id INTEGER,
        -- [{"personId", "role", "share"}]: composers, lyricists, publishers.
        writers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(writers)),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX work_iswc ON work (iswc) WHERE iswc <> '';
      CREATE INDEX work_song ON work (song_id) WHERE song_id IS NOT NULL;

      CREATE TABLE recording (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        version_title TEXT NOT NULL DEFAULT '',
        -- As stores show it: 'Ines Valloria feat. Kit Okafor'.
        artist TEXT NOT NULL DEFAULT '',
        -- [{"name", "personId", "role": "main" | "featured" | "with" | "remixer"}]; empty: read from the artist's line.
        artists TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(artists)),
        isrc TEXT NOT NULL DEFAULT '',
        work_id INTEGER,
        song_id INTEGER,
        track_id INTEGER,
        -- BCP 47; 'zxx' is instrumental; empty is not said.
        language TEXT NOT NULL DEFAULT '',
        explicit TEXT NOT NULL DEFAULT 'unset' CHECK (explicit IN ('unset', 'none', 'explicit', 'clean')),
        duration_ms INTEGER,
        genre TEXT NOT NULL DEFAULT '',
        p_line TEXT NOT NULL DEFAULT '',
        recorded_year INTEGER,
        ownership TEXT NOT NULL DEFAULT 'original'
          CHECK (ownership IN ('original', 'licensed', 'publicDomain', 'sampleCleared', 'remixAuthorized', 'cover')),
        ai_content TEXT NOT NULL DEFAULT 'unset' CHECK (ai_content IN ('unset', 'none', 'partly', 'all')),
        ai_note TEXT NOT NULL DEFAULT '',
        lyrics TEXT NOT NULL DEFAULT '',
        preview_start_ms INTEGER,
        -- [{"personId", "role", "share"}]
        credits TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(credits)),
        title_fold TEXT NOT NULL DEFAULT '',
        artist_fold TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX recording_isrc ON recording (isrc) WHERE isrc <> '';
      CREATE INDEX recording_song ON recording (song_id) WHERE song_id IS NOT NULL;
      CREATE INDEX recording_track ON recording (track_id) WHERE track_id IS NOT NULL;
      CREATE INDEX recording_work ON recording (work_id) WHERE work_id IS NOT NULL;
      CREATE INDEX recording_title ON recording (title_fold, artist_fold);

      -- What a release is now; release and release_track of before become these.
      CREATE TABLE new_release (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        version_title TEXT NOT NULL DEFAULT '',
        artist TEXT NOT NULL DEFAULT '',
        artists TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(artists)),
        kind TEXT NOT NULL DEFAULT 'album' CHECK (kind IN ('single', 'ep', 'album', 'compilation', 'djMix')),
        state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'changesAsked', 'approved')),
        -- Who handed it in, approved it or asked for changes, and what they said, the latest last:
        -- [{"act": "submitted" | "approved" | "changesAsked" | "withdrawn", "at", "personId", "note"}].
        decisions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(decisions)),
        label TEXT NOT NULL DEFAULT '',
        catalogue_number TEXT NOT NULL DEFAULT '',
        -- UPC or EAN, 12 or 13 digits; earlier ones, as a release that moved to another distributor has, in upc_history.
        upc TEXT NOT NULL DEFAULT '',
        upc_history TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(upc_history)),
        grid TEXT NOT NULL DEFAULT '',
        genre TEXT NOT NULL DEFAULT '',
        subgenre TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        -- 'yyyy-mm-dd', or empty.
        release_date TEXT NOT NULL DEFAULT '',
        original_release_date TEXT NOT NULL DEFAULT '',
        preorder_date TEXT NOT NULL DEFAULT '',
        price_tier TEXT NOT NULL DEFAULT '',
        -- {"mode": "world" | "only" | "except", "codes": ["DE"]}
        territories TEXT NOT NULL DEFAULT '{"mode":"world","codes":[]}' CHECK (json_valid(territories)),
        description TEXT NOT NULL DEFAULT '',
        keywords TEXT NOT NULL DEFAULT '',
        p_line TEXT NOT NULL DEFAULT '',
        c_line TEXT NOT NULL DEFAULT '',
        ai_content TEXT NOT NULL DEFAULT 'unset' CHECK (ai_content IN ('unset', 'none', 'partly', 'all')),
        -- Keys of shared/stores.ts that it goes to.
        stores TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(stores)),
        -- Findings that somebody looked at: [{"rule", "place", "reason"}].
        ignored_findings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored_findings)),
        artwork_hash TEXT,
        pack_id INTEGER,
        archived_at INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE new_release_track (
        release_id INTEGER NOT NULL REFERENCES new_release (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        disc INTEGER NOT NULL DEFAULT 1,
        recording_id INTEGER NOT NULL,
        is_bonus INTEGER NOT NULL DEFAULT 0 CHECK (is_bonus IN (0, 1)),
        -- May be bought or heard before the release.
        is_instant INTEGER NOT NULL DEFAULT 0 CHECK (is_instant IN (0, 1)),
        PRIMARY KEY (release_id, position)
      ) STRICT, WITHOUT ROWID;

      -- Codes of one's own that are given out in order: ISRCs of a registrant, catalogue numbers, UPCs of a GS1 prefix, GRids.
      CREATE TABLE code_series (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('isrc', 'catalogue', 'upc', 'grid')),
        -- 'ZZLR1' of an ISRC (the year follows), 'LR-' of a catalogue number, '4260099' of a UPC, 'A10302B' of a GRid.
        prefix TEXT NOT NULL,
        digits INTEGER NOT NULL,
        -- The first number that is given out.
        first INTEGER NOT NULL DEFAULT 1 CHECK (first >= 0),
        is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
        created_at INTEGER NOT NULL
      ) STRICT;

      -- Whether releases need an approval before they are delivered; 'auto': as soon as there is more than one member.
      ALTER TABLE workspace ADD COLUMN release_approval TEXT NOT NULL DEFAULT 'auto'
        CHECK (release_approval IN ('auto', 'always', 'never'));
`;

/** What releases were goes, and the new tables take their names. */
function takeOver(db: Db): void {
  const last = (db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'release'").pluck().get() ?? 0) as number;
  db.exec(`
    INSERT INTO new_release (id, title, version_title, artist, kind, label, catalogue_number, upc, genre, language, release_date,
        description, p_line, c_line, artwork_hash, pack_id, created_at, changed_at)
      SELECT id, title, version_title, artist, kind, label, catalogue_number, upc, genre, language, release_date,
        description, p_line, c_line, artwork_hash, pack_id, created_at, changed_at FROM release;
    DROP TABLE release_track;
    DROP TABLE release;
    ALTER TABLE new_release RENAME TO release;
    ALTER TABLE new_release_track RENAME TO release_track;
    CREATE INDEX release_pack ON release (pack_id) WHERE pack_id IS NOT NULL;
    CREATE INDEX release_upc ON release (upc) WHERE upc <> '';
    CREATE INDEX release_track_recording ON release_track (recording_id, release_id);
    DELETE FROM sqlite_sequence WHERE name IN ('release', 'new_release');`);
  // No number is given twice, also not that of a release that is gone.
  db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('release', ?)").run(last);
}
