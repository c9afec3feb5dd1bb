import { type Db, prepare } from '#core/db/query.ts';
import { type Override, type OverrideField, override } from '#shared/contract/analysis.ts';

/** What the user set by hand, by field. */
export type Overrides = { [Field in OverrideField]?: NonNullable<Extract<Override, { field: Field }>['value']> };

/** Bits of `track.locked`. */
export const lockBits: Readonly<Record<OverrideField, number>> = {
  bpm: 1,
  key: 2,
  quality: 4,
  mood: 8,
  grid: 32,
};

export function findOverrides(db: Db, trackId: number): Overrides {
  const rows = prepare(db, 'SELECT field, value FROM track_override WHERE track_id = ?').all(trackId) as {
    field: OverrideField;
    value: string;
  }[];
  const entries = rows.flatMap(({ field, value }) => {
    const parsed = override.safeParse({ id: trackId, field, value: JSON.parse(value) });
    return parsed.success ? [[field, parsed.data.value]] : [];
  });
  return Object.fromEntries(entries);
}

/** As the contract carries them. */
export function listOverrides(db: Db, trackId: number): Override[] {
  return Object.entries(findOverrides(db, trackId)).map(([field, value]) =>
    override.parse({ id: trackId, field, value }),
  );
}

/** Sets or takes away one value and returns the one before. */
export function saveOverride(db: Db, { id, field, value }: Override, now: number): Override {
  const before = findOverrides(db, id)[field] ?? null;
  if (value === null) {
    prepare(db, 'DELETE FROM track_override WHERE track_id = ? AND field = ?').run(id, field);
  } else {
    prepare(db, 'INSERT OR REPLACE INTO track_override (track_id, field, value, at) VALUES (?, ?, ?, ?)').run(
      id,
      field,
      JSON.stringify(value),
      now,
    );
  }
  return override.parse({ id, field, value: before });
}
