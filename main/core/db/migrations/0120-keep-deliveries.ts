import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 120,
  up(db) {
    db.exec(`
      -- What the user knows of a store besides the list of shared/stores.ts, or a store of their own.
      CREATE TABLE store_setting (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        store_key TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT 'streaming'
          CHECK (kind IN ('streaming', 'download', 'video', 'social', 'fitness', 'radio')),
        is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1)),
        is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
        -- Of one stream or sale, decimal text in dollars; an estimate. Empty: that of the list.
        estimate TEXT NOT NULL DEFAULT '',
        -- Whole dollars; null: that of the list.
        threshold INTEGER CHECK (threshold >= 0),
        -- Null: that of its profile.
        lead_days INTEGER CHECK (lead_days >= 0),
        method TEXT NOT NULL DEFAULT 'webForm' CHECK (method IN ('email', 'webForm', 'ftp', 'api', 'mail')),
        -- Whom it goes through; empty: nobody. Stores of one distributor share a package.
        distributor TEXT NOT NULL DEFAULT '',
        -- A layout of sheets beside the complete one, or empty.
        layout TEXT NOT NULL DEFAULT '',
        -- A version of ERN, or empty for none.
        ern TEXT NOT NULL DEFAULT '' CHECK (ern IN ('', '4.3.2', '4.3', '3.8.2')),
        -- How the store is named in messages.
        dpid TEXT NOT NULL DEFAULT '',
        party_name TEXT NOT NULL DEFAULT '',
        audio TEXT NOT NULL DEFAULT 'master' CHECK (audio IN ('master', 'wav')),
        note TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX store_setting_store_key ON store_setting (store_key);

      CREATE TABLE delivery (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        release_id INTEGER NOT NULL,
        store_key TEXT NOT NULL,
        -- shared/delivery/delivery-states.ts
        state TEXT NOT NULL DEFAULT 'created',
        -- [{"at", "from", "to", "personId", "note", "source": "hand" | "import" | "job"}], the latest last; none is ever dropped.
        history TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(history)),
        -- {"mode", "codes"}; null: those of the release.
        territories TEXT CHECK (territories IS NULL OR json_valid(territories)),
        price_tier TEXT NOT NULL DEFAULT '',
        -- 'yyyy-mm-dd', or empty.
        preorder_date TEXT NOT NULL DEFAULT '',
        takedown_date TEXT NOT NULL DEFAULT '',
        store_release_id TEXT NOT NULL DEFAULT '',
        url TEXT NOT NULL DEFAULT '',
        -- What was handed over: 'FLAC 24/48'.
        formats TEXT NOT NULL DEFAULT '',
        retry_count INTEGER NOT NULL DEFAULT 0,
        next_try_at INTEGER,
        -- shared/delivery/error-categories.ts, or empty.
        error_category TEXT NOT NULL DEFAULT '',
        error_text TEXT NOT NULL DEFAULT '',
        scheduled_at INTEGER,
        package_id INTEGER,
        method TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'email', 'webForm', 'ftp', 'api', 'mail')),
        confirmation TEXT NOT NULL DEFAULT '',
        follow_up_on TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX delivery_release_id ON delivery (release_id, store_key);
      CREATE INDEX delivery_state ON delivery (state, release_id);
      CREATE INDEX delivery_scheduled_at ON delivery (scheduled_at) WHERE scheduled_at IS NOT NULL;
      CREATE INDEX delivery_next_try_at ON delivery (next_try_at) WHERE next_try_at IS NOT NULL;

      -- Folders that were built; a fact, which no undo changes.
      CREATE TABLE delivery_package (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        release_id INTEGER NOT NULL,
        -- The store or distributor it is for, and the keys of its stores.
        target TEXT NOT NULL,
        stores TEXT NOT NULL CHECK (json_valid(stores)),
        kind TEXT NOT NULL CHECK (kind IN ('initial', 'update', 'takedown')),
        path TEXT NOT NULL,
        batch_id TEXT NOT NULL,
        -- Of the message in it, or empty.
        message_id TEXT NOT NULL DEFAULT '',
        -- What was sent, frozen, and the SHA-256 of that text.
        snapshot TEXT NOT NULL CHECK (json_valid(snapshot)),
        snapshot_hash TEXT NOT NULL,
        -- [{"name", "sizeBytes", "sha256", "md5", "isRepacked"}]
        files TEXT NOT NULL CHECK (json_valid(files)),
        -- What the checks of the message found: {"version", "profile", "findings": [], "schema": "valid" | "invalid" | "unchecked"}; null: none.
        ern TEXT CHECK (ern IS NULL OR json_valid(ern)),
        reason TEXT NOT NULL DEFAULT '',
        size_bytes INTEGER NOT NULL,
        built_at INTEGER NOT NULL,
        built_by INTEGER
      ) STRICT;
      CREATE INDEX delivery_package_release_id ON delivery_package (release_id, built_at);
      CREATE INDEX delivery_package_message_id ON delivery_package (message_id) WHERE message_id <> '';

      CREATE TABLE delivery_job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('initial', 'update', 'takedown')),
        priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high')),
        state TEXT NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'processing', 'completed', 'failed', 'cancelled')),
        reason TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        created_by INTEGER,
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX delivery_job_state ON delivery_job (state, created_at);
      CREATE TABLE delivery_job_part (
        job_id INTEGER NOT NULL REFERENCES delivery_job (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        delivery_id INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'working', 'done', 'failed', 'cancelled')),
        error_category TEXT NOT NULL DEFAULT '',
        error_code TEXT NOT NULL DEFAULT '',
        error_text TEXT NOT NULL DEFAULT '',
        package_id INTEGER,
        PRIMARY KEY (job_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX delivery_job_part_delivery_id ON delivery_job_part (delivery_id);

      -- Files that came back from stores, each read once.
      CREATE TABLE delivery_return (
        sha256 TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        at INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('applied', 'partly', 'unmatched', 'unreadable')),
        -- [{"row", "deliveryId", "to", "problem", "text"}]
        rows TEXT NOT NULL CHECK (json_valid(rows)),
        -- Why it could not be read, and at which row; empty and 0 where it could.
        problem TEXT NOT NULL DEFAULT '',
        problem_row INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
