import { type Db, prepare } from '#core/db/query.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { fieldDefinition } from '#shared/query/fields.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';
import { compileRegex } from '#shared/query/values.ts';
import { wantedWords } from './compile-query.ts';
import { driveName } from './drive-name.ts';
import { type NamedPlaylist, PlaylistBook } from './playlist-book.ts';
import { hasWords } from './query-functions.ts';

/** Rules that name rules that name rules: more than so many smart playlists are not put into one query. */
export const maxNamed = 200;

export type ResolveOptions = {
  db: Db;
  now: number;
  /** Smart playlists that are being answered, the outermost first: none of them may be named again. */
  within?: readonly number[];
  /** The ids of a smart playlist with a limit. */
  takeLimited(rules: SmartRules, within: readonly number[]): Int32Array;
  listDuplicates(): Int32Array;
};

/**
 * Puts what only the library knows in the place of what a query names: playlists, disks, duplicates. What comes out is
 * about tracks alone. Throws PLAYLIST_CYCLE.
 */
export function resolveQuery(root: QueryNode | null, options: ResolveOptions): QueryNode | null {
  return root && new Resolver(options).resolve(root, options.within ?? []);
}

class Resolver {
  readonly #options: ResolveOptions;
  #book: PlaylistBook | undefined;
  #namedCount = 0;

  constructor(options: ResolveOptions) {
    this.#options = options;
  }

  resolve(node: QueryNode, within: readonly number[]): QueryNode {
    switch (node.kind) {
      case 'term':
        return this.#resolveTerm(node.term, within);
      case 'not':
        return { kind: 'not', node: this.resolve(node.node, within) };
      case 'and':
      case 'or':
        return { kind: node.kind, nodes: node.nodes.map((child) => this.resolve(child, within)) };
    }
  }

  #resolveTerm(term: QueryTerm, within: readonly number[]): QueryNode {
    const definition = term.field && fieldDefinition(term.field);
    if (!definition || term.error || term.matches.length === 0) return { kind: 'term', term };
    if (definition.kind === 'playlist') {
      const isCrate = definition.isCrate === true;
      return anyOf(term.matches.flatMap((match) => this.#inPlaylists(term, match, isCrate, within)));
    }
    if (definition.kind === 'drive') {
      return { kind: 'term', term: { ...term, matches: term.matches.map((match) => this.#onDrives(match)) } };
    }
    if (definition.kind !== 'flag') return { kind: 'term', term };
    const matches = term.matches.map((match) => (match.kind === 'flag' ? this.#flag(match) : match));
    return { kind: 'term', term: { ...term, matches } };
  }

  #flag(match: Extract<Match, { kind: 'flag' }>): Match {
    if (match.name === 'offline')
      return { kind: 'folders', folders: this.#folders(({ state }) => state === 'offline') };
    if (match.name === 'duplicate') return { kind: 'ids', ids: this.#options.listDuplicates() };
    return match;
  }

  #inPlaylists(term: QueryTerm, match: Match, isCrate: boolean, within: readonly number[]): QueryNode[] {
    this.#book ??= new PlaylistBook(this.#options.db);
    if (match.kind === 'empty' || match.kind === 'present') {
      const any = this.#entriesOf(term, this.#book.withEntries(isCrate));
      return [match.kind === 'empty' ? { kind: 'not', node: any } : any];
    }
    const meant = this.#book.meant(match, isCrate);
    const smart = meant.filter(({ kind }) => kind === 'smart');
    return [
      this.#entriesOf(
        term,
        meant.filter(({ kind }) => kind !== 'smart'),
      ),
      ...smart.map((playlist) => this.#smart(term, playlist, within)),
    ];
  }

  #entriesOf(term: QueryTerm, playlists: readonly NamedPlaylist[]): QueryNode {
    const state = prepare(this.#options.db, 'SELECT generation FROM playlist_state').pluck().get() as number;
    const ids = playlists.map(({ id }) => id).sort((a, b) => a - b);
    return { kind: 'term', term: { ...term, matches: [{ kind: 'entries', playlists: ids, state }] } };
  }

  #smart(term: QueryTerm, { id, name, rules }: NamedPlaylist, within: readonly number[]): QueryNode {
    this.#namedCount += 1;
    if (within.includes(id) || this.#namedCount > maxNamed) {
      throw new AppError('PLAYLIST_CYCLE', `The smart playlist ${name} would hold itself.`, { id, name });
    }
    const inside = [...within, id];
    const parsed = JSON.parse(rules ?? '{"text":""}') as SmartRules;
    if (parsed.limit) {
      const ids = this.#options.takeLimited(parsed, inside);
      return { kind: 'term', term: { ...term, matches: [{ kind: 'ids', ids }] } };
    }
    const { root } = parseQuery(parsed.text, this.#options);
    return root && restricts(root) ? this.resolve(root, inside) : { kind: 'not', node: nothing(term) };
  }

  #onDrives(match: Match): Match {
    return { kind: 'folders', folders: this.#folders(({ path }) => namesDrive(match, driveName(path))) };
  }

  #folders(accepts: (folder: { path: string; state: string }) => boolean): number[] {
    const folders = prepare(this.#options.db, 'SELECT id, path, state FROM folder ORDER BY id').all() as {
      id: number;
      path: string;
      state: string;
    }[];
    return folders.filter(accepts).map(({ id }) => id);
  }
}

function anyOf(nodes: QueryNode[]): QueryNode {
  return nodes.length === 1 ? nodes[0]! : { kind: 'or', nodes };
}

function nothing(term: QueryTerm): QueryNode {
  return { kind: 'term', term: { ...term, matches: [{ kind: 'ids', ids: new Int32Array(0) }] } };
}

/** Whether a query leaves anything out: a term with an error, or without a value yet, does not. */
function restricts(node: QueryNode): boolean {
  if (node.kind === 'term') return !node.term.error && node.term.matches.length > 0;
  return node.kind === 'not' ? restricts(node.node) : node.nodes.some(restricts);
}

function namesDrive(match: Match, drive: string): boolean {
  const folded = foldText(drive);
  switch (match.kind) {
    case 'exact':
      return folded === foldText(match.text);
    case 'regex':
      return compileRegex(match.source)?.test(folded) ?? false;
    case 'contains': {
      const words = wantedWords(match.text);
      return folded === foldText(match.text) || (words !== '' && hasWords(folded, words));
    }
    default:
      // Each track is on some disk.
      return match.kind === 'present';
  }
}
