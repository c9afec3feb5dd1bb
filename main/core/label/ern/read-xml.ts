import { SaxesParser, type SaxesTagNS } from 'saxes';
import { AppError } from '#shared/errors.ts';

export type XmlNode = {
  /** Without a prefix. */
  name: string;
  namespace: string;
  /** By name without a prefix; without those about namespaces and schemas. No prototype. */
  attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
  /** What stands right in it, without white space around. */
  text: string;
  /** From 1. */
  line: number;
  parent: XmlNode | null;
};

export type XmlLimits = { bytes: number; depth: number; elements: number };

/** No message comes near these. */
const messageLimits: XmlLimits = { bytes: 32 * 1024 * 1024, depth: 48, elements: 400_000 };
const maxAttributes = 64;

/**
 * The whole document as a tree. Document types are refused, so there are no entities but the five of XML, and nothing is ever
 * loaded.
 *
 * Throws XML_TOO_LARGE (bytes, depth, elements or attributes) and XML_INVALID with a `reason`: 'empty', 'encoding', 'doctype' or
 * 'malformed', and the `line` where there is one.
 */
export function readXml(input: string | Uint8Array, limits: XmlLimits = messageLimits): XmlNode {
  const bytes = typeof input === 'string' ? input.length : input.byteLength;
  if (bytes > limits.bytes) throw tooLarge('bytes', 1);
  const text = typeof input === 'string' ? input.replace(/^\ufeff/, '') : decodeXml(input);
  if (text.trim() === '') throw invalid('empty', 1);
  return parse(text, limits);
}

function parse(text: string, limits: XmlLimits): XmlNode {
  const parser = new SaxesParser({ xmlns: true });
  let root: XmlNode | null = null;
  let open: XmlNode | null = null;
  let texts: string[] = [];
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  parser.on('doctype', () => {
    throw invalid('doctype', parser.line);
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    depth += 1;
    elements += 1;
    if (depth > limits.depth) throw tooLarge('depth', parser.line);
    if (elements > limits.elements) throw tooLarge('elements', parser.line);
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > maxAttributes) throw tooLarge('attributes', parser.line);
  });
  parser.on('opentag', (tag) => {
    const node = newNode(tag, open, parser.line);
    open?.children.push(node);
    root ??= node;
    open = node;
    texts = [];
  });
  const addText = (part: string) => texts.push(part);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth -= 1;
    // Text between elements is white space only, or nobody's.
    if (open && open.children.length === 0) open.text = texts.join('').trim();
    open = open?.parent ?? null;
    texts = [];
  });
  parser.on('error', () => {
    throw invalid('malformed', parser.line);
  });
  parser.write(text).close();
  return root ?? fail();
}

function fail(): never {
  throw invalid('malformed', 1);
}

function newNode(tag: SaxesTagNS, parent: XmlNode | null, line: number): XmlNode {
  const attributes: Record<string, string> = Object.create(null);
  for (const { local, uri, prefix, value } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || (prefix === '' && local === 'xmlns') || uri.endsWith('XMLSchema-instance')) continue;
    attributes[local] = value;
  }
  return { name: tag.local, namespace: tag.uri, attributes, children: [], text: '', line, parent };
}

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'us-ascii', 'iso-8859-1', 'windows-1252'];

/** What its mark says, or else its declaration. Bytes that are no text in that encoding are refused. */
function decodeXml(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw invalid('encoding', 1);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const said = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([^"']{1,40})["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
  // 16 bits that could be read here are none.
  if (said.startsWith('utf-16') || !encodings.includes(said)) throw invalid('encoding', 1);
  return said;
}

function invalid(reason: 'empty' | 'encoding' | 'doctype' | 'malformed', line: number): AppError {
  return new AppError('XML_INVALID', 'This is not XML that can be read safely.', { reason, line });
}

function tooLarge(what: 'bytes' | 'depth' | 'elements' | 'attributes', line: number): AppError {
  return new AppError('XML_TOO_LARGE', 'This XML is larger than any message.', { what, line });
}

/** The first child of that name. */
export function childOf(node: XmlNode | null, name: string): XmlNode | null {
  return node?.children.find((child) => child.name === name) ?? null;
}

export function childrenOf(node: XmlNode | null, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the first child of that name, or nothing. */
export function textOf(node: XmlNode | null, name: string): string {
  return childOf(node, name)?.text ?? '';
}

/** What `names` lead to, one level each: all of them. */
export function nodesAt(node: XmlNode | null, ...names: readonly string[]): XmlNode[] {
  return names.reduce<XmlNode[]>((nodes, name) => nodes.flatMap((one) => childrenOf(one, name)), node ? [node] : []);
}

/** Everything within, at any depth, in the order of the document. */
export function* descendants(node: XmlNode): Generator<XmlNode, void, void> {
  for (const child of node.children) {
    yield child;
    yield* descendants(child);
  }
}

/** '/NewReleaseMessage/ResourceList/SoundRecording[2]': a number where there are several of a name. */
export function pathOf(node: XmlNode): string {
  const { parent, name } = node;
  if (!parent) return `/${name}`;
  const alike = childrenOf(parent, name);
  return `${pathOf(parent)}/${name}${alike.length > 1 ? `[${alike.indexOf(node) + 1}]` : ''}`;
}
