import type { ConfidenceParts, ConflictKind, Strategy, WarningKind } from '#shared/contract/organize.ts';
import type { TemplateField } from '#shared/name-template/index.ts';

/** What of a proposal no other proposal changes. */
export type ProposalDetail = {
  missing: TemplateField[];
  warnings: WarningKind[];
  fullLength: number;
  parts: ConfidenceParts;
  /** What the new name takes from the old one, because no tag says it. */
  fromFileName: Partial<Record<TemplateField, string>>;
};

/** A row of the table `proposal`. */
export type ProposalRow = {
  track_id: number;
  at: number;
  seen: string;
  source: string;
  folder_id: number;
  wanted: string;
  target: string;
  fault: ConflictKind | '';
  conflict: ConflictKind | '';
  other: string;
  cluster: number;
  has_warning: 0 | 1;
  detail: string;
  confidence: number;
  strategy: Strategy;
  decision: 'approved' | 'rejected' | null;
  is_edited: 0 | 1;
  moves: 0 | 1;
};

export const keptDays = 30;
const dayMs = 86_400_000;

/** Proposals older than this are gone. */
export function oldestKept(now: number): number {
  return now - keptDays * dayMs;
}

/** SQL of what a proposal was made from; another text means that it is out of date. */
export const seenSql = `concat_ws('|', track.folder_id, track.path, track.size_bytes, track.modified_us, track.title,
  track.artist, track.album, track.album_artist, track.genre, track.label, ifnull(track.year, ''),
  ifnull(track.track_number, ''))`;
