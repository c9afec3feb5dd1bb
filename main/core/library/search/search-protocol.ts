import type { NativeGate } from '#core/jobs/native-gate.ts';
import type { FacetField, SortTerm } from '#shared/contract/library/tracks.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import type { WireError } from '#shared/errors.ts';
import type { QueryErrorCode } from '#shared/query/query-types.ts';

/** A term that was not understood, as the contract carries it. */
export type QueryError = { code: QueryErrorCode; start: number; end: number; field: string; suggestion: string | null };

/** A smart playlist; `id` is null for rules that are not kept yet. */
export type SmartView = { id: number | null; rules: SmartRules };

/** With `smart` the text is that of its rules, whatever `text` is, and `sort` the order its tracks are shown in. */
export type ViewRequest = { text: string; sort: readonly SortTerm[]; smart?: SmartView };
/** Ids in order, with the total time and size of their tracks. */
export type ViewResult = { ids: Int32Array; durationMs: number; sizeBytes: number; errors: QueryError[] };

export type FacetSort = 'name' | 'count';
export type FacetRequest = { field: FacetField; text: string; limit: number; sort?: FacetSort };
/** Values as texts, a key by its number (shared/music-key.ts); `total` counts all distinct values. */
export type FacetResult = { values: { value: string; count: number }[]; total: number };

export type CountRequest = { smart: readonly SmartView[] };
export type Counted = { count: number; durationMs: number; sizeBytes: number };
/** For each what it holds, or why it cannot be said. */
export type CountResult = ({ summary: Counted; errors: QueryError[] } | { failure: WireError })[];

export type ReaderRequest =
  | { kind: 'view'; view: ViewRequest }
  | { kind: 'facet'; facet: FacetRequest }
  | { kind: 'count'; count: CountRequest };

/**
 * `slot` is an index into the shared counters: when the counter there is no longer `turn`, a newer request has come and
 * nobody waits for this one.
 */
export type ToReader = { run: number; slot: number; turn: number; now: number; request: ReaderRequest };

export type FromReader =
  | { kind: 'view'; run: number; result: ViewResult }
  | { kind: 'facet'; run: number; result: FacetResult }
  | { kind: 'count'; run: number; result: CountResult }
  | { kind: 'failed'; run: number; error: WireError; stack: string | null };

/** What the thread is started with. */
export type ReaderStart = { file: string; turns: SharedArrayBuffer; gate: NativeGate };
