import { AppError } from '#shared/errors.ts';

export type XmlElement = {
  name: string;
  attributes: readonly (readonly [name: string, value: string])[];
  /** Either a text or elements; both together are never written. */
  content: string | readonly XmlElement[];
};

/** What can stand in a list of children: what is null is left out. */
export type XmlContent = XmlElement | null | readonly XmlContent[];

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** An element that holds elements. */
export function group(name: string, children: readonly XmlContent[], attributes: Attributes = {}): XmlElement {
  return { name, attributes: listAttributes(attributes), content: flatten(children) };
}

/** An element that holds a text; null where there is nothing to say. */
export function leaf(
  name: string,
  value: string | number | boolean | null,
  attributes: Attributes = {},
): XmlElement | null {
  if (value === null || value === '') return null;
  return { name, attributes: listAttributes(attributes), content: String(value) };
}

/** Null where none of its children is there. */
export function groupOfSome(name: string, children: readonly XmlContent[]): XmlElement | null {
  const content = flatten(children);
  return content.length === 0 ? null : { name, attributes: [], content };
}

/**
 * The document as UTF-8 text with LF line ends, two blanks per level. The same elements give the same bytes.
 *
 * Throws XML_TEXT_INVALID where a text holds a character that XML cannot hold (control characters, halves of a character).
 */
export function writeXml(root: XmlElement): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  writeElement(root, '', lines);
  return `${lines.join('\n')}\n`;
}

function writeElement(element: XmlElement, indent: string, lines: string[]): void {
  const start = element.attributes.map(([name, value]) => ` ${name}="${escapeText(value, element.name)}"`).join('');
  if (typeof element.content === 'string') {
    lines.push(`${indent}<${element.name}${start}>${escapeText(element.content, element.name)}</${element.name}>`);
    return;
  }
  if (element.content.length === 0) {
    lines.push(`${indent}<${element.name}${start}/>`);
    return;
  }
  lines.push(`${indent}<${element.name}${start}>`);
  for (const child of element.content) writeElement(child, `${indent}  `, lines);
  lines.push(`${indent}</${element.name}>`);
}

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers would make spaces or line feeds of them.
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function escapeText(text: string, element: string): string {
  // Without the `u` flag a character above U+FFFF would be two halves.
  return text.replace(/[&<>"\p{Cc}\p{Cs}\ufffe\uffff]/gu, (character) => {
    const replacement = replacements[character];
    if (replacement !== undefined) return replacement;
    // These of the upper control characters XML can hold, and tags of files have them.
    if (/[\x7f-\x9f]/.test(character)) return character;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new AppError('XML_TEXT_INVALID', 'A text holds a character that XML cannot hold.', {
      element,
      character: `U+${code}`,
    });
  });
}

function listAttributes(attributes: Attributes): [string, string][] {
  return Object.entries(attributes)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== null && entry[1] !== '')
    .map(([name, value]) => [name, String(value)]);
}

function flatten(children: readonly XmlContent[]): XmlElement[] {
  const flat: XmlElement[] = [];
  for (const child of children) {
    if (isList(child)) flat.push(...flatten(child));
    else if (child !== null) flat.push(child);
  }
  return flat;
}

function isList(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content);
}
