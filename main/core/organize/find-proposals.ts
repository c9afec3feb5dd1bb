import { dirname, extname, join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { ConflictKind, NameRule, OrganizeRules, WarningKind } from '#shared/contract/organize.ts';
import {
  type ComposedPath,
  composePath,
  maxNameLength,
  nameLength,
  parseTemplate,
  type Template,
} from '#shared/name-template/index.ts';
import { weighProposal } from './confidence.ts';
import type { PlanItem } from './plan/plan-targets.ts';
import { type ProposalDetail, type ProposalRow, seenSql } from './proposal-row.ts';
import { type NamedTrack, type TrackValues, trackValues } from './track-values.ts';

export type OrganizeFolder = { id: number; path: string; isOnline: boolean };

/** A rule that is ready to be asked; `ids` are the tracks of its search, null for any. */
export type ReadyRule = { rule: NameRule; template: Template; ids: ReadonlySet<number> | null };

export type Draft = {
  track: NamedTrack & { seen: string };
  source: string;
  root: OrganizeFolder;
  wanted: string;
  fault: ConflictKind | null;
  composed: ComposedPath;
  warnings: WarningKind[];
  named: TrackValues;
  template: Template;
};

const maxPathBytes = 4096;
const maxShortPath = 259;

const selectTracks = `
  SELECT track.id, folder_id, path, file_name, size_bytes, modified_us, title, artist, album, album_artist, genre, label,
    comment, grouping, composer, remixer, isrc, year, track_number, disc_number, bpm, bpm_confidence, musical_key,
    key_confidence, energy, mood, rating, format, codec, bitrate, ${seenSql} AS seen
  FROM track`;

type SeenTrack = NamedTrack & { seen: string };

/** Tracks of the library that are there, after an id, in order. */
export function listNamedTracks(db: Db, after: number, count: number): SeenTrack[] {
  return prepare(db, `${selectTracks} WHERE track.id > ? AND missing_since IS NULL ORDER BY track.id LIMIT ?`).all(
    after,
    count,
  ) as SeenTrack[];
}

export function getNamedTracks(db: Db, ids: readonly number[]): SeenTrack[] {
  return prepare(
    db,
    `${selectTracks} WHERE track.id IN (SELECT value FROM json_each(?)) AND missing_since IS NULL ORDER BY track.id`,
  ).all(JSON.stringify(ids)) as SeenTrack[];
}

/** The first rule that fits a track, or undefined: such files keep their names. */
export function ruleFor(track: NamedTrack, rules: readonly ReadyRule[]): ReadyRule | undefined {
  return rules.find(
    ({ rule, ids }) =>
      (rule.formats.length === 0 || rule.formats.includes(track.format)) && (ids === null || ids.has(track.id)),
  );
}

export function readyRule(rule: NameRule, ids: ReadonlySet<number> | null): ReadyRule | null {
  const { template } = parseTemplate(rule.pattern);
  return template ? { rule, template, ids } : null;
}

/**
 * What a rule makes of a track: its path below the root. A pattern without folders leaves a file in its own, unless the
 * rule names another place for everything.
 */
export function composeFor(
  track: NamedTrack,
  { rule, template }: ReadyRule,
  rules: Pick<OrganizeRules, 'system' | 'hasPlainPunctuation'>,
): { composed: ComposedPath; wanted: string; named: TrackValues } {
  const named = trackValues(track);
  const composed = composePath(template, named.values, {
    extension: extname(track.file_name),
    rules,
    hasFallbacks: rule.hasFallbacks,
  });
  const staysInFolder = rule.folderId === null && !hasFolders(template);
  const slash = track.path.lastIndexOf('/');
  const folder = staysInFolder && slash !== -1 ? track.path.slice(0, slash + 1) : '';
  return { composed, wanted: composed.names ? folder + composed.names.join('/') : '', named };
}

function hasFolders(template: Template): boolean {
  return template.some((part) => part.type === 'folder' || (part.type === 'optional' && hasFolders(part.parts)));
}

/** A proposal for a track, or null where its name is right, or no rule or folder is there for it. */
export function draftProposal(
  track: SeenTrack,
  options: { ready: readonly ReadyRule[]; rules: OrganizeRules; folders: ReadonlyMap<number, OrganizeFolder> },
): Draft | null {
  const { ready, rules, folders } = options;
  const rule = ruleFor(track, ready);
  const home = folders.get(track.folder_id);
  const root = rule?.rule.folderId ? folders.get(rule.rule.folderId) : home;
  if (!rule || !home || !root) return null;
  const { composed, wanted, named } = composeFor(track, rule, rules);
  if (wanted === track.path && root.id === home.id) return null;
  const fault = !home.isOnline || !root.isOnline ? 'offline' : faultOf(composed, join(root.path, wanted), rules);
  const used = composed.rendered.used.some((field) => named.fromFileName.has(field));
  return {
    track,
    source: join(home.path, track.path),
    root,
    wanted,
    fault,
    composed,
    warnings: warningsOf(composed, used),
    named,
    template: rule.template,
  };
}

function faultOf(composed: ComposedPath, path: string, rules: OrganizeRules): ConflictKind | null {
  if (composed.rendered.missing.length > 0) return 'fieldEmpty';
  if (composed.names === null) return 'nameEmpty';
  return isTooLong(path, rules) ? 'tooLong' : null;
}

export function isTooLong(path: string, { hasShortPaths }: Pick<OrganizeRules, 'hasShortPaths'>): boolean {
  return nameLength(path) > maxPathBytes - maxNameLength || (hasShortPaths && path.length > maxShortPath);
}

function warningsOf(composed: ComposedPath, isFromFileName: boolean): WarningKind[] {
  const warnings: WarningKind[] = [];
  const name = composed.names?.at(-1) ?? '';
  if (composed.changes.includes('shortened')) warnings.push('shortened');
  if (isFromFileName) warnings.push('fromFileName');
  if (composed.rendered.assumed.length > 0) warnings.push('assumed');
  for (const change of ['replaced', 'reserved', 'punctuation'] as const) {
    if (composed.changes.includes(change)) warnings.push(change);
  }
  if (composed.names?.some((part) => part.startsWith('.'))) warnings.push('hidden');
  if (/\.(?:tmp|bak|old|part|crdownload)$/i.test(name)) warnings.push('temporary');
  return warnings;
}

export function toPlanItem(draft: Draft): PlanItem {
  const { track, source, root, wanted, fault } = draft;
  return { id: track.id, source, root: root.path, wanted, fault, strategy: 'number', decision: null };
}

/** For each file, which share of those with the same album beside it goes the same way; 1 where it is alone. */
export function consistencyOf(drafts: readonly Draft[]): Map<number, number> {
  const groups = new Map<string, Map<string, number>>();
  const keyOf = ({ source, track }: Draft) => `${dirname(source)}|${track.album}`;
  const targetOf = ({ root, wanted }: Draft) => `${root.id}|${dirname(wanted)}`;
  for (const draft of drafts) {
    const group = groups.get(keyOf(draft)) ?? new Map<string, number>();
    groups.set(keyOf(draft), group.set(targetOf(draft), (group.get(targetOf(draft)) ?? 0) + 1));
  }
  return new Map(
    drafts.map((draft) => {
      // Singles of one folder may go anywhere; it is albums that should stay together.
      if (draft.track.album === '') return [draft.track.id, 1];
      const group = groups.get(keyOf(draft)) as Map<string, number>;
      const total = [...group.values()].reduce((sum, count) => sum + count, 0);
      return [draft.track.id, (group.get(targetOf(draft)) ?? 0) / total];
    }),
  );
}

function valuesFromFileName({ composed, named }: Draft): ProposalDetail['fromFileName'] {
  const fields = composed.rendered.used.filter((field) => named.fromFileName.has(field));
  return Object.fromEntries(fields.map((field) => [field, String(named.values[field])]));
}

/** The row of a proposal before the others are in view; `applyPlan` adds what they change. */
export function toProposalRow(draft: Draft, consistency: number, now: number): ProposalRow {
  const { track, source, root, wanted, fault, composed, warnings, named, template } = draft;
  const weight = weighProposal({
    template,
    composed,
    warnings,
    hasConflict: false,
    trustIn: named.trustIn,
    consistency,
  });
  return {
    track_id: track.id,
    at: now,
    seen: track.seen,
    source,
    folder_id: root.id,
    wanted,
    target: wanted,
    fault: fault ?? '',
    conflict: fault ?? '',
    other: '',
    cluster: 0,
    has_warning: warnings.length > 0 ? 1 : 0,
    detail: JSON.stringify({
      missing: composed.rendered.missing,
      warnings,
      fullLength: composed.fullLength,
      parts: weight.parts,
      fromFileName: valuesFromFileName(draft),
    } satisfies ProposalDetail),
    confidence: weight.confidence,
    strategy: 'number',
    decision: null,
    is_edited: 0,
    moves: fault === null ? 1 : 0,
  };
}
