import type { Db } from '#core/db/query.ts';
import type { SmartView } from '#core/library/search/search-protocol.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { getPlaylist } from './playlists.repository.ts';

/** What a smart playlist without rules of its own holds: everything. */
export const allTracks: SmartRules = { text: '', limit: null, pick: 'first', seed: 0 };

/** Throws NOT_FOUND where there is no such playlist, or it is not a smart one. */
export function getSmart(db: Db, id: number): SmartView & { id: number } {
  const { kind, rules } = getPlaylist(db, id);
  if (kind !== 'smart') throw new AppError('NOT_FOUND', 'That playlist is not a smart one.', { id });
  return { id, rules: { ...allTracks, ...rules } };
}
