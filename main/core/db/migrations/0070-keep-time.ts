import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 70,
  up(db) {
    db.exec(`
      -- Amounts are whole numbers of a currency's smallest unit; times are milliseconds in UTC beside the zone they were meant in.
      CREATE TABLE project (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        code TEXT NOT NULL DEFAULT '',
        -- A person.
        client_id INTEGER,
        status TEXT NOT NULL DEFAULT 'active'
          CHECK (status IN ('planned', 'active', 'onHold', 'completed', 'archived')),
        colour TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        budget_minutes INTEGER CHECK (budget_minutes >= 0),
        budget_minor INTEGER CHECK (budget_minor >= 0),
        currency TEXT NOT NULL,
        is_billable INTEGER NOT NULL DEFAULT 0 CHECK (is_billable IN (0, 1)),
        rate_minor INTEGER CHECK (rate_minor >= 0),
        starts_on TEXT NOT NULL DEFAULT '',
        ends_on TEXT NOT NULL DEFAULT '',
        -- In reports: {"mode", "minutes"}; null: the report's own.
        rounding TEXT CHECK (rounding IS NULL OR json_valid(rounding)),
        -- What it is about.
        pack_id INTEGER,
        song_id INTEGER,
        release_id INTEGER,
        -- The percent of its budgets that were told last: 0, 80 or 100.
        told_hours INTEGER NOT NULL DEFAULT 0,
        told_money INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX project_pack ON project (pack_id) WHERE pack_id IS NOT NULL;
      CREATE TABLE project_member (
        project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        rate_minor INTEGER CHECK (rate_minor >= 0),
        PRIMARY KEY (project_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX project_member_person ON project_member (person_id, project_id);

      CREATE TABLE task (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL,
        status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done')),
        assignee_id INTEGER,
        estimate_minutes INTEGER CHECK (estimate_minutes >= 0),
        due TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        position REAL NOT NULL DEFAULT 0,
        song_id INTEGER,
        step_key TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX task_project ON task (project_id, position);

      CREATE TABLE time_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL,
        project_id INTEGER,
        task_id INTEGER,
        song_id INTEGER,
        step_key TEXT NOT NULL DEFAULT '',
        -- Half open: [start_at, end_at). An entry without end is a timer that runs.
        start_at INTEGER NOT NULL,
        end_at INTEGER,
        break_ms INTEGER NOT NULL DEFAULT 0 CHECK (break_ms >= 0),
        time_zone TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
        activity TEXT NOT NULL DEFAULT '',
        is_billable INTEGER NOT NULL DEFAULT 0 CHECK (is_billable IN (0, 1)),
        -- Frozen when it ended: what an hour costs, and who said so.
        rate_minor INTEGER CHECK (rate_minor >= 0),
        currency TEXT NOT NULL DEFAULT '',
        rate_source TEXT NOT NULL DEFAULT ''
          CHECK (rate_source IN ('', 'projectPerson', 'project', 'person', 'workspace', 'import')),
        source TEXT NOT NULL DEFAULT 'manual' CHECK (source IN ('timer', 'manual', 'grid', 'import')),
        -- Of an imported row, so that it comes once.
        import_key TEXT,
        -- Sent to a client.
        invoiced_at INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        CHECK (end_at IS NULL OR end_at > start_at)
      ) STRICT;
      -- One running timer for a person, however many windows start one.
      CREATE UNIQUE INDEX time_entry_running ON time_entry (person_id) WHERE end_at IS NULL;
      CREATE INDEX time_entry_person ON time_entry (person_id, start_at);
      CREATE INDEX time_entry_start ON time_entry (start_at);
      -- With all that a budget adds up.
      CREATE INDEX time_entry_project ON time_entry
        (project_id, start_at, end_at, break_ms, is_billable, rate_minor, currency) WHERE project_id IS NOT NULL;
      -- Those that a look at the week before a moment does not find.
      CREATE INDEX time_entry_long ON time_entry (person_id, start_at) WHERE end_at - start_at > 604800000;
      CREATE INDEX time_entry_task ON time_entry (task_id) WHERE task_id IS NOT NULL;
      CREATE INDEX time_entry_song ON time_entry (song_id, step_key) WHERE song_id IS NOT NULL;
      CREATE UNIQUE INDEX time_entry_import ON time_entry (import_key) WHERE import_key IS NOT NULL;
      -- When a running timer was last seen alive: what a crash or sleep leaves is asked about.
      CREATE TABLE timer_pulse (
        person_id INTEGER PRIMARY KEY,
        seen_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE timesheet (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL,
        -- The first day of its week, 'yyyy-mm-dd'.
        week TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'approved', 'rejected')),
        submitted_at INTEGER,
        decided_at INTEGER,
        decided_by INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        UNIQUE (person_id, week)
      ) STRICT;
      CREATE INDEX timesheet_state ON timesheet (state, week);

      CREATE TABLE expense (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL,
        project_id INTEGER,
        song_id INTEGER,
        pack_id INTEGER,
        release_id INTEGER,
        date TEXT NOT NULL,
        category TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
        currency TEXT NOT NULL,
        -- Decimal text: one unit of the currency in the workspace's; and the amount there.
        fx_rate TEXT NOT NULL DEFAULT '1',
        workspace_minor INTEGER NOT NULL,
        is_billable INTEGER NOT NULL DEFAULT 0 CHECK (is_billable IN (0, 1)),
        is_reimbursable INTEGER NOT NULL DEFAULT 1 CHECK (is_reimbursable IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'draft'
          CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'reimbursed')),
        submitted_at INTEGER,
        decided_at INTEGER,
        decided_by INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        -- A file in the library's folder, by its hash, and the name it came with.
        receipt_hash TEXT,
        receipt_name TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX expense_person ON expense (person_id, date);
      CREATE INDEX expense_project ON expense (project_id, date) WHERE project_id IS NOT NULL;
      CREATE INDEX expense_state ON expense (state, date);
      CREATE INDEX expense_date ON expense (date);

      -- What came in: fees, royalties entered by hand.
      CREATE TABLE income (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        project_id INTEGER,
        song_id INTEGER,
        pack_id INTEGER,
        release_id INTEGER,
        date TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('fee', 'royalties', 'sales', 'grant', 'other')),
        note TEXT NOT NULL DEFAULT '',
        amount_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        fx_rate TEXT NOT NULL DEFAULT '1',
        workspace_minor INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX income_project ON income (project_id, date) WHERE project_id IS NOT NULL;
      CREATE INDEX income_date ON income (date);

      CREATE TABLE saved_report (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        person_id INTEGER,
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        created_at INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
