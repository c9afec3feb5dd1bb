import type { Tool, ToolField, ToolOf } from '#shared/tags/tools/tool.ts';

/** Tools in the order they are offered in. */
export const toolTypes = [
  'replace',
  'case',
  'trim',
  'number',
  'split',
  'fileName',
  'fill',
  'copy',
  'swap',
  'addValue',
  'removeValue',
  'featuring',
] as const satisfies readonly Tool['type'][];

/** Fields that tools are offered for. */
export const toolFields = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'label',
  'comment',
  'grouping',
  'composer',
  'remixer',
  'mixName',
  'catalogNumber',
  'isrc',
  'date',
] as const satisfies readonly ToolField[];

const defaults: { readonly [Type in Tool['type']]: ToolOf<Type> } = {
  replace: {
    ...{ type: 'replace', fields: ['title'], find: '', replacement: '' },
    ...{ isPattern: false, isCaseSensitive: false },
  },
  case: { type: 'case', fields: ['title', 'artist'], style: 'title' },
  trim: { type: 'trim', fields: [...toolFields] },
  number: { type: 'number', start: 1, restart: 'album', hasTotals: true },
  split: { type: 'split', source: 'title' },
  fileName: { type: 'fileName', template: '%artist% - %title%' },
  fill: { type: 'fill', fields: ['albumArtist', 'label', 'date'], from: 'album', isOnlyEmpty: true },
  copy: { type: 'copy', from: 'artist', to: 'albumArtist' },
  swap: { type: 'swap', first: 'artist', second: 'title' },
  addValue: { type: 'addValue', field: 'genre', value: '' },
  removeValue: { type: 'removeValue', field: 'genre', value: '' },
  featuring: { type: 'featuring', to: 'title' },
};

/** A tool as it is first shown. */
export function newTool(type: Tool['type']): Tool {
  return { ...defaults[type] };
}

/** Whether enough is filled in to ask what it would change. */
export function isReady(tool: Tool): boolean {
  switch (tool.type) {
    case 'replace':
      return tool.find !== '' && tool.fields.length > 0;
    case 'case':
    case 'trim':
    case 'fill':
      return tool.fields.length > 0;
    case 'fileName':
      return tool.template.trim() !== '';
    case 'addValue':
    case 'removeValue':
      return tool.value.trim() !== '';
    case 'copy':
      return tool.from !== tool.to;
    case 'swap':
      return tool.first !== tool.second;
    default:
      return true;
  }
}
