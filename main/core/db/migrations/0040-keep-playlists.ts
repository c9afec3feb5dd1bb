import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 40,
  up(db) {
    db.exec(`
      -- HISTORY. What is changed need not be a track: 'item_id' is a playlist's or a tracklist's number, as the first part of
      -- the field says ('playlist:name').
      ALTER TABLE operation_change RENAME TO operation_change_before;
      CREATE TABLE operation_change (
        operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        track_id INTEGER,
        item_id INTEGER,
        -- 'rating', 'tag:title', 'override:bpm', 'playlist:entries': see core/history/README.md.
        field TEXT NOT NULL,
        old_value TEXT NOT NULL CHECK (json_valid(old_value)),
        new_value TEXT NOT NULL CHECK (json_valid(new_value)),
        PRIMARY KEY (operation_id, seq),
        CHECK ((track_id IS NULL) <> (item_id IS NULL))
      ) STRICT, WITHOUT ROWID;
      INSERT INTO operation_change (operation_id, seq, track_id, field, old_value, new_value)
        SELECT operation_id, seq, track_id, field, old_value, new_value FROM operation_change_before;
      DROP TABLE operation_change_before;
      CREATE INDEX operation_change_track ON operation_change (track_id, operation_id) WHERE track_id IS NOT NULL;
      CREATE INDEX operation_change_item ON operation_change (item_id, operation_id) WHERE item_id IS NOT NULL;

      -- FILES. A step can make a file that was not there.
      ALTER TABLE file_step RENAME TO file_step_before;
      CREATE TABLE file_step (
        id INTEGER PRIMARY KEY,
        operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind IN ('write', 'move', 'copy', 'create', 'trash', 'restore', 'makeFolder', 'removeFolder')),
        track_id INTEGER,
        source TEXT NOT NULL,
        target TEXT,
        temporary TEXT,
        step_group INTEGER NOT NULL,
        expected TEXT CHECK (expected IS NULL OR json_valid(expected)),
        input TEXT CHECK (input IS NULL OR json_valid(input)),
        result TEXT CHECK (result IS NULL OR json_valid(result)),
        state TEXT NOT NULL DEFAULT 'planned'
          CHECK (state IN ('planned', 'prepared', 'done', 'failed', 'skipped')),
        error_code TEXT,
        UNIQUE (operation_id, seq)
      ) STRICT;
      INSERT INTO file_step SELECT id, operation_id, seq, kind, track_id, source, target, temporary, step_group, expected,
        input, result, state, error_code FROM file_step_before;
      DROP TABLE file_step_before;
      CREATE INDEX file_step_track ON file_step (track_id, operation_id) WHERE track_id IS NOT NULL;
      CREATE INDEX file_step_state ON file_step (operation_id, state, kind);
      CREATE INDEX file_step_source ON file_step (source);
      CREATE INDEX file_step_target ON file_step (target) WHERE target IS NOT NULL;
      CREATE INDEX file_step_open ON file_step (operation_id, seq) WHERE state IN ('planned', 'prepared');
      CREATE INDEX file_step_group ON file_step (operation_id, step_group, seq);
      CREATE INDEX file_step_reversal ON file_step (operation_id, seq)
        WHERE json_extract(result, '$.reverses.id') IS NOT NULL;

      -- TRACKS. A number is never given twice: playlists, history and other programs speak of what is gone by its own.
      CREATE TABLE track_number (last INTEGER NOT NULL) STRICT;
      INSERT INTO track_number SELECT max(
        coalesce((SELECT max(id) FROM track), 0),
        coalesce((SELECT max(track_id) FROM removed_track), 0),
        coalesce((SELECT max(track_id) FROM operation_change), 0),
        coalesce((SELECT max(track_id) FROM file_step WHERE track_id IS NOT NULL), 0));
      CREATE TRIGGER track_number_insert AFTER INSERT ON track BEGIN
        UPDATE track_number SET last = new.id WHERE last < new.id;
      END;

      -- Moments in a track: cues, loops and where it fades; the beat grid is an override.
      CREATE TABLE cue_point (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('cue', 'loop', 'fadeIn', 'fadeOut', 'load')),
        -- 0 to 7 for hot cues A to H; null for those that only are remembered.
        slot INTEGER CHECK (slot BETWEEN 0 AND 7),
        start_ms REAL NOT NULL CHECK (start_ms >= 0),
        -- Of loops.
        end_ms REAL CHECK (end_ms > start_ms),
        name TEXT NOT NULL DEFAULT '',
        -- '#rrggbb', or empty.
        colour TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (track_id, seq)
      ) STRICT, WITHOUT ROWID;

      -- What other programs and services speak of is found by its code, or by its file's name.
      CREATE INDEX track_isrc ON track (isrc) WHERE isrc <> '';
      CREATE INDEX track_file_name ON track (file_name);

      -- Search knows which tracks have some: the first one that comes and the last one that goes are noted.
      CREATE TRIGGER track_change_first_cue AFTER INSERT ON cue_point
      WHEN NOT EXISTS (SELECT 1 FROM cue_point WHERE track_id = new.track_id AND seq <> new.seq) BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (new.track_id, 0);
      END;
      CREATE TRIGGER track_change_last_cue AFTER DELETE ON cue_point
      WHEN NOT EXISTS (SELECT 1 FROM cue_point WHERE track_id = old.track_id) BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (old.track_id, 0);
      END;
      CREATE TRIGGER track_change_moved_cue AFTER UPDATE OF track_id ON cue_point WHEN old.track_id <> new.track_id
      BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (old.track_id, 0), (new.track_id, 0);
      END;

      -- PLAYLISTS, in a tree.
      CREATE TABLE playlist (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        parent_id INTEGER REFERENCES playlist (id) DEFERRABLE INITIALLY DEFERRED,
        -- Among its siblings.
        position INTEGER NOT NULL,
        -- A crate has no order and each track once.
        kind TEXT NOT NULL CHECK (kind IN ('folder', 'list', 'crate', 'smart')),
        name TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        -- Of smart ones: shared/contract/playlists.ts, smartRules.
        rules TEXT CHECK (rules IS NULL OR json_valid(rules)),
        -- Of sets: the curve and the constraints (setPlan).
        plan TEXT CHECK (plan IS NULL OR json_valid(plan)),
        -- Where it was taken from or is kept too: a file, a service's playlist (playlistSource).
        source TEXT CHECK (source IS NULL OR json_valid(source)),
        -- How its rows are shown: columns and order (playlistLayout).
        layout TEXT CHECK (layout IS NULL OR json_valid(layout)),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX playlist_parent ON playlist (parent_id, position);

      -- What the entry was is kept with it: its track may be gone, or never have been here.
      CREATE TABLE playlist_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        -- No foreign key: a track that comes back is in its playlists again.
        track_id INTEGER,
        title TEXT NOT NULL DEFAULT '',
        artist TEXT NOT NULL DEFAULT '',
        album TEXT NOT NULL DEFAULT '',
        duration_ms INTEGER,
        isrc TEXT NOT NULL DEFAULT '',
        -- As another program or service named it: a path, 'spotify:track:…'.
        location TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        -- Pinned in a set.
        is_locked INTEGER NOT NULL DEFAULT 0 CHECK (is_locked IN (0, 1)),
        added_at INTEGER NOT NULL
      ) STRICT;
      -- With the durations, so that a thousand lists are summed up without reading one.
      CREATE INDEX playlist_entry_position ON playlist_entry (playlist_id, position, duration_ms);
      CREATE INDEX playlist_entry_track ON playlist_entry (track_id, playlist_id) WHERE track_id IS NOT NULL;
      -- Names a state of all entries: what the search reader remembers of playlists holds for one of them.
      CREATE TABLE playlist_state (generation INTEGER NOT NULL) STRICT;
      INSERT INTO playlist_state VALUES (0);
      CREATE TRIGGER playlist_state_insert AFTER INSERT ON playlist_entry BEGIN
        UPDATE playlist_state SET generation = generation + 1;
      END;
      CREATE TRIGGER playlist_state_delete AFTER DELETE ON playlist_entry BEGIN
        UPDATE playlist_state SET generation = generation + 1;
      END;
      CREATE TRIGGER playlist_state_update AFTER UPDATE OF playlist_id, track_id ON playlist_entry BEGIN
        UPDATE playlist_state SET generation = generation + 1;
      END;
      -- What its entries keep of a track that leaves is what it was last; a service's own name for it stays.
      CREATE TRIGGER playlist_entry_keep BEFORE DELETE ON track BEGIN
        UPDATE playlist_entry SET title = coalesce(nullif(old.title, ''), old.file_name), artist = old.artist,
          album = old.album, duration_ms = coalesce(old.duration_ms, duration_ms),
          isrc = coalesce(nullif(old.isrc, ''), isrc),
          location = CASE WHEN location GLOB '[a-z][a-z]*:*' THEN location
            ELSE coalesce((SELECT path FROM folder WHERE id = old.folder_id) || '/' || old.path, location) END
        WHERE track_id = old.id;
      END;

      -- TRACKLISTS: what was played in a mix or at an event, with times.
      CREATE TABLE tracklist (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        artist TEXT NOT NULL DEFAULT '',
        event TEXT NOT NULL DEFAULT '',
        venue TEXT NOT NULL DEFAULT '',
        -- 'yyyy', 'yyyy-mm' or 'yyyy-mm-dd', or empty.
        date TEXT NOT NULL DEFAULT '',
        genre TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        -- The mix; no foreign key, as in playlists.
        mix_track_id INTEGER,
        -- How sure the match of mix and list is, 0 to 1; null where the user chose it.
        mix_score REAL,
        duration_ms INTEGER,
        source TEXT NOT NULL DEFAULT 'manual'
          CHECK (source IN ('manual', 'text', 'csv', 'json', 'cue', 'embedded', 'playlist')),
        -- 0 to 1, of what was parsed.
        confidence REAL,
        -- Of the draft; published is the newest version in tracklist_version that says so.
        version INTEGER NOT NULL DEFAULT 1,
        state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published')),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX tracklist_mix ON tracklist (mix_track_id) WHERE mix_track_id IS NOT NULL;

      CREATE TABLE tracklist_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        tracklist_id INTEGER NOT NULL REFERENCES tracklist (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        start_ms INTEGER,
        end_ms INTEGER,
        artist TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '',
        remix TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        isrc TEXT NOT NULL DEFAULT '',
        -- Nobody knows what it is.
        is_unknown INTEGER NOT NULL DEFAULT 0 CHECK (is_unknown IN (0, 1)),
        track_id INTEGER,
        -- 0 to 1: of the parsing, and of the match with the library's track.
        confidence REAL,
        match_score REAL,
        -- The user chose the track, or said that there is none.
        is_match_fixed INTEGER NOT NULL DEFAULT 0 CHECK (is_match_fixed IN (0, 1)),
        transition TEXT NOT NULL DEFAULT 'unknown'
          CHECK (transition IN ('cut', 'fade', 'blend', 'crossfade', 'echo', 'filter', 'mashup', 'unknown')),
        bpm REAL,
        musical_key INTEGER CHECK (musical_key BETWEEN 0 AND 23),
        is_manual INTEGER NOT NULL DEFAULT 0 CHECK (is_manual IN (0, 1)),
        note TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX tracklist_entry_position ON tracklist_entry (tracklist_id, position);
      CREATE INDEX tracklist_entry_track ON tracklist_entry (track_id) WHERE track_id IS NOT NULL;

      -- Every state a tracklist had that counts: what was published, and drafts that differ enough.
      CREATE TABLE tracklist_version (
        tracklist_id INTEGER NOT NULL REFERENCES tracklist (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'archived')),
        change TEXT NOT NULL CHECK (change IN ('manualEdit', 'importUpdate', 'rollback')),
        content TEXT NOT NULL CHECK (json_valid(content)),
        PRIMARY KEY (tracklist_id, number)
      ) STRICT, WITHOUT ROWID;
      -- CUE sheets that were saved, to tell whether they are still as we left them, and still what the list says.
      CREATE TABLE cue_file (
        path TEXT NOT NULL,
        -- Counts from 1 with each save there.
        version INTEGER NOT NULL,
        -- No foreign key: a list that is removed may come back.
        tracklist_id INTEGER NOT NULL,
        dialect TEXT NOT NULL,
        mode TEXT NOT NULL,
        encoding TEXT NOT NULL,
        -- SHA-256 of the file.
        sha256 TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (path, version)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX cue_file_tracklist ON cue_file (tracklist_id);

      -- OTHER PROGRAMS. What an import could not place, and exports that are made again.
      CREATE TABLE import_report (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        format TEXT NOT NULL,
        path TEXT NOT NULL,
        operation_id INTEGER REFERENCES operation (id) ON DELETE SET NULL,
        -- Counts by name: shared/contract/interop.ts
        counts TEXT NOT NULL CHECK (json_valid(counts))
      ) STRICT;
      CREATE INDEX import_report_operation ON import_report (operation_id) WHERE operation_id IS NOT NULL;
      CREATE TABLE import_miss (
        report_id INTEGER NOT NULL REFERENCES import_report (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        location TEXT NOT NULL,
        artist TEXT NOT NULL,
        title TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (report_id, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE export_target (
        id INTEGER PRIMARY KEY,
        format TEXT NOT NULL,
        path TEXT NOT NULL,
        -- What goes out, and how paths are written: shared/contract/interop.ts
        options TEXT NOT NULL CHECK (json_valid(options)),
        exported_at INTEGER,
        UNIQUE (format, path)
      ) STRICT;
      -- What was written last: 'track:12' with a hash of what was said of it, 'file:' and a name with that of its bytes.
      CREATE TABLE export_item (
        target_id INTEGER NOT NULL REFERENCES export_target (id) ON DELETE CASCADE,
        item TEXT NOT NULL,
        hash TEXT NOT NULL,
        -- The export that wrote it: what an older one did is gone.
        run INTEGER NOT NULL,
        PRIMARY KEY (target_id, item)
      ) STRICT, WITHOUT ROWID;

      -- SERVICES on the net; each is off until the user connects it. No secret is ever here: see core/connectors.
      CREATE TABLE connection (
        service TEXT PRIMARY KEY,
        -- What the user typed: a client id, a bucket's address.
        settings TEXT NOT NULL CHECK (json_valid(settings)),
        account TEXT NOT NULL DEFAULT '',
        connected_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- What a service was asked to do and has not done yet: it waits for the net, or for its turn.
      CREATE TABLE service_task (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        service TEXT NOT NULL REFERENCES connection (service) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        input TEXT NOT NULL CHECK (json_valid(input)),
        -- How far it is, so that it goes on there.
        progress TEXT CHECK (progress IS NULL OR json_valid(progress)),
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        run_after INTEGER NOT NULL DEFAULT 0,
        error_code TEXT,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX service_task_next ON service_task (state, run_after, id);
      CREATE INDEX service_task_service ON service_task (service);
      -- Answers that stay true for a while.
      CREATE TABLE service_answer (
        service TEXT NOT NULL,
        request TEXT NOT NULL,
        answer TEXT NOT NULL CHECK (json_valid(answer)),
        at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (service, request)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX service_answer_expires ON service_answer (expires_at);
      -- What a service calls a track: a Spotify URI, a MusicBrainz recording.
      CREATE TABLE service_link (
        service TEXT NOT NULL,
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        item TEXT NOT NULL,
        -- 0 to 1; null where the user said so.
        confidence REAL,
        at INTEGER NOT NULL,
        PRIMARY KEY (service, track_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX service_link_item ON service_link (service, item);
      CREATE INDEX service_link_track ON service_link (track_id);
      -- Files that lie with a storage service because the user put them there.
      CREATE TABLE stored_file (
        id INTEGER PRIMARY KEY,
        -- Outlives the connection: the files are still there.
        service TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('audio', 'artwork', 'backup')),
        -- What the service knows it by.
        item TEXT NOT NULL,
        url TEXT NOT NULL DEFAULT '',
        name TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        track_id INTEGER,
        uploaded_at INTEGER NOT NULL,
        UNIQUE (service, item)
      ) STRICT;
    `);
  },
};
