import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 110,
  up(db) {
    db.exec(`
      -- RIGHTS. Who holds what in a recording, a work or a release. Shares are in 1/10 000 of a percent; days are 'yyyy-mm-dd', both
      -- inclusive, empty where there is no end; documents are [{"hash", "name"}] of files in the folder of receipts.
      CREATE TABLE rights_claim (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        asset_kind TEXT NOT NULL CHECK (asset_kind IN ('recording', 'work', 'release')),
        asset_id INTEGER NOT NULL,
        right_type TEXT NOT NULL
          CHECK (right_type IN ('master', 'publishing', 'sync', 'mechanical', 'performance', 'derivative')),
        holder_id INTEGER NOT NULL,
        holder_role TEXT NOT NULL
          CHECK (holder_role IN ('artist', 'songwriter', 'producer', 'label', 'publisher', 'distributor')),
        share INTEGER NOT NULL CHECK (share BETWEEN 1 AND 1000000),
        -- {"mode": "world" | "only" | "except", "codes": ["DE"]}
        territories TEXT NOT NULL CHECK (json_valid(territories)),
        from_day TEXT NOT NULL DEFAULT '',
        to_day TEXT NOT NULL DEFAULT '',
        -- Somebody else claims the same: it counts in no sum until that is settled.
        is_contested INTEGER NOT NULL DEFAULT 0 CHECK (is_contested IN (0, 1)),
        verification TEXT NOT NULL DEFAULT 'pending' CHECK (verification IN ('pending', 'verified', 'failed')),
        verified_how TEXT NOT NULL DEFAULT '',
        verified_on TEXT NOT NULL DEFAULT '',
        verified_by INTEGER,
        note TEXT NOT NULL DEFAULT '',
        documents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(documents)),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX rights_claim_asset ON rights_claim (asset_kind, asset_id, right_type);

      CREATE TABLE rights_dispute (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        asset_kind TEXT NOT NULL CHECK (asset_kind IN ('recording', 'work', 'release')),
        asset_id INTEGER NOT NULL,
        -- The claim it is about; null where it is about the asset.
        claim_id INTEGER,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'closed')),
        opponent TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        resolution TEXT NOT NULL DEFAULT '',
        opened_on TEXT NOT NULL,
        ended_on TEXT NOT NULL DEFAULT '',
        documents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(documents)),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX rights_dispute_asset ON rights_dispute (asset_kind, asset_id);

      -- Music in pictures: offers, and what became of them.
      CREATE TABLE licence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        asset_kind TEXT NOT NULL CHECK (asset_kind IN ('recording', 'work', 'release')),
        asset_id INTEGER NOT NULL,
        -- The film, the spot, the game.
        title TEXT NOT NULL,
        licensee TEXT NOT NULL DEFAULT '',
        use TEXT NOT NULL CHECK (use IN ('commercial', 'film', 'television', 'gaming', 'trailer', 'online', 'other')),
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'offered', 'agreed', 'declined', 'ended')),
        territories TEXT NOT NULL CHECK (json_valid(territories)),
        from_day TEXT NOT NULL DEFAULT '',
        to_day TEXT NOT NULL DEFAULT '',
        is_exclusive INTEGER NOT NULL DEFAULT 0 CHECK (is_exclusive IN (0, 1)),
        fee_minor INTEGER,
        currency TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        documents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(documents)),
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX licence_asset ON licence (asset_kind, asset_id);
    `);
  },
};
