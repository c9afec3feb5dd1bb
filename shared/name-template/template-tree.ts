import type { TemplateField } from './template-fields.ts';

/** Where something stands in the text it was read from, counted in UTF-16 units. */
export type Place = { start: number; end: number };

export const plainFilters = [
  'camelot',
  'openkey',
  'classical',
  'first',
  'ascii',
  'upper',
  'lower',
  'title',
  'the',
] as const;
export type PlainFilter = (typeof plainFilters)[number];

export type Filter =
  | { name: PlainFilter }
  /** `02`: at least so many digits. */
  | { name: 'pad'; digits: number }
  /** `0`, `.1`: so many decimals. */
  | { name: 'decimals'; count: number }
  /** `left(3)`: no more letters. */
  | { name: 'left'; count: number };

export type FieldPart = Place & { type: 'field'; fields: TemplateField[]; filters: Filter[] };

export type Part =
  | (Place & { type: 'text'; text: string })
  | FieldPart
  /** Left out as a whole where a field in it is empty. */
  | (Place & { type: 'optional'; parts: Part[] })
  /** `/`: what stands before it is the name of a folder. */
  | (Place & { type: 'folder' });

export type Template = readonly Part[];

/** Every field of a template in order, with whether it stands in an optional part. */
export function listFields(template: Template, isOptional = false): { part: FieldPart; isOptional: boolean }[] {
  return template.flatMap((part) => {
    if (part.type === 'field') return [{ part, isOptional }];
    return part.type === 'optional' ? listFields(part.parts, true) : [];
  });
}
