import { all, build, type Db, prepare } from '#core/db/query.ts';
import { defaultSettings, type Settings, settings, windowSettings } from '#shared/contract/settings.ts';

/** The settings; one that is absent or that this build cannot read has its default. */
export function getSettings(db: Db): Settings {
  const values: Record<string, unknown> = { ...defaultSettings };
  const shape: Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }> = settings.shape;
  for (const { key, value } of all(db, build.selectFrom('setting').selectAll())) {
    const parsed = shape[key]?.safeParse(JSON.parse(value));
    if (parsed?.success) values[key] = parsed.data;
  }
  return values as Settings;
}

/** What a member changed of their own window; what this build cannot read is left out. */
export function getWindowSettings(db: Db, personId: number): Partial<Settings> {
  const text = prepare(db, 'SELECT value FROM setting WHERE key = ?').pluck().get(windowKey(personId));
  const kept = (text === undefined ? {} : JSON.parse(text as string)) as Record<string, unknown>;
  const found = windowSettings.flatMap((key) => {
    const parsed = Object.hasOwn(kept, key) ? settings.shape[key].safeParse(kept[key]) : undefined;
    return parsed?.success ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(found) as Partial<Settings>;
}

export function saveWindowSettings(db: Db, personId: number, changed: Partial<Settings>): void {
  const value = JSON.stringify({ ...getWindowSettings(db, personId), ...changed });
  prepare(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(windowKey(personId), value);
}

function windowKey(personId: number): string {
  return `window of ${personId}`;
}

export function saveSettings(db: Db, changed: Partial<Settings>): void {
  const statement = prepare(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  db.transaction(() => {
    for (const [key, value] of Object.entries(changed)) {
      if (value !== undefined) statement.run(key, JSON.stringify(value));
    }
  }).immediate();
}
