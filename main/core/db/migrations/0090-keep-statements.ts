import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 90,
  up(db) {
    db.exec(`
      -- STATEMENTS. Amounts are exact: what an amount is in 10^-12 of its currency's unit lies in two columns, x_micro (rounded down to
      -- 10^-6) and x_pico (what is left, 0 to 999999), so that sums of both are exact too (shared/amount.ts).
      CREATE TABLE statement (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        -- Of the bytes of the file: one that was imported is known again. Empty while it is brought in.
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        -- What its rows add up to, in whatever order they stand: two files of the same rows have the same.
        fingerprint TEXT NOT NULL DEFAULT '',
        -- 'streams' counts plays and holds no money.
        kind TEXT NOT NULL DEFAULT 'sales' CHECK (kind IN ('sales', 'streams')),
        -- The format it was read as; empty for a mapping of the user's.
        format TEXT NOT NULL,
        mapping_id INTEGER,
        -- How it was read, all of it, and the names of the columns that rows were kept of.
        plan TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(plan)),
        source TEXT NOT NULL DEFAULT '',
        -- 'importing' counts nowhere and goes at the next start; 'removed' was undone and counts nowhere.
        state TEXT NOT NULL CHECK (state IN ('importing', 'counted', 'removed')),
        -- The one that this stands in place of, and the one that it adds a correction to.
        replaces_id INTEGER,
        corrects_id INTEGER,
        -- 'yyyy-mm', the first and the last month of sale, and the month it was reported in.
        from_month TEXT NOT NULL DEFAULT '',
        to_month TEXT NOT NULL DEFAULT '',
        reported_month TEXT NOT NULL DEFAULT '',
        row_count INTEGER NOT NULL DEFAULT 0,
        problem_count INTEGER NOT NULL DEFAULT 0,
        -- [{"currency", "rows", "net", "gross", "fee", "withheld", "units"}], amounts as decimal text.
        totals TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(totals)),
        -- What the payer said it comes to: [{"currency", "amount"}]; and whether a difference was acknowledged.
        control_totals TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(control_totals)),
        is_difference_known INTEGER NOT NULL DEFAULT 0 CHECK (is_difference_known IN (0, 1)),
        -- One rate per currency, fixed: [{"from", "to", "rate", "on"}].
        rates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rates)),
        note TEXT NOT NULL DEFAULT '',
        imported_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX statement_sha256 ON statement (sha256);

      -- Where music was sold, as statements spell it, and which of our stores that is.
      CREATE TABLE statement_store (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        -- A key of shared/stores.ts, or empty.
        store_key TEXT NOT NULL DEFAULT ''
      ) STRICT;

      -- What was sold, as a source spells it. Rows of all statements share these, and to match one matches them all.
      CREATE TABLE statement_item (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        isrc TEXT NOT NULL,
        upc TEXT NOT NULL,
        catalogue_number TEXT NOT NULL,
        artist TEXT NOT NULL,
        title TEXT NOT NULL,
        release_title TEXT NOT NULL,
        -- Artist and title as they are compared: what was matched by hand once is known again by it.
        fold TEXT NOT NULL DEFAULT '',
        -- A sale of a recording, and of which release where that is known; without a recording, of the whole release.
        recording_id INTEGER,
        release_id INTEGER,
        match_method TEXT NOT NULL DEFAULT ''
          CHECK (match_method IN ('', 'isrc', 'upc', 'catalogue', 'alias', 'hand', 'ignored')),
        UNIQUE (isrc, upc, catalogue_number, artist, title, release_title)
      ) STRICT;
      CREATE INDEX statement_item_recording ON statement_item (recording_id) WHERE recording_id IS NOT NULL;
      CREATE INDEX statement_item_release ON statement_item (release_id) WHERE release_id IS NOT NULL;
      CREATE INDEX statement_item_fold ON statement_item (fold);
      CREATE INDEX statement_item_open ON statement_item (id) WHERE match_method = '';

      -- One line of a statement as we read it; the row itself is in statement_rows.
      CREATE TABLE statement_line (
        statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        item_id INTEGER NOT NULL,
        store_id INTEGER NOT NULL,
        -- ISO 3166-1 alpha-2, or empty.
        territory TEXT NOT NULL,
        sale_type TEXT NOT NULL,
        format TEXT NOT NULL,
        -- yyyymm; 0 where nothing says it.
        month INTEGER NOT NULL,
        currency TEXT NOT NULL,
        units INTEGER NOT NULL,
        net_micro INTEGER NOT NULL,
        net_pico INTEGER NOT NULL,
        gross_micro INTEGER,
        gross_pico INTEGER,
        fee_micro INTEGER,
        fee_pico INTEGER,
        withheld_micro INTEGER,
        withheld_pico INTEGER,
        PRIMARY KEY (statement_id, line)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX statement_line_item ON statement_line (item_id);

      -- Rows as the file had them, without columns about persons: some hundred in one compressed JSON array.
      CREATE TABLE statement_rows (
        statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
        first_line INTEGER NOT NULL,
        rows BLOB NOT NULL,
        PRIMARY KEY (statement_id, first_line)
      ) STRICT, WITHOUT ROWID;

      -- Lines of a statement that differ in nothing but their figures, summed: what dashboards and royalties count with. The same
      -- may stand here more than once, as a file is summed in pieces.
      CREATE TABLE statement_sum (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
        item_id INTEGER NOT NULL,
        store_id INTEGER NOT NULL,
        territory TEXT NOT NULL,
        sale_type TEXT NOT NULL,
        format TEXT NOT NULL,
        month INTEGER NOT NULL,
        currency TEXT NOT NULL,
        line_count INTEGER NOT NULL,
        units INTEGER NOT NULL,
        net_micro INTEGER NOT NULL,
        net_pico INTEGER NOT NULL,
        gross_micro INTEGER NOT NULL,
        gross_pico INTEGER NOT NULL,
        fee_micro INTEGER NOT NULL,
        fee_pico INTEGER NOT NULL,
        withheld_micro INTEGER NOT NULL,
        withheld_pico INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX statement_sum_statement ON statement_sum (statement_id, month);
      CREATE INDEX statement_sum_item ON statement_sum (item_id);
      CREATE INDEX statement_sum_month ON statement_sum (month);

      -- What each item brought in a statement: what lists and the share that is matched are counted with. May stand here in parts too.
      CREATE TABLE statement_item_sum (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
        item_id INTEGER NOT NULL,
        currency TEXT NOT NULL,
        line_count INTEGER NOT NULL,
        units INTEGER NOT NULL,
        net_micro INTEGER NOT NULL,
        net_pico INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX statement_item_sum_statement ON statement_item_sum (statement_id);
      CREATE INDEX statement_item_sum_item ON statement_item_sum (item_id);

      CREATE TABLE statement_problem (
        statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        line INTEGER NOT NULL,
        code TEXT NOT NULL,
        column_name TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (statement_id, position)
      ) STRICT, WITHOUT ROWID;

      -- How columns of files of an unknown kind are read, found again by their header.
      CREATE TABLE statement_mapping (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        -- The columns, folded and in order.
        header TEXT NOT NULL,
        mapping TEXT NOT NULL CHECK (json_valid(mapping)),
        created_at INTEGER NOT NULL
      ) STRICT;

      -- Streams without money, as Spotify for Artists exports them: one row per day or per span of a song, or of an artist.
      CREATE TABLE stream_count (
        statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        item_id INTEGER,
        store_key TEXT NOT NULL,
        -- 'yyyy-mm-dd', both inclusive.
        from_day TEXT NOT NULL,
        to_day TEXT NOT NULL,
        streams INTEGER,
        listeners INTEGER,
        saves INTEGER,
        playlist_adds INTEGER,
        followers INTEGER,
        -- A playlist or an audience, where it is not about a song.
        subject TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (statement_id, line)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX stream_count_item ON stream_count (item_id) WHERE item_id IS NOT NULL;
    `);
  },
};
