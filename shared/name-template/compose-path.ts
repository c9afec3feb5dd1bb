import { type RenderedTemplate, renderTemplate } from './render-template.ts';
import { type NameChange, type NameRules, safeName } from './safe-name.ts';
import type { TemplateValues } from './template-fields.ts';
import type { Template } from './template-tree.ts';

export type ComposedPath = {
  /** Folders and last the file, each safe; null where there can be no name. */
  names: string[] | null;
  /** Something was to be in a name, and nothing of it can be. */
  isEmpty: boolean;
  rendered: RenderedTemplate;
  changes: NameChange[];
  /** The length of the longest component before it was shortened. */
  fullLength: number;
};

/**
 * Where a file belongs by a template, below the folder everything lies in.
 *
 * @param extension of the file, with its dot.
 */
export function composePath(
  template: Template,
  values: TemplateValues,
  options: { extension: string; rules: NameRules; hasFallbacks?: boolean },
): ComposedPath {
  const rendered = renderTemplate(template, values, options.hasFallbacks ?? false);
  const names = rendered.names.map((name, index) =>
    safeName(name, options.rules, index === rendered.names.length - 1 ? options.extension : ''),
  );
  const isEmpty = rendered.missing.length === 0 && names.some(({ name }) => name === '');
  const canBe = rendered.missing.length === 0 && !isEmpty;
  return {
    names: canBe ? names.map(({ name }) => name) : null,
    isEmpty,
    rendered,
    changes: [...new Set(names.flatMap(({ changes }) => changes))],
    fullLength: Math.max(...names.map(({ fullLength }) => fullLength)),
  };
}
