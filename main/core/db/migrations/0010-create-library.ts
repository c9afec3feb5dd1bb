import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 10,
  up(db) {
    db.exec(`
      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;

      -- A root. 'scanning' outlives a killed process, so that the next start goes on.
      CREATE TABLE folder (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
        -- 0 where single files were added: then nothing else of the folder is read.
        is_watched INTEGER NOT NULL DEFAULT 1 CHECK (is_watched IN (0, 1)),
        scan_state TEXT NOT NULL DEFAULT 'idle' CHECK (scan_state IN ('idle', 'scanning')),
        added_at INTEGER NOT NULL,
        scanned_at INTEGER
      ) STRICT;

      CREATE TABLE track (
        id INTEGER PRIMARY KEY,
        folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
        -- Relative to the folder, with '/' between its parts, exactly as the file system spells it.
        path TEXT NOT NULL,
        file_name TEXT NOT NULL,
        -- Device and inode as text: both may be larger than a JavaScript number holds.
        file_key TEXT,
        size_bytes INTEGER NOT NULL,
        modified_us INTEGER NOT NULL,
        quick_hash TEXT,
        audio_hash TEXT,
        missing_since INTEGER,
        added_at INTEGER NOT NULL,

        title TEXT NOT NULL DEFAULT '',
        artist TEXT NOT NULL DEFAULT '',
        album TEXT NOT NULL DEFAULT '',
        album_artist TEXT NOT NULL DEFAULT '',
        genre TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        comment TEXT NOT NULL DEFAULT '',
        grouping TEXT NOT NULL DEFAULT '',
        composer TEXT NOT NULL DEFAULT '',
        remixer TEXT NOT NULL DEFAULT '',
        isrc TEXT NOT NULL DEFAULT '',
        year INTEGER,
        track_number INTEGER,
        disc_number INTEGER,
        tag_bpm REAL,
        tag_key INTEGER CHECK (tag_key BETWEEN 0 AND 23),
        rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
        artwork_hash TEXT,

        -- Case and accents folded (shared/fold-text.ts), for sorting and exact comparison.
        title_fold TEXT NOT NULL DEFAULT '',
        artist_fold TEXT NOT NULL DEFAULT '',
        album_fold TEXT NOT NULL DEFAULT '',
        album_artist_fold TEXT NOT NULL DEFAULT '',
        genre_fold TEXT NOT NULL DEFAULT '',
        label_fold TEXT NOT NULL DEFAULT '',

        format TEXT NOT NULL DEFAULT '',
        codec TEXT NOT NULL DEFAULT '',
        is_lossless INTEGER NOT NULL DEFAULT 0 CHECK (is_lossless IN (0, 1)),
        bitrate INTEGER,
        sample_rate INTEGER,
        bit_depth INTEGER,
        channels INTEGER,
        duration_ms INTEGER,

        -- What lists show: from analysis where there is one, else from the tags.
        bpm REAL,
        bpm_confidence REAL,
        musical_key INTEGER CHECK (musical_key BETWEEN 0 AND 23),
        key_confidence REAL,
        lufs REAL,
        true_peak_db REAL,
        loudness_range REAL,
        analysis_state TEXT NOT NULL DEFAULT 'waiting'
          CHECK (analysis_state IN ('waiting', 'done', 'failed', 'unsupported')),

        UNIQUE (folder_id, path)
      ) STRICT;

      -- Narrow, for counting the tracks of each folder.
      CREATE INDEX track_folder ON track (folder_id);
      CREATE INDEX track_file_key ON track (file_key) WHERE file_key IS NOT NULL;
      CREATE INDEX track_quick_hash ON track (quick_hash);
      CREATE INDEX track_audio_hash ON track (audio_hash);
      CREATE INDEX track_missing_since ON track (missing_since) WHERE missing_since IS NOT NULL;
      CREATE INDEX track_analysis_state ON track (analysis_state);
      CREATE INDEX track_title ON track (title_fold);
      CREATE INDEX track_artist ON track (artist_fold, album_fold, disc_number, track_number);
      CREATE INDEX track_album ON track (album_fold, disc_number, track_number);
      CREATE INDEX track_album_artist ON track (album_artist_fold);
      CREATE INDEX track_genre ON track (genre_fold);
      CREATE INDEX track_label ON track (label_fold);
      CREATE INDEX track_bpm ON track (bpm);
      CREATE INDEX track_key ON track (musical_key, bpm);
      CREATE INDEX track_duration ON track (duration_ms);
      CREATE INDEX track_rating ON track (rating);
      CREATE INDEX track_year ON track (year);
      CREATE INDEX track_added ON track (added_at);
      CREATE INDEX track_modified ON track (modified_us);
      CREATE INDEX track_lufs ON track (lufs);
      CREATE INDEX track_true_peak ON track (true_peak_db);
      CREATE INDEX track_bitrate ON track (bitrate);
      CREATE INDEX track_format ON track (format);
      CREATE INDEX track_size ON track (size_bytes);
      CREATE INDEX track_path ON track (path);
      CREATE INDEX track_artwork ON track (artwork_hash) WHERE artwork_hash IS NOT NULL;

      CREATE VIRTUAL TABLE track_fts USING fts5 (
        title, artist, album, genre, comment, path,
        content = 'track', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
      );
      CREATE TRIGGER track_fts_insert AFTER INSERT ON track BEGIN
        INSERT INTO track_fts (rowid, title, artist, album, genre, comment, path)
        VALUES (new.id, new.title, new.artist, new.album, new.genre, new.comment, new.path);
      END;
      CREATE TRIGGER track_fts_delete AFTER DELETE ON track BEGIN
        INSERT INTO track_fts (track_fts, rowid, title, artist, album, genre, comment, path)
        VALUES ('delete', old.id, old.title, old.artist, old.album, old.genre, old.comment, old.path);
      END;
      -- Analysis and ratings change rows often and never these columns: the index is left alone then.
      CREATE TRIGGER track_fts_update AFTER UPDATE OF title, artist, album, genre, comment, path ON track
      WHEN (old.title, old.artist, old.album, old.genre, old.comment, old.path)
        IS NOT (new.title, new.artist, new.album, new.genre, new.comment, new.path)
      BEGIN
        INSERT INTO track_fts (track_fts, rowid, title, artist, album, genre, comment, path)
        VALUES ('delete', old.id, old.title, old.artist, old.album, old.genre, old.comment, old.path);
        INSERT INTO track_fts (rowid, title, artist, album, genre, comment, path)
        VALUES (new.id, new.title, new.artist, new.album, new.genre, new.comment, new.path);
      END;

      -- Which tracks changed, in order: what the search reader remembers is brought up to date from it. The greatest
      -- generation names a state of the library. No track: any of them. Only the newest changes are kept.
      CREATE TABLE track_change (
        generation INTEGER PRIMARY KEY,
        track_id INTEGER,
        -- 0 where only what analysis found, the rating or missing_since may differ.
        is_description INTEGER NOT NULL CHECK (is_description IN (0, 1))
      ) STRICT;
      CREATE TRIGGER track_change_trim AFTER INSERT ON track_change WHEN new.generation % 1024 = 0 BEGIN
        DELETE FROM track_change WHERE generation <= new.generation - 32768;
      END;
      CREATE TRIGGER track_change_insert AFTER INSERT ON track BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (new.id, 1);
      END;
      CREATE TRIGGER track_change_delete AFTER DELETE ON track BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (old.id, 1);
      END;
      CREATE TRIGGER track_change_update AFTER UPDATE ON track BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (new.id,
          (old.folder_id, old.path, old.file_name, old.size_bytes, old.modified_us, old.added_at, old.title, old.artist,
           old.album, old.album_artist, old.genre, old.label, old.comment, old.grouping, old.composer, old.remixer,
           old.isrc, old.year, old.track_number, old.disc_number, old.artwork_hash, old.title_fold, old.artist_fold,
           old.album_fold, old.album_artist_fold, old.genre_fold, old.label_fold, old.format, old.codec,
           old.is_lossless, old.bitrate, old.sample_rate, old.bit_depth, old.channels)
          IS NOT
          (new.folder_id, new.path, new.file_name, new.size_bytes, new.modified_us, new.added_at, new.title, new.artist,
           new.album, new.album_artist, new.genre, new.label, new.comment, new.grouping, new.composer, new.remixer,
           new.isrc, new.year, new.track_number, new.disc_number, new.artwork_hash, new.title_fold, new.artist_fold,
           new.album_fold, new.album_artist_fold, new.genre_fold, new.label_fold, new.format, new.codec,
           new.is_lossless, new.bitrate, new.sample_rate, new.bit_depth, new.channels));
      END;
      CREATE TRIGGER track_change_folder AFTER UPDATE OF id, path ON folder WHEN (old.id, old.path) <> (new.id, new.path)
      BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (NULL, 1);
      END;
      CREATE TRIGGER track_change_renumber AFTER UPDATE OF id ON track WHEN old.id <> new.id BEGIN
        INSERT INTO track_change (track_id, is_description) VALUES (NULL, 1);
      END;

      -- Hangs on the audio, not on the file: it outlives moves and retags, and copies share it.
      CREATE TABLE analysis (
        audio_hash TEXT PRIMARY KEY,
        analyser_version INTEGER NOT NULL,
        analysed_at INTEGER NOT NULL,
        analysis_ms INTEGER NOT NULL,
        duration_ms INTEGER NOT NULL,
        bpm REAL,
        bpm_confidence REAL NOT NULL,
        -- Seconds from the start, little-endian 32-bit floats.
        beats BLOB NOT NULL,
        musical_key INTEGER CHECK (musical_key BETWEEN 0 AND 23),
        key_confidence REAL NOT NULL,
        alternative_key INTEGER CHECK (alternative_key BETWEEN 0 AND 23),
        lufs REAL,
        true_peak_db REAL,
        loudness_range REAL,
        is_truncated INTEGER NOT NULL CHECK (is_truncated IN (0, 1)),
        -- The 120-point overview for lists; the finer levels are a file, see core/analysis/README.md.
        waveform_overview BLOB NOT NULL
      ) STRICT;

      CREATE TABLE artwork (
        hash TEXT PRIMARY KEY,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE problem (
        id INTEGER PRIMARY KEY,
        stage TEXT NOT NULL CHECK (stage IN ('scan', 'analysis')),
        folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        track_id INTEGER REFERENCES track (id) ON DELETE CASCADE,
        code TEXT NOT NULL,
        at INTEGER NOT NULL,
        UNIQUE (folder_id, path, stage)
      ) STRICT;
      CREATE INDEX problem_track ON problem (track_id);

      -- Audio that ended its worker twice. Keyed by content, so that a copy or a rename does not try again.
      CREATE TABLE quarantine (
        quick_hash TEXT PRIMARY KEY,
        strikes INTEGER NOT NULL,
        code TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- The primary key is the de-duplication.
      CREATE TABLE job (
        kind TEXT NOT NULL,
        subject_id INTEGER NOT NULL,
        generation INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'failed')),
        priority INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        run_after INTEGER NOT NULL DEFAULT 0,
        error_code TEXT,
        PRIMARY KEY (kind, subject_id)
      ) STRICT, WITHOUT ROWID;
      -- Ordered to match claimNext, so that it stops after one row.
      CREATE INDEX job_claim ON job (kind, state, priority DESC, run_after);
    `);
  },
};
