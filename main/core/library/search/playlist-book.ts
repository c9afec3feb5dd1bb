import { type Db, prepare } from '#core/db/query.ts';
import type { PlaylistKind } from '#shared/contract/playlists.ts';
import { foldText } from '#shared/fold-text.ts';
import type { Match } from '#shared/query/query-types.ts';
import { compileRegex } from '#shared/query/values.ts';
import { wantedWords } from './compile-query.ts';
import { hasWords } from './query-functions.ts';

/** A playlist as a query may name it. Rules only where it is a smart one. */
export type NamedPlaylist = {
  id: number;
  parentId: number | null;
  kind: PlaylistKind;
  name: string;
  rules: string | null;
};

/** With its name as it is compared: many rules ask for many names. */
type BookEntry = NamedPlaylist & { folded: string };

/** All playlists by name, in one state of the library. */
export class PlaylistBook {
  readonly #all: readonly BookEntry[];
  readonly #children = new Map<number | null, BookEntry[]>();

  constructor(db: Db) {
    const sql = 'SELECT id, parent_id AS parentId, kind, name, rules FROM playlist';
    const rows = prepare(db, sql).all() as NamedPlaylist[];
    this.#all = rows.map((row) => ({ ...row, folded: foldText(row.name) }));
    for (const playlist of this.#all) {
      const siblings = this.#children.get(playlist.parentId);
      if (siblings) siblings.push(playlist);
      else this.#children.set(playlist.parentId, [playlist]);
    }
  }

  /** Lists and crates, or crates alone. */
  withEntries(isCrate: boolean): BookEntry[] {
    return this.#all.filter(({ kind }) => kind === 'crate' || (kind === 'list' && !isCrate));
  }

  /**
   * What a name means: the playlists of just that name, else those whose name has its words. A folder stands for all that
   * is in it.
   */
  meant(match: Match, isCrate: boolean): NamedPlaylist[] {
    const named = isCrate ? this.withEntries(true) : this.#all;
    const found = new Map<number, NamedPlaylist>();
    for (const playlist of namedBy(match, named)) this.#collect(playlist, found);
    return [...found.values()];
  }

  /** Those that are answered by rules of their own. */
  smart(): NamedPlaylist[] {
    return this.#all.filter(({ kind }) => kind === 'smart');
  }

  #collect(playlist: NamedPlaylist, found: Map<number, NamedPlaylist>): void {
    if (playlist.kind !== 'folder') found.set(playlist.id, playlist);
    else for (const child of this.#children.get(playlist.id) ?? []) this.#collect(child, found);
  }
}

function namedBy(match: Match, playlists: readonly BookEntry[]): readonly NamedPlaylist[] {
  switch (match.kind) {
    case 'exact':
      return withName(playlists, foldText(match.text));
    case 'regex': {
      const regex = compileRegex(match.source);
      return playlists.filter(({ folded }) => regex?.test(folded) ?? false);
    }
    case 'contains': {
      const same = withName(playlists, foldText(match.text));
      if (same.length > 0) return same;
      const words = wantedWords(match.text);
      return playlists.filter(({ name, folded }) =>
        words === '' ? name.includes(match.text.trim()) : hasWords(folded, words),
      );
    }
    default:
      return [];
  }
}

function withName(playlists: readonly BookEntry[], wanted: string): readonly NamedPlaylist[] {
  return playlists.filter(({ folded }) => folded === wanted);
}
