import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 50,
  up(db) {
    db.exec(`
      -- HISTORY. Who did it; no foreign key, because what a person did outlives them here.
      ALTER TABLE operation ADD COLUMN person_id INTEGER;
      CREATE INDEX operation_person ON operation (person_id, id) WHERE person_id IS NOT NULL;

      -- The one workspace of a library.
      CREATE TABLE workspace (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL DEFAULT '',
        -- ISO 4217.
        currency TEXT NOT NULL DEFAULT 'EUR',
        -- IANA; empty: the machine's.
        time_zone TEXT NOT NULL DEFAULT '',
        -- 1 is Monday, 7 is Sunday.
        week_start INTEGER NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 1 AND 7),
        logo_hash TEXT,
        tax_id TEXT NOT NULL DEFAULT '',
        address TEXT NOT NULL DEFAULT '',
        -- What an hour costs where nothing nearer says so, in the currency's smallest unit.
        rate_minor INTEGER CHECK (rate_minor >= 0),
        overlap_policy TEXT NOT NULL DEFAULT 'warn' CHECK (overlap_policy IN ('forbid', 'warn', 'trim')),
        idle_minutes INTEGER NOT NULL DEFAULT 5 CHECK (idle_minutes >= 0),
        long_run_minutes INTEGER NOT NULL DEFAULT 480 CHECK (long_run_minutes > 0),
        -- 'yyyy-mm-dd': time and expenses before it are closed to everybody; empty: nothing is.
        locked_before TEXT NOT NULL DEFAULT '',
        has_achievements INTEGER NOT NULL DEFAULT 1 CHECK (has_achievements IN (0, 1)),
        -- Whose profile is active on the desktop. Not a security boundary.
        active_person_id INTEGER
      ) STRICT;
      INSERT INTO workspace (id) VALUES (1);

      -- Departments, in a tree; a test of the setter keeps cycles out.
      CREATE TABLE department (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        parent_id INTEGER REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL,
        head_id INTEGER,
        budget_minor INTEGER CHECK (budget_minor >= 0),
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX department_parent ON department (parent_id) WHERE parent_id IS NOT NULL;

      -- Artists, collaborators, clients, payees, members: one table for credits, splits, steps and hours. Other tables have
      -- no foreign key to it: a person who is removed stays named where they took part.
      CREATE TABLE person (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'group', 'company')),
        legal_name TEXT NOT NULL DEFAULT '',
        -- What they are to us: ["artist", "payee"], see shared/contract/people.ts.
        roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles)),
        email TEXT NOT NULL DEFAULT '',
        phone TEXT NOT NULL DEFAULT '',
        website TEXT NOT NULL DEFAULT '',
        address TEXT NOT NULL DEFAULT '',
        country TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        isni TEXT NOT NULL DEFAULT '',
        ipi TEXT NOT NULL DEFAULT '',
        -- {"spotify": "…", "appleMusic": "…"}
        store_ids TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(store_ids)),
        picture_hash TEXT,
        language TEXT NOT NULL DEFAULT '',
        time_zone TEXT NOT NULL DEFAULT '',
        -- Of members of the workspace.
        member_role TEXT CHECK (member_role IN ('owner', 'admin', 'manager', 'employee')),
        member_state TEXT NOT NULL DEFAULT 'active' CHECK (member_state IN ('pending', 'active', 'inactive')),
        department_id INTEGER,
        job_title TEXT NOT NULL DEFAULT '',
        rate_minor INTEGER CHECK (rate_minor >= 0),
        -- What they were told to see and how: shared/contract/people.ts, personPreferences.
        preferences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences)),
        -- Removed people stay for what they took part in.
        removed_at INTEGER,
        -- The person this one turned out to be.
        merged_into INTEGER,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX person_name ON person (name COLLATE NOCASE);
      CREATE INDEX person_department ON person (department_id) WHERE department_id IS NOT NULL;

      CREATE TABLE team (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        department_id INTEGER,
        name TEXT NOT NULL,
        lead_id INTEGER,
        note TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE team_member (
        team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (team_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX team_member_person ON team_member (person_id, team_id);

      -- Asked to join, by a file that is handed over.
      CREATE TABLE invitation (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token_hash TEXT NOT NULL UNIQUE,
        person_id INTEGER,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'employee')),
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'cancelled')),
        invited_by INTEGER,
        expires_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;

      -- SHARING with a team over the browser host; off until somebody turns it on. Nothing of this is undone.
      CREATE TABLE account (
        person_id INTEGER PRIMARY KEY,
        login TEXT NOT NULL UNIQUE COLLATE NOCASE,
        -- scrypt, with its costs and salt.
        password TEXT NOT NULL,
        failed_count INTEGER NOT NULL DEFAULT 0,
        locked_until INTEGER,
        last_login_at INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE account_session (
        token_hash TEXT PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES account (person_id) ON DELETE CASCADE,
        agent TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX account_session_person ON account_session (person_id);
      CREATE TABLE api_key (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES account (person_id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        -- What is shown of it, and what is asked for.
        prefix TEXT NOT NULL,
        key_hash TEXT NOT NULL UNIQUE,
        scopes TEXT NOT NULL CHECK (json_valid(scopes)),
        expires_at INTEGER,
        last_used_at INTEGER,
        revoked_at INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX api_key_person ON api_key (person_id);
      -- Signing in and out, refusals, keys, roles: append only.
      CREATE TABLE audit_entry (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        person_id INTEGER,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL CHECK (json_valid(detail))
      ) STRICT;
      CREATE INDEX audit_entry_at ON audit_entry (at);
      CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry BEGIN
        SELECT raise(ABORT, 'the audit is append only');
      END;

      -- The inbox.
      CREATE TABLE notification (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        -- Whom it is for; null: everybody.
        person_id INTEGER,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL DEFAULT 'info' CHECK (severity IN ('info', 'good', 'warning', 'error')),
        -- Values of its text.
        facts TEXT NOT NULL CHECK (json_valid(facts)),
        -- Where it leads: a view and an item.
        view TEXT NOT NULL DEFAULT '',
        item INTEGER,
        -- Two with the same key are one: the newer replaces the older.
        merge_key TEXT,
        read_at INTEGER
      ) STRICT;
      CREATE INDEX notification_person ON notification (person_id, read_at, at);
      CREATE INDEX notification_merge ON notification (merge_key) WHERE merge_key IS NOT NULL;
      CREATE INDEX notification_at ON notification (at);

      -- What somebody wants to be told of, and how: shared/contract/notifications.ts. The workspace's own, for its webhook, is
      -- kept under 0.
      CREATE TABLE notification_preference (
        person_id INTEGER PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT;

      -- ACHIEVEMENTS. Points are derived; an award is given once.
      CREATE TABLE achievement_award (
        person_id INTEGER NOT NULL,
        code TEXT NOT NULL,
        at INTEGER NOT NULL,
        -- Found on the first run: told together, not one by one.
        is_backdated INTEGER NOT NULL DEFAULT 0 CHECK (is_backdated IN (0, 1)),
        PRIMARY KEY (person_id, code)
      ) STRICT, WITHOUT ROWID;
      -- Never decrease.
      CREATE TABLE lifetime_count (
        person_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        value INTEGER NOT NULL,
        PRIMARY KEY (person_id, name)
      ) STRICT, WITHOUT ROWID;
      -- Days on which a person worked here, 'yyyy-mm-dd' in the workspace's zone.
      CREATE TABLE active_day (
        person_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (person_id, day)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
