import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 30,
  up(db) {
    db.exec(`
      -- HISTORY. Everything a user did that can be undone, in order. A row is never changed into another one: undoing is an
      -- operation of its own.
      CREATE TABLE operation (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        -- 'running' while its files are worked on; 'stopped' by the user, a failure or a dead process, with a rest to do.
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
        -- The operation this one takes back (for a redo, that is an undo).
        undoes INTEGER REFERENCES operation (id),
        undone_by INTEGER REFERENCES operation (id),
        -- The first of its line: its own id, or that of what was undone, done again, undone again.
        root INTEGER NOT NULL,
        -- 1 where this takes something back, 0 for what is new or done again.
        is_undo INTEGER NOT NULL CHECK (is_undo IN (0, 1)),
        track_count INTEGER NOT NULL DEFAULT 0,
        -- A title or a file's name where it is about one thing.
        subject TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX operation_undone ON operation (is_undo, undone_by, id);
      CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;
      CREATE INDEX operation_undone_by ON operation (undone_by) WHERE undone_by IS NOT NULL;
      CREATE INDEX operation_running ON operation (state) WHERE state <> 'done';

      -- One value of one track before and after. The track may be gone: no foreign key.
      CREATE TABLE operation_change (
        operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        track_id INTEGER NOT NULL,
        -- 'rating', 'tag:title', 'override:bpm': see core/history/README.md.
        field TEXT NOT NULL,
        old_value TEXT NOT NULL CHECK (json_valid(old_value)),
        new_value TEXT NOT NULL CHECK (json_valid(new_value)),
        PRIMARY KEY (operation_id, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX operation_change_track ON operation_change (track_id, operation_id);

      -- FILES. The journal of everything done to users' files: written before it is done, and never forgotten half-way.
      CREATE TABLE file_step (
        id INTEGER PRIMARY KEY,
        operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind IN ('write', 'move', 'copy', 'trash', 'restore', 'makeFolder', 'removeFolder')),
        track_id INTEGER,
        -- Absolute paths, as the file system spells them.
        source TEXT NOT NULL,
        target TEXT,
        -- A name of ours beside the file, there only while the step runs.
        temporary TEXT,
        -- Steps of one number stand or fall together: the moves of a swap, a file and what belongs to it.
        step_group INTEGER NOT NULL,
        -- core/files/file-step.ts
        expected TEXT CHECK (expected IS NULL OR json_valid(expected)),
        input TEXT CHECK (input IS NULL OR json_valid(input)),
        result TEXT CHECK (result IS NULL OR json_valid(result)),
        state TEXT NOT NULL DEFAULT 'planned'
          CHECK (state IN ('planned', 'prepared', 'done', 'failed', 'skipped')),
        error_code TEXT,
        UNIQUE (operation_id, seq)
      ) STRICT;
      CREATE INDEX file_step_track ON file_step (track_id, operation_id) WHERE track_id IS NOT NULL;
      -- For counting how far an operation is, many times a minute, without a look at a hundred thousand rows.
      CREATE INDEX file_step_state ON file_step (operation_id, state, kind);
      CREATE INDEX file_step_source ON file_step (source);
      CREATE INDEX file_step_target ON file_step (target) WHERE target IS NOT NULL;
      CREATE INDEX file_step_open ON file_step (operation_id, seq) WHERE state IN ('planned', 'prepared');
      -- For what is done at each failure: else a hundred thousand of them would walk through each other.
      CREATE INDEX file_step_group ON file_step (operation_id, step_group, seq);
      CREATE INDEX file_step_reversal ON file_step (operation_id, seq)
        WHERE json_extract(result, '$.reverses.id') IS NOT NULL;

      -- What a file was before it was written: all but its sound. The bytes lie in the folder 'undo' under their hash.
      CREATE TABLE undo_block (
        hash TEXT PRIMARY KEY,
        size_bytes INTEGER NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX undo_block_at ON undo_block (at);

      -- Tracks taken out of the library (trashed, forgotten), whole, so that undo brings them back under their number.
      CREATE TABLE removed_track (
        track_id INTEGER PRIMARY KEY,
        operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
        row TEXT NOT NULL CHECK (json_valid(row)),
        -- Rows of other tables that hang on it, by table.
        related TEXT NOT NULL CHECK (json_valid(related))
      ) STRICT;
      CREATE INDEX removed_track_operation ON removed_track (operation_id);
      CREATE INDEX removed_track_sound ON removed_track (row ->> 'quick_hash');

      -- TAGS. What the user wrote into the library and not yet into the file.
      CREATE TABLE tag_edit (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        -- shared/tags/tag-fields.ts, or 'custom:NAME'
        field TEXT NOT NULL,
        -- A list of texts; empty where the field is to go.
        value TEXT NOT NULL CHECK (json_valid(value)),
        -- What the file held when it was last read.
        file_value TEXT NOT NULL CHECK (json_valid(file_value)),
        at INTEGER NOT NULL,
        PRIMARY KEY (track_id, field)
      ) STRICT, WITHOUT ROWID;

      ALTER TABLE track ADD COLUMN has_edits INTEGER NOT NULL DEFAULT 0 CHECK (has_edits IN (0, 1));
      CREATE INDEX track_has_edits ON track (has_edits) WHERE has_edits = 1;
      -- A genre set by hand was kept apart, beside the file's own. Now it is an edit like any other.
      INSERT INTO tag_edit (track_id, field, value, file_value, at)
      SELECT track_id, 'genre', CASE value WHEN '""' THEN '[]' ELSE json_array(json_extract(value, '$')) END,
        CASE tag_genre WHEN '' THEN '[]' ELSE json_array(tag_genre) END, track_override.at
      FROM track_override JOIN track ON track.id = track_id WHERE field = 'genre' AND genre <> tag_genre;
      UPDATE track SET has_edits = 1 WHERE id IN (SELECT track_id FROM tag_edit);
      UPDATE track SET locked = locked & ~16 WHERE locked & 16;
      DELETE FROM track_override WHERE field = 'genre';
      ALTER TABLE track DROP COLUMN tag_genre;

      -- PLAYS
      ALTER TABLE track ADD COLUMN play_count INTEGER NOT NULL DEFAULT 0 CHECK (play_count >= 0);
      ALTER TABLE track ADD COLUMN last_played_at INTEGER;
      CREATE INDEX track_plays ON track (play_count);
      CREATE INDEX track_last_played ON track (last_played_at);

      -- DUPLICATES
      -- What the last look found. Tracks are not referenced: what leaves and comes back is where it was.
      CREATE TABLE duplicate_group (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('exact', 'recording', 'maybe')),
        -- 0 to 1; null where two of its files cannot be compared.
        likeness REAL,
        is_sure INTEGER NOT NULL CHECK (is_sure IN (0, 1)),
        suggested_id INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE duplicate_file (
        group_id INTEGER NOT NULL REFERENCES duplicate_group (id) ON DELETE CASCADE,
        track_id INTEGER NOT NULL,
        -- What the file held when it was looked at; another audio is no member any more.
        audio_hash TEXT,
        -- By how much later than in the suggested file the same moment comes.
        offset_ms INTEGER NOT NULL,
        PRIMARY KEY (group_id, track_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX duplicate_file_track ON duplicate_file (track_id);
      -- Pairs of tracks the user said are no duplicates.
      CREATE TABLE duplicate_dismissal (
        track_id INTEGER NOT NULL,
        other_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (track_id, other_id),
        CHECK (track_id < other_id)
      ) STRICT, WITHOUT ROWID;
      -- One row: when the last look ended.
      CREATE TABLE duplicate_look (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;

      -- ORGANISE
      -- Files that do not match their pattern, as the last look found them. Tracks are not referenced: what leaves and
      -- comes back is where it was.
      CREATE TABLE proposal (
        track_id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        -- What the track said then: another text means that the proposal is out of date.
        seen TEXT NOT NULL,
        -- Absolute, as the file system spells it.
        source TEXT NOT NULL,
        -- The folder it belongs to; the paths are below it, empty where there can be none.
        folder_id INTEGER NOT NULL,
        wanted TEXT NOT NULL,
        target TEXT NOT NULL,
        -- What was wrong before anything else was looked at; and what is, with the others in view. Empty for nothing.
        fault TEXT NOT NULL,
        conflict TEXT NOT NULL,
        other TEXT NOT NULL,
        cluster INTEGER NOT NULL,
        has_warning INTEGER NOT NULL CHECK (has_warning IN (0, 1)),
        detail TEXT NOT NULL CHECK (json_valid(detail)),
        confidence REAL NOT NULL,
        strategy TEXT NOT NULL CHECK (strategy IN ('number', 'skip', 'replace')),
        -- The user's word; without one what has no conflict goes.
        decision TEXT CHECK (decision IN ('approved', 'rejected')),
        is_edited INTEGER NOT NULL CHECK (is_edited IN (0, 1)),
        -- It would go if the plan were carried out now.
        moves INTEGER NOT NULL CHECK (moves IN (0, 1))
      ) STRICT;
      -- How often a pattern was chosen, and the user's own ones (those of ours have no name here).
      CREATE TABLE name_template (
        id TEXT PRIMARY KEY,
        name TEXT,
        pattern TEXT,
        use_count INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- WATCHING
      -- When a newly arrived track began to wait in the Inbox; null elsewhere.
      ALTER TABLE track ADD COLUMN inbox_at INTEGER;
      CREATE INDEX track_inbox ON track (inbox_at) WHERE inbox_at IS NOT NULL;
      -- Device and inode of the root when it was last online.
      ALTER TABLE folder ADD COLUMN volume_key TEXT;
      -- Tracks a scan found missing, more at once than it may say without asking; 0 where nothing waits.
      ALTER TABLE folder ADD COLUMN held_count INTEGER NOT NULL DEFAULT 0;
      -- 0 where the user does not want this folder watched in the background.
      ALTER TABLE folder ADD COLUMN follows_changes INTEGER NOT NULL DEFAULT 1 CHECK (follows_changes IN (0, 1));
    `);
  },
};
