import { filterValue } from './filter-values.ts';
import type { TemplateField, TemplateValues } from './template-fields.ts';
import type { FieldPart, Part, Template } from './template-tree.ts';

export type RenderedTemplate = {
  /** The folders and last the name, as raw text: no value makes a folder, whatever it holds. */
  names: string[];
  /** Fields outside optional parts that have no value: without them there is no name. */
  missing: TemplateField[];
  /** Fields whose values are shown. */
  used: TemplateField[];
  /** Fields whose fixed fallback text is shown. */
  assumed: TemplateField[];
  /** How many optional parts were left out. */
  droppedCount: number;
};

/** The texts of Tracktion for what is unknown, for rules that ask for them. */
const fallbackTexts: TemplateValues = {
  artist: 'Unknown Artist',
  albumartist: 'Unknown Artist',
  title: 'Untitled',
  album: 'Unknown Album',
  track: '00',
  year: '0000',
  bpm: '000',
};

/** Fills a template with values. `hasFallbacks` puts "Unknown Artist" and the like where a value is missing. */
export function renderTemplate(template: Template, values: TemplateValues, hasFallbacks = false): RenderedTemplate {
  const renderer = new Renderer(values, hasFallbacks);
  const pieces = renderer.parts(template, false) ?? [];
  const names = [''];
  for (const piece of pieces) {
    if (piece === null) names.push('');
    else names[names.length - 1] += piece;
  }
  const isKept = (name: string, index: number) => index === names.length - 1 || name.trim() !== '';
  return {
    names: names.filter(isKept),
    missing: [...renderer.missing],
    used: [...renderer.used],
    assumed: [...renderer.assumed],
    droppedCount: renderer.droppedCount,
  };
}

/** Text, or null for the end of a folder's name. */
type Piece = string | null;

class Renderer {
  readonly #values: TemplateValues;
  readonly #hasFallbacks: boolean;
  readonly missing = new Set<TemplateField>();
  readonly used = new Set<TemplateField>();
  readonly assumed = new Set<TemplateField>();
  droppedCount = 0;

  constructor(values: TemplateValues, hasFallbacks: boolean) {
    this.#values = values;
    this.#hasFallbacks = hasFallbacks;
  }

  /** Null where an optional part is to be left out. */
  parts(parts: readonly Part[], isOptional: boolean): Piece[] | null {
    const pieces: Piece[] = [];
    if (isOptional && parts.some((part) => part.type === 'field' && !this.#find(part))) {
      this.droppedCount++;
      return null;
    }
    for (const part of parts) {
      if (part.type === 'text') pieces.push(part.text);
      else if (part.type === 'folder') pieces.push(null);
      else if (part.type === 'field') pieces.push(this.#field(part));
      else pieces.push(...(this.parts(part.parts, true) ?? []));
    }
    return pieces;
  }

  #find(part: FieldPart): { field: TemplateField; text: string } | null {
    for (const field of part.fields) {
      const value = this.#values[field];
      const text = value === null || value === undefined ? '' : filterValue(field, value, part.filters);
      if (text !== '') return { field, text };
    }
    return null;
  }

  #field(part: FieldPart): string {
    const found = this.#find(part);
    if (found) {
      this.used.add(found.field);
      return found.text;
    }
    const field = part.fields[0] as TemplateField;
    const fallback = this.#hasFallbacks ? fallbackTexts[field] : undefined;
    if (fallback === undefined || fallback === null) this.missing.add(field);
    else this.assumed.add(field);
    return fallback === undefined || fallback === null ? '' : String(fallback);
  }
}
