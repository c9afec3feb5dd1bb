import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 20,
  up(db) {
    db.exec(`
      -- Made anew: one version for each algorithm takes the place of one for all, and what is read often stands before
      -- what is large.
      ALTER TABLE analysis RENAME TO analysis_before;
      CREATE TABLE analysis (
        audio_hash TEXT PRIMARY KEY,
        -- Of the file it was found in, so that the same audio in another file need not be decoded.
        quick_hash TEXT,
        -- By algorithm: a track is old where one of them differs.
        versions TEXT NOT NULL CHECK (json_valid(versions)),
        analysed_at INTEGER NOT NULL,
        analysis_ms INTEGER NOT NULL,
        duration_ms INTEGER NOT NULL,
        bpm REAL,
        bpm_confidence REAL NOT NULL,
        musical_key INTEGER CHECK (musical_key BETWEEN 0 AND 23),
        key_confidence REAL NOT NULL,
        alternative_key INTEGER CHECK (alternative_key BETWEEN 0 AND 23),
        lufs REAL,
        true_peak_db REAL,
        loudness_range REAL,
        is_truncated INTEGER NOT NULL CHECK (is_truncated IN (0, 1)),
        -- The 120-point overview for lists; the finer levels are a file, see core/analysis/README.md.
        waveform_overview BLOB NOT NULL,
        -- Seconds from the start, little-endian 32-bit floats.
        beats BLOB NOT NULL,
        -- shared/findings.ts; null in rows of before.
        findings TEXT CHECK (findings IS NULL OR json_valid(findings)),
        -- Chromaprint items, little-endian 32 bits.
        fingerprint BLOB,
        -- core/analysis/similarity
        similarity BLOB,
        -- shared/spectrum-picture.ts
        spectrum BLOB
      ) STRICT;
      INSERT INTO analysis (audio_hash, versions, analysed_at, analysis_ms, duration_ms, bpm, bpm_confidence, musical_key,
        key_confidence, alternative_key, lufs, true_peak_db, loudness_range, is_truncated, waveform_overview, beats)
      SELECT audio_hash, '{}', analysed_at, analysis_ms, duration_ms, bpm, bpm_confidence, musical_key, key_confidence,
        alternative_key, lufs, true_peak_db, loudness_range, is_truncated, waveform_overview, beats
      FROM analysis_before;
      DROP TABLE analysis_before;
      CREATE INDEX analysis_quick_hash ON analysis (quick_hash);
      -- Which results are of other versions, oldest first, without a look at the large columns beside them.
      CREATE INDEX analysis_version ON analysis (versions, analysed_at, audio_hash);

      -- What lists show and search asks: the user's own value where there is one, else what analysis found.
      ALTER TABLE track ADD COLUMN energy INTEGER CHECK (energy BETWEEN 0 AND 100);
      ALTER TABLE track ADD COLUMN danceability INTEGER CHECK (danceability BETWEEN 0 AND 100);
      ALTER TABLE track ADD COLUMN arousal INTEGER CHECK (arousal BETWEEN 0 AND 100);
      ALTER TABLE track ADD COLUMN valence INTEGER CHECK (valence BETWEEN -1 AND 1);
      ALTER TABLE track ADD COLUMN voice INTEGER CHECK (voice BETWEEN 0 AND 100);
      -- The strongest moods, best first, with a space between them.
      ALTER TABLE track ADD COLUMN mood TEXT NOT NULL DEFAULT '';
      ALTER TABLE track ADD COLUMN mood_confidence REAL;
      ALTER TABLE track ADD COLUMN quality_score INTEGER CHECK (quality_score BETWEEN 0 AND 100);
      ALTER TABLE track ADD COLUMN quality_verdict TEXT
        CHECK (quality_verdict IN ('lossless', 'lossy', 'transcode', 'uncertain'));
      -- Bits of what waits in Review: 1 tempo, 2 key, 4 quality, 8 mood.
      ALTER TABLE track ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review BETWEEN 0 AND 15);
      -- Bits of what the user has set: 1 tempo, 2 key, 4 quality seen, 8 mood, 16 genre, 32 beat grid.
      ALTER TABLE track ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked BETWEEN 0 AND 63);
      ALTER TABLE track ADD COLUMN suggested_genre TEXT NOT NULL DEFAULT '';
      ALTER TABLE track ADD COLUMN suggested_genre_confidence REAL;
      -- What the file says; 'genre' is the user's own where one was set.
      ALTER TABLE track ADD COLUMN tag_genre TEXT NOT NULL DEFAULT '';
      UPDATE track SET tag_genre = genre WHERE genre <> '';
      CREATE INDEX track_energy ON track (energy);
      CREATE INDEX track_danceability ON track (danceability);
      CREATE INDEX track_quality ON track (quality_score);
      -- All that says how well tracks mix, so that thousands are weighed without reading their rows.
      CREATE INDEX track_mix ON track (musical_key, bpm, energy, arousal, valence) WHERE musical_key IS NOT NULL;
      CREATE INDEX track_review ON track (review, missing_since) WHERE review <> 0;
      -- The lane shows one kind after the other, each by title.
      CREATE INDEX track_review_tempo ON track (title_fold) WHERE review & 1;
      CREATE INDEX track_review_key ON track (title_fold) WHERE review & 2;
      CREATE INDEX track_review_quality ON track (title_fold) WHERE review & 4;
      CREATE INDEX track_review_mood ON track (title_fold) WHERE review & 8;

      -- What the user set by hand. Never written by analysis.
      CREATE TABLE track_override (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        field TEXT NOT NULL CHECK (field IN ('bpm', 'key', 'quality', 'mood', 'genre', 'grid')),
        value TEXT NOT NULL CHECK (json_valid(value)),
        at INTEGER NOT NULL,
        PRIMARY KEY (track_id, field)
      ) STRICT, WITHOUT ROWID;

      -- What happened, only ever added to.
      CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL CHECK (actor IN ('user', 'analysis')),
        kind TEXT NOT NULL,
        track_id INTEGER REFERENCES track (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        old_value TEXT CHECK (old_value IS NULL OR json_valid(old_value)),
        new_value TEXT CHECK (new_value IS NULL OR json_valid(new_value)),
        confidence REAL,
        algorithm TEXT
      ) STRICT;
      CREATE INDEX event_track ON event (track_id, id);

      -- Optional models of the user's choice.
      CREATE TABLE model (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        task TEXT NOT NULL,
        licence TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        source TEXT NOT NULL,
        manifest TEXT NOT NULL CHECK (json_valid(manifest)),
        installed_at INTEGER NOT NULL,
        is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1))
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE model_result (
        audio_hash TEXT NOT NULL,
        model_id TEXT NOT NULL REFERENCES model (id) ON DELETE CASCADE,
        model_version TEXT NOT NULL,
        output TEXT NOT NULL CHECK (json_valid(output)),
        at INTEGER NOT NULL,
        PRIMARY KEY (audio_hash, model_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX model_result_model ON model_result (model_id);
    `);
  },
};
