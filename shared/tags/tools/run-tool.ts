import { AppError } from '../../errors.ts';
import { cleanValues, isMultiValue, joinValues } from '../edit-fields.ts';
import { changeCase } from './change-case.ts';
import { fillValues } from './fill-values.ts';
import { moveFeaturing } from './move-featuring.ts';
import { numberTracks } from './number-tracks.ts';
import { parseFileNameTemplate, readFileName } from './read-file-name.ts';
import type { ReplaceAll } from './replace-text.ts';
import { splitTitle } from './split-title.ts';
import type { Tool, ToolChange, ToolField, ToolOf, ToolTrack } from './tool.ts';

/** Fields a tool looks at or changes; tracks must come with these. */
export function fieldsOfTool(tool: Tool): ToolField[] {
  switch (tool.type) {
    case 'replace':
    case 'case':
    case 'trim':
      return tool.fields;
    case 'number':
      return ['trackNumber', 'trackTotal', 'album', 'albumArtist'];
    case 'swap':
      return [tool.first, tool.second];
    case 'copy':
      return [tool.from, tool.to];
    case 'fill':
      return [...new Set<ToolField>([...tool.fields, 'album'])];
    case 'addValue':
    case 'removeValue':
      return [tool.field];
    case 'featuring':
      return ['artist', 'title'];
    case 'split':
      return ['title', 'artist', 'remixer', 'label'];
    default:
      return (parseFileNameTemplate(tool.template) ?? [])
        .flat()
        .flatMap((piece) => ('field' in piece && piece.field ? [piece.field] : []));
  }
}

/**
 * What a tool changes, in the order of the tracks: only values that differ, and only such as can stand in their field.
 * Throws PATTERN_INVALID for a pattern that cannot be read.
 */
export function runTool(tool: Tool, tracks: readonly ToolTrack[], replaceAll: ReplaceAll): ToolChange[] {
  const isClearing = tool.type === 'replace' || tool.type === 'swap' || tool.type === 'removeValue';
  return changesOf(tool, tracks, replaceAll).map((change, index) => keepReal(change, tracks[index]!, isClearing));
}

function changesOf(tool: Tool, tracks: readonly ToolTrack[], replaceAll: ReplaceAll): ToolChange[] {
  switch (tool.type) {
    case 'replace':
      return replaceIn(tool, tracks, replaceAll);
    case 'case':
      return tracks.map((track) => mapTexts(track, tool.fields, (text) => changeCase(text, tool.style)));
    case 'trim':
      return tracks.map((track) =>
        mapTexts(track, tool.fields, (text) => text.trim().replace(/ {2,}|[\t\u00a0]+/gu, ' ')),
      );
    case 'number':
      return numberTracks(tracks, tool);
    case 'swap':
      return tracks.map(({ values }) => ({
        [tool.first]: fitting(values[tool.second] ?? [], tool.first),
        [tool.second]: fitting(values[tool.first] ?? [], tool.second),
      }));
    case 'copy':
      return tracks.map(({ values }) => ({ [tool.to]: fitting(values[tool.from] ?? [], tool.to) }));
    case 'fill':
      return fillValues(tracks, tool);
    case 'split':
      return tracks.map(({ values, fileName }) =>
        splitTitle(tool.source === 'fileName' ? fileName : (values.title?.[0] ?? '')),
      );
    case 'featuring':
      return tracks.map(({ values }) =>
        values.artist?.length === 1 && values.title
          ? moveFeaturing(values.artist[0]!, values.title[0] ?? '', tool.to)
          : {},
      );
    case 'fileName': {
      const levels = parseFileNameTemplate(tool.template);
      if (!levels) throw new AppError('PATTERN_INVALID', 'That pattern cannot be read.');
      return tracks.map((track) => readFileName(track, levels));
    }
    default:
      return tracks.map(({ values }) => changeValue(values[tool.field] ?? [], tool));
  }
}

function changeValue(values: readonly string[], tool: ToolOf<'addValue'> | ToolOf<'removeValue'>): ToolChange {
  const { field, type } = tool;
  const wanted = tool.value.trim();
  const isThere = (value: string) => value.toLowerCase() === wanted.toLowerCase();
  if (type === 'removeValue') return { [field]: values.filter((value) => !isThere(value)) };
  if (values.some(isThere)) return {};
  return { [field]: isMultiValue(field) ? [...values, wanted] : [wanted] };
}

/** All texts in one go, so that the limit of time is for all of them. */
function replaceIn(tool: ToolOf<'replace'>, tracks: readonly ToolTrack[], replaceAll: ReplaceAll): ToolChange[] {
  const texts = tracks.flatMap(({ values }) => tool.fields.flatMap((field) => values[field] ?? []));
  const replaced = replaceAll(texts, tool);
  let next = 0;
  return tracks.map((track) => mapTexts(track, tool.fields, () => replaced[next++] ?? ''));
}

function mapTexts(track: ToolTrack, fields: readonly ToolField[], change: (text: string) => string): ToolChange {
  return Object.fromEntries(fields.map((field) => [field, (track.values[field] ?? []).map(change)]));
}

/** Several values become one text where the field holds only one. */
function fitting(values: readonly string[], field: ToolField): string[] {
  return isMultiValue(field) || values.length < 2 ? [...values] : [joinValues(values)];
}

function keepReal(change: ToolChange, { values }: ToolTrack, isClearing: boolean): ToolChange {
  const real: ToolChange = {};
  for (const [field, wanted] of Object.entries(change) as [ToolField, string[]][]) {
    const clean = cleanValues(field, wanted);
    if (!('values' in clean) || (clean.values.length === 0 && !isClearing)) continue;
    if (JSON.stringify(clean.values) !== JSON.stringify(values[field] ?? [])) real[field] = clean.values;
  }
  return real;
}
