import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 60,
  up(db) {
    db.exec(`
      -- The steps songs go through, by the kind of work; a song has a copy of its own.
      CREATE TABLE workflow (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        -- The template it was made from; empty: its own.
        template TEXT NOT NULL DEFAULT '',
        -- Whose songs start with it; null: those of everybody who has none of their own.
        owner_id INTEGER,
        is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
        position INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE workflow_step (
        workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        -- Names the step for good, through renames: 'drums'.
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        -- The column of the board.
        stage TEXT NOT NULL DEFAULT '',
        is_required INTEGER NOT NULL DEFAULT 1 CHECK (is_required IN (0, 1)),
        is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
        -- The key of the step it waits for; empty: none.
        after_key TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (workflow_id, position),
        UNIQUE (workflow_id, key)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE pack (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        -- 1 is first.
        priority INTEGER NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5),
        -- 'yyyy-mm-dd', or empty.
        deadline TEXT NOT NULL DEFAULT '',
        colour TEXT NOT NULL DEFAULT '',
        artwork_hash TEXT,
        note TEXT NOT NULL DEFAULT '',
        owner_id INTEGER,
        release_title TEXT NOT NULL DEFAULT '',
        release_description TEXT NOT NULL DEFAULT '',
        download_link TEXT NOT NULL DEFAULT '',
        video_link TEXT NOT NULL DEFAULT '',
        -- The first time; a second release keeps it.
        released_at INTEGER,
        -- Shown on exported pages.
        is_public INTEGER NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      -- One of a name for each owner: the record makes sure, so that taking back can say what is in its way.
      CREATE INDEX pack_name ON pack (name COLLATE NOCASE, owner_id);
      CREATE TABLE pack_person (
        pack_id INTEGER NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        access TEXT NOT NULL CHECK (access IN ('view', 'edit')),
        PRIMARY KEY (pack_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX pack_person_person ON pack_person (person_id, pack_id);

      -- A work being made.
      CREATE TABLE song (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        artist TEXT NOT NULL DEFAULT '',
        album TEXT NOT NULL DEFAULT '',
        year INTEGER CHECK (year BETWEEN 1 AND 9999),
        genre TEXT NOT NULL DEFAULT '',
        status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'inProgress', 'released')),
        pack_id INTEGER,
        series_id INTEGER,
        -- Its place in the pack, and in its column of the board.
        position REAL NOT NULL DEFAULT 0,
        is_optional INTEGER NOT NULL DEFAULT 0 CHECK (is_optional IN (0, 1)),
        deadline TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        artwork_hash TEXT,
        owner_id INTEGER,
        workflow_id INTEGER,
        -- Watched for new bounces; empty: none.
        bounce_folder TEXT NOT NULL DEFAULT '',
        isrc TEXT NOT NULL DEFAULT '',
        iswc TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        is_explicit INTEGER NOT NULL DEFAULT 0 CHECK (is_explicit IN (0, 1)),
        -- What it is meant to be; what it is stands in its versions' tracks.
        bpm REAL,
        musical_key INTEGER CHECK (musical_key BETWEEN 0 AND 23),
        is_public INTEGER NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
        released_at INTEGER,
        release_description TEXT NOT NULL DEFAULT '',
        download_link TEXT NOT NULL DEFAULT '',
        video_link TEXT NOT NULL DEFAULT '',
        -- Kept by the repository: shared/fold-text.ts and the cleaning of titles, to find duplicates.
        title_fold TEXT NOT NULL DEFAULT '',
        artist_fold TEXT NOT NULL DEFAULT '',
        -- How far it is, by its steps: shared/song-progress.ts.
        stage TEXT NOT NULL DEFAULT '',
        step_count INTEGER NOT NULL DEFAULT 0,
        done_count INTEGER NOT NULL DEFAULT 0,
        next_key TEXT NOT NULL DEFAULT '',
        next_name TEXT NOT NULL DEFAULT '',
        next_assignee_id INTEGER,
        due_on TEXT NOT NULL DEFAULT '',
        moved_at INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX song_fold ON song (title_fold, artist_fold);
      CREATE INDEX song_status ON song (status, position);
      CREATE INDEX song_pack ON song (pack_id, position) WHERE pack_id IS NOT NULL;
      CREATE INDEX song_series ON song (series_id) WHERE series_id IS NOT NULL;
      CREATE INDEX song_artist ON song (artist_fold);

      CREATE TABLE song_step (
        song_id INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        stage TEXT NOT NULL DEFAULT '',
        is_required INTEGER NOT NULL DEFAULT 1 CHECK (is_required IN (0, 1)),
        is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
        is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1)),
        done_at INTEGER,
        done_by INTEGER,
        assignee_id INTEGER,
        due TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        after_key TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (song_id, position),
        UNIQUE (song_id, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX song_step_assignee ON song_step (assignee_id, song_id) WHERE assignee_id IS NOT NULL;

      -- Who takes part: what they may do, what they are credited for, and their share in hundredths of a percent.
      CREATE TABLE song_person (
        song_id INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        can_edit INTEGER NOT NULL DEFAULT 0 CHECK (can_edit IN (0, 1)),
        share INTEGER CHECK (share BETWEEN 0 AND 10000),
        PRIMARY KEY (song_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX song_person_person ON song_person (person_id, song_id);

      -- When it was what.
      CREATE TABLE song_status_change (
        song_id INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        at INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('planned', 'inProgress', 'released')),
        person_id INTEGER,
        PRIMARY KEY (song_id, position)
      ) STRICT, WITHOUT ROWID;

      -- Links that were given, with what changed.
      CREATE TABLE song_link (
        song_id INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        at INTEGER NOT NULL,
        person_id INTEGER,
        url TEXT NOT NULL,
        message TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (song_id, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE song_version (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        song_id INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        number INTEGER NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        -- No foreign key, as in playlists.
        track_id INTEGER NOT NULL,
        -- What it sounded like when it was added: its file may hold another bounce by now.
        quick_hash TEXT NOT NULL DEFAULT '',
        audio_hash TEXT NOT NULL DEFAULT '',
        is_current INTEGER NOT NULL DEFAULT 0 CHECK (is_current IN (0, 1)),
        person_id INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX song_version_song ON song_version (song_id, number);
      CREATE INDEX song_version_track ON song_version (track_id);

      CREATE TABLE song_comment (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        song_id INTEGER NOT NULL REFERENCES song (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        version_id INTEGER,
        parent_id INTEGER,
        -- In the version's sound; null: about all of it.
        at_ms INTEGER CHECK (at_ms >= 0),
        text TEXT NOT NULL,
        person_id INTEGER,
        is_resolved INTEGER NOT NULL DEFAULT 0 CHECK (is_resolved IN (0, 1)),
        -- When its text was changed; null: never.
        edited_at INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX song_comment_song ON song_comment (song_id, created_at);

      -- Folders that are looked at for bounces of a song; what stands in song.bounce_folder counts. Both tables outlive a song
      -- that is taken away: undo brings it back, and its number is nobody else's.
      CREATE TABLE bounce_watch (
        song_id INTEGER PRIMARY KEY,
        folder TEXT NOT NULL DEFAULT '',
        mode TEXT NOT NULL DEFAULT 'add' CHECK (mode IN ('add', 'offer')),
        -- What lay there when watching began is known.
        is_ready INTEGER NOT NULL DEFAULT 0 CHECK (is_ready IN (0, 1))
      ) STRICT;
      -- Files of such a folder that were looked at, and what for.
      CREATE TABLE song_bounce (
        song_id INTEGER NOT NULL,
        track_id INTEGER NOT NULL,
        -- Size and time of the file.
        stamp TEXT NOT NULL,
        audio_hash TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL CHECK (state IN ('known', 'offered')),
        PRIMARY KEY (song_id, track_id)
      ) STRICT, WITHOUT ROWID;

      -- SERIES: all songs of an album, and what of its tracklist is there.
      CREATE TABLE series (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        -- Given on release.
        number INTEGER CHECK (number > 0),
        album TEXT NOT NULL,
        artist TEXT NOT NULL,
        year INTEGER,
        status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'inProgress', 'released')),
        description TEXT NOT NULL DEFAULT '',
        link TEXT NOT NULL DEFAULT '',
        artwork_hash TEXT,
        pack_id INTEGER,
        album_fold TEXT NOT NULL,
        artist_fold TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      -- One for each album and number: the record makes sure.
      CREATE INDEX series_fold ON series (album_fold, artist_fold);
      CREATE INDEX series_number ON series (number) WHERE number IS NOT NULL;
      CREATE TABLE series_row (
        series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        disc INTEGER NOT NULL DEFAULT 1,
        title TEXT NOT NULL,
        duration_ms INTEGER,
        mark TEXT NOT NULL DEFAULT '' CHECK (mark IN ('', 'preExisting', 'irrelevant')),
        -- Chosen by hand.
        song_id INTEGER,
        PRIMARY KEY (series_id, position)
      ) STRICT, WITHOUT ROWID;

      -- Songs that exist elsewhere, in lists the user reads in.
      CREATE TABLE reference_list (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX reference_list_name ON reference_list (name COLLATE NOCASE);
      CREATE TABLE reference_song (
        list_id INTEGER NOT NULL REFERENCES reference_list (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        artist TEXT NOT NULL,
        title_fold TEXT NOT NULL,
        artist_fold TEXT NOT NULL,
        PRIMARY KEY (list_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX reference_song_fold ON reference_song (title_fold, artist_fold);

      -- Ideas for the program or the work, with votes.
      CREATE TABLE idea (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        text TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'rejected')),
        reason TEXT NOT NULL DEFAULT '',
        person_id INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE idea_vote (
        idea_id INTEGER NOT NULL REFERENCES idea (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        vote INTEGER NOT NULL CHECK (vote IN (-1, 1)),
        PRIMARY KEY (idea_id, position)
      ) STRICT, WITHOUT ROWID;

      -- Requests that came from, or went to, another installation as a file.
      CREATE TABLE exchange (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        -- Of the file: the same one read twice is one.
        file_id TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
        kind TEXT NOT NULL,
        sender TEXT NOT NULL,
        -- What it was signed with.
        public_key TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'partlyApproved', 'rejected', 'cancelled')),
        content TEXT NOT NULL CHECK (json_valid(content)),
        created_at INTEGER NOT NULL,
        decided_at INTEGER,
        UNIQUE (file_id, direction)
      ) STRICT;
      -- Installations that files came from, with the key each was first seen with; one of them is this one.
      CREATE TABLE exchange_sender (
        sender_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        public_key TEXT NOT NULL,
        person_id INTEGER,
        is_self INTEGER NOT NULL DEFAULT 0 CHECK (is_self IN (0, 1)),
        seen_at INTEGER NOT NULL
      ) STRICT;
      -- What a song is called between installations.
      CREATE TABLE shared_song (
        song_id INTEGER PRIMARY KEY,
        ref TEXT NOT NULL UNIQUE,
        -- The installation it came from; empty: made here.
        sender_id TEXT NOT NULL DEFAULT ''
      ) STRICT;

      -- RELEASES, as far as the studio makes them: drafts.
      CREATE TABLE release (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        version_title TEXT NOT NULL DEFAULT '',
        artist TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT 'album' CHECK (kind IN ('single', 'ep', 'album', 'compilation', 'djMix')),
        state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft')),
        label TEXT NOT NULL DEFAULT '',
        catalogue_number TEXT NOT NULL DEFAULT '',
        upc TEXT NOT NULL DEFAULT '',
        genre TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        -- 'yyyy-mm-dd', or empty.
        release_date TEXT NOT NULL DEFAULT '',
        description TEXT NOT NULL DEFAULT '',
        p_line TEXT NOT NULL DEFAULT '',
        c_line TEXT NOT NULL DEFAULT '',
        artwork_hash TEXT,
        pack_id INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX release_pack ON release (pack_id) WHERE pack_id IS NOT NULL;
      CREATE TABLE release_track (
        release_id INTEGER NOT NULL REFERENCES release (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        disc INTEGER NOT NULL DEFAULT 1,
        song_id INTEGER,
        track_id INTEGER,
        title TEXT NOT NULL,
        version_title TEXT NOT NULL DEFAULT '',
        artist TEXT NOT NULL DEFAULT '',
        isrc TEXT NOT NULL DEFAULT '',
        iswc TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        is_explicit INTEGER NOT NULL DEFAULT 0 CHECK (is_explicit IN (0, 1)),
        duration_ms INTEGER,
        -- [{"personId", "role", "share"}]
        credits TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(credits)),
        PRIMARY KEY (release_id, position)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
