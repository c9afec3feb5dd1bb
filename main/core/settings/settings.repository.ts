import { all, build, type Db, prepare } from '#core/db/query.ts';
import { defaultSettings, type Settings, settings } from '#shared/contract/settings.ts';

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
