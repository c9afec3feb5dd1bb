import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 100,
  up(db) {
    db.exec(`
      -- ROYALTIES. Money that is posted is whole smallest units (_minor), shares and rates are 1/10 000 of a percent (100 % is
      -- 1 000 000), months are 'yyyy-mm', days 'yyyy-mm-dd'; empty is not said.
      CREATE TABLE payee (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER,
        -- As it stands on statements and in banks.
        name TEXT NOT NULL,
        currency TEXT NOT NULL,
        -- Less than this is carried over.
        minimum_minor INTEGER NOT NULL DEFAULT 0 CHECK (minimum_minor >= 0),
        withholding INTEGER NOT NULL DEFAULT 0 CHECK (withholding BETWEEN 0 AND 1000000),
        -- [{"territory", "rate"}]: what was earned there is withheld at another rate.
        withholding_territories TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(withholding_territories)),
        address TEXT NOT NULL DEFAULT '',
        country TEXT NOT NULL DEFAULT '',
        tax_note TEXT NOT NULL DEFAULT '',
        iban TEXT NOT NULL DEFAULT '',
        bic TEXT NOT NULL DEFAULT '',
        email TEXT NOT NULL DEFAULT '',
        is_on_hold INTEGER NOT NULL DEFAULT 0 CHECK (is_on_hold IN (0, 1)),
        -- Whether statements carry a number with which they stand for an invoice.
        is_self_billed INTEGER NOT NULL DEFAULT 0 CHECK (is_self_billed IN (0, 1)),
        note TEXT NOT NULL DEFAULT '',
        archived_at INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX payee_person ON payee (person_id) WHERE person_id IS NOT NULL;

      CREATE TABLE contract (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('master', 'composition')),
        kind TEXT NOT NULL CHECK (kind IN ('royalty', 'flexible', 'classic')),
        currency TEXT NOT NULL,
        scope TEXT NOT NULL CHECK (scope IN ('default', 'artist', 'release', 'recording', 'work')),
        -- {"artistIds", "releaseIds", "recordingIds", "workIds"}; the one of the scope counts.
        assets TEXT NOT NULL CHECK (json_valid(assets)),
        -- Takes part beside the one that is most specific, as points of a producer.
        is_alongside INTEGER NOT NULL DEFAULT 0 CHECK (is_alongside IN (0, 1)),
        -- Sales from the first to the last month.
        from_month TEXT NOT NULL DEFAULT '',
        to_month TEXT NOT NULL DEFAULT '',
        -- The artists' part of profit and costs of a profit share.
        profit_rate INTEGER NOT NULL DEFAULT 0 CHECK (profit_rate BETWEEN 0 AND 1000000),
        -- In order: the first that matches counts.
        terms TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(terms)),
        last_term_id INTEGER NOT NULL DEFAULT 0,
        -- [{"payeeId", "share"}], which sum to 1 000 000.
        payees TEXT NOT NULL CHECK (json_valid(payees)),
        -- {"rate", "basis", "saleTypes", "schedule"}, or null.
        reserve TEXT CHECK (reserve IS NULL OR json_valid(reserve)),
        note TEXT NOT NULL DEFAULT '',
        archived_at INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;

      -- Contracts that share one pool of recoupment, each in one at most.
      CREATE TABLE contract_group (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        rule TEXT NOT NULL,
        contract_ids TEXT NOT NULL CHECK (json_valid(contract_ids)),
        main_contract_id INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT;

      -- Advances, payments and the like, in the contract's currency. The amount has no sign: the kind says which way it goes.
      CREATE TABLE ledger_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        contract_id INTEGER NOT NULL,
        -- Null: all payees of the contract by their shares.
        payee_id INTEGER,
        kind TEXT NOT NULL,
        date TEXT NOT NULL,
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
        note TEXT NOT NULL DEFAULT '',
        -- The payment that this is part of.
        payment_id INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX ledger_entry_contract ON ledger_entry (contract_id, date);
      CREATE INDEX ledger_entry_payment ON ledger_entry (payment_id) WHERE payment_id IS NOT NULL;

      CREATE TABLE royalty_cost (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        category TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        date TEXT NOT NULL,
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
        currency TEXT NOT NULL,
        recoupable INTEGER NOT NULL DEFAULT 1000000 CHECK (recoupable BETWEEN 0 AND 1000000),
        -- {"kind": "contracts", "contractIds"} | {"kind": "release", "releaseId"} | {"kind": "recording", "recordingId"}
        target TEXT NOT NULL CHECK (json_valid(target)),
        -- Several contracts: all of it to each, or shared.
        sharing TEXT NOT NULL CHECK (sharing IN ('full', 'proRata')),
        expense_id INTEGER,
        receipt_hash TEXT,
        receipt_name TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL
      ) STRICT;

      -- How income of a whole release comes to its tracks, where it is not shared equally.
      CREATE TABLE release_spread (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        release_id INTEGER NOT NULL,
        spread TEXT NOT NULL CHECK (spread IN ('duration', 'weights')),
        -- [{"recordingId", "weight"}]
        weights TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(weights))
      ) STRICT;
      CREATE UNIQUE INDEX release_spread_release ON release_spread (release_id);

      CREATE TABLE royalty_period (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        from_month TEXT NOT NULL,
        to_month TEXT NOT NULL,
        currency TEXT NOT NULL,
        -- For costs and payouts in another currency: [{"from", "to", "rate"}].
        rates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rates)),
        created_at INTEGER NOT NULL,
        -- What follows is no history. When it was calculated, and the newest change that was known then.
        calculated_at INTEGER,
        stamp TEXT NOT NULL DEFAULT '',
        closed_at INTEGER,
        closed_by INTEGER
      ) STRICT;

      -- What a period was calculated from and what came of it, as compressed canonical JSON; of a closed one it never changes.
      CREATE TABLE royalty_result (
        period_id INTEGER PRIMARY KEY REFERENCES royalty_period (id) ON DELETE CASCADE,
        input_hash TEXT NOT NULL,
        -- Of the input without corrections of earlier periods: what tells whether it would be another today.
        base_hash TEXT NOT NULL,
        output_hash TEXT NOT NULL,
        input BLOB NOT NULL,
        output BLOB NOT NULL,
        -- {"accounts", "state", "priorAdjustments", "used"}: what later periods begin with, and what they must not count again.
        books TEXT NOT NULL CHECK (json_valid(books))
      ) STRICT;

      -- A closed period is never changed, by nobody.
      CREATE TRIGGER royalty_result_update BEFORE UPDATE ON royalty_result
        WHEN (SELECT closed_at FROM royalty_period WHERE id = old.period_id) IS NOT NULL
        BEGIN SELECT raise(ABORT, 'The period is closed'); END;
      CREATE TRIGGER royalty_result_delete BEFORE DELETE ON royalty_result
        WHEN (SELECT closed_at FROM royalty_period WHERE id = old.period_id) IS NOT NULL
        BEGIN SELECT raise(ABORT, 'The period is closed'); END;

      -- What each payee of each contract has at the end of a period, with all that moved it; signed, in the contract's currency.
      CREATE TABLE royalty_balance (
        period_id INTEGER NOT NULL REFERENCES royalty_period (id) ON DELETE CASCADE,
        contract_id INTEGER NOT NULL,
        payee_id INTEGER NOT NULL,
        currency TEXT NOT NULL,
        opening INTEGER NOT NULL,
        royalties INTEGER NOT NULL,
        costs INTEGER NOT NULL,
        advances INTEGER NOT NULL,
        reserves_taken INTEGER NOT NULL,
        reserves_released INTEGER NOT NULL,
        transfers INTEGER NOT NULL,
        adjustments INTEGER NOT NULL,
        prior_adjustments INTEGER NOT NULL,
        payments INTEGER NOT NULL,
        closing INTEGER NOT NULL,
        PRIMARY KEY (period_id, contract_id, payee_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX royalty_balance_payee ON royalty_balance (payee_id, period_id);

      -- What a payee is to be paid of a period, in the payee's currency: gross = withheld + payable + carried.
      CREATE TABLE royalty_payout (
        period_id INTEGER NOT NULL REFERENCES royalty_period (id) ON DELETE CASCADE,
        payee_id INTEGER NOT NULL,
        currency TEXT NOT NULL,
        gross INTEGER NOT NULL,
        withheld INTEGER NOT NULL,
        payable INTEGER NOT NULL,
        carried INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (period_id, payee_id)
      ) STRICT, WITHOUT ROWID;

      -- What closed periods have counted, so that nothing counts twice: statements (their months up to the period's last), entries
      -- of ledgers and costs.
      CREATE TABLE royalty_used (
        period_id INTEGER NOT NULL REFERENCES royalty_period (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('statement', 'entry', 'cost')),
        item_id INTEGER NOT NULL,
        PRIMARY KEY (kind, item_id, period_id)
      ) STRICT, WITHOUT ROWID;

      -- What was paid together; each payment of a period has a reference of its own.
      CREATE TABLE payment (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        period_id INTEGER NOT NULL,
        payee_id INTEGER NOT NULL,
        currency TEXT NOT NULL,
        payable_minor INTEGER NOT NULL,
        withheld_minor INTEGER NOT NULL,
        reference TEXT NOT NULL,
        -- Empty: not paid yet.
        paid_on TEXT NOT NULL DEFAULT '',
        bank_reference TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX payment_reference ON payment (reference);
      CREATE UNIQUE INDEX payment_payee ON payment (period_id, payee_id);

      -- A copy of a period under other terms, beside the books: only what differs.
      CREATE TABLE royalty_scenario (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        period_id INTEGER NOT NULL REFERENCES royalty_period (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        changes TEXT NOT NULL CHECK (json_valid(changes)),
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX royalty_scenario_period ON royalty_scenario (period_id);
    `);
  },
};
