import type { Db } from '#core/db/query.ts';
import type { SearchReader } from '#core/library/search/search-reader.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { NameRule } from '#shared/contract/organize.ts';
import { type Part, parseTemplate, type Template, type TemplateField } from '#shared/name-template/index.ts';
import { composeFor, getNamedTracks, listNamedTracks, readyRule, ruleFor } from './find-proposals.ts';
import { readyRules } from './look-for-proposals.ts';
import { folderName, listOrganizeFolders } from './proposals.repository.ts';
import { getRules } from './rules.repository.ts';

type PatternPart = { type: 'field' | 'optional' | 'folder'; start: number; end: number; fields: TemplateField[] };

export type PatternExample = { id: TrackId; root: string; path: string | null; missing: TemplateField[] };

const exampleCount = 3;
const lookedThrough = 2000;

/** Where the parts of a pattern stand, outer ones before those inside. */
export function listPatternParts(template: Template): PatternPart[] {
  return template.flatMap((part: Part): PatternPart[] => {
    const { start, end } = part;
    if (part.type === 'text') return [];
    if (part.type === 'optional')
      return [{ type: 'optional', start, end, fields: [] }, ...listPatternParts(part.parts)];
    return [{ type: part.type, start, end, fields: part.type === 'field' ? part.fields : [] }];
  });
}

/** What a pattern makes of tracks of the library. */
export async function previewPattern(
  db: Db,
  search: SearchReader,
  { pattern, rule, ids }: { pattern: string; rule?: NameRule | undefined; ids?: readonly number[] | undefined },
) {
  const { template, error } = parseTemplate(pattern);
  if (!template) return { error, parts: [], examples: [] };
  const rules = getRules(db);
  const wanted: NameRule = {
    ...(rule ?? { id: 'preview', query: '', formats: [], folderId: null, hasFallbacks: false }),
    pattern,
  };
  const ready = rule
    ? await readyRules([wanted], search, 'organize-preview')
    : [readyRule(wanted, null)].filter((one) => one !== null);
  const folders = listOrganizeFolders(db);
  const tracks = ids ? getNamedTracks(db, ids) : listNamedTracks(db, 0, lookedThrough);
  const examples: PatternExample[] = [];
  for (const track of tracks) {
    const fitting = ids ? ready[0] : ruleFor(track, ready);
    if (!fitting || (!ids && examples.length === exampleCount)) continue;
    const { composed, wanted: path } = composeFor(track, fitting, rules);
    const root = folders.get(wanted.folderId ?? track.folder_id);
    examples.push({
      id: track.id as TrackId,
      root: folderName(root),
      path: path === '' ? null : path,
      missing: composed.rendered.missing,
    });
  }
  return { error: null, parts: listPatternParts(template), examples: examples.slice(0, 50) };
}
