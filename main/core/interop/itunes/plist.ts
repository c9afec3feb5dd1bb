import { AppError } from '#shared/errors.ts';
import type { XmlHandler } from '../xml-reader.ts';

export type PlistValue = string | number | boolean | PlistValue[] | PlistDict;
export type PlistDict = { [key: string]: PlistValue };

type Container = { kind: 'dict' | 'array'; key: string; dict: PlistDict; list: PlistValue[] };

/**
 * Builds an Apple property list as it is read. `take` is given each value with the keys that lead to it; what it answers
 * true to is not kept, so that a file of any size needs no more memory than its largest part.
 *
 * Numbers and dates (Unix milliseconds) become numbers, data stays Base64.
 */
export class PlistHandler implements XmlHandler {
  readonly #open: Container[] = [];
  readonly #take: (keys: readonly string[], value: PlistValue) => boolean;
  #text = '';
  #hasRoot = false;

  constructor(take: (keys: readonly string[], value: PlistValue) => boolean) {
    this.#take = take;
  }

  open(name: string): void {
    if (!this.#hasRoot && name !== 'plist') throw invalid();
    this.#hasRoot = true;
    this.#text = '';
    if (name === 'dict' || name === 'array') {
      this.#open.push({ kind: name, key: '', dict: Object.create(null) as PlistDict, list: [] });
    }
  }

  text(text: string): void {
    this.#text += text;
  }

  close(name: string): void {
    const text = this.#text;
    this.#text = '';
    if (name === 'key') {
      const container = this.#open.at(-1);
      if (container?.kind !== 'dict') throw invalid();
      container.key = text;
    } else if (name === 'dict' || name === 'array') {
      const { kind, dict, list } = this.#open.pop() ?? {};
      this.#add(kind === 'dict' ? (dict ?? {}) : (list ?? []));
    } else if (name !== 'plist') this.#add(scalar(name, text));
  }

  #add(value: PlistValue): void {
    const container = this.#open.at(-1);
    if (!container) return;
    if (
      this.#open.length <= 2 &&
      this.#take(
        this.#open.map(({ key }) => key),
        value,
      )
    )
      return;
    if (container.kind === 'array') container.list.push(value);
    else if (container.key !== '') container.dict[container.key] = value;
  }
}

function scalar(name: string, text: string): PlistValue {
  switch (name) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'integer':
    case 'real':
      return Number(text.trim());
    case 'date':
      return Date.parse(text.trim());
    case 'data':
      return text.replace(/\s+/g, '');
    default:
      return text;
  }
}

function invalid(): AppError {
  return new AppError('IMPORT_INVALID', 'This is no property list.');
}
