import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { emptyForeignTrack, type ForeignNoteCode, type ForeignPart, type ForeignTrack } from '../foreign-library.ts';
import { plainName, readPlace } from '../foreign-path.ts';

const mostEntries = 1_000_000;

/** What a list says of one of its entries besides where it is. */
export type EntryFacts = Partial<Omit<ForeignTrack, 'key' | 'path'>>;

/**
 * Gathers the entries of one list file and hands them on as parts: each track once, then the list itself. Keys are
 * paths, or addresses on a network.
 */
export class ListReader {
  #name: string;
  readonly #folder: string;
  readonly #exists: (path: string) => boolean;
  readonly #keys: string[] = [];
  readonly #known = new Set<string>();

  constructor(file: string, exists: (path: string) => boolean = existsSync) {
    this.#name = plainName(file);
    this.#folder = dirname(file);
    this.#exists = exists;
  }

  /** What the list calls itself; its file's name stays where that is nothing. */
  setName(name: string): void {
    if (name.trim() !== '') this.#name = name.trim();
  }

  /** Throws IMPORT_TOO_LARGE. */
  add(place: string, facts: EntryFacts): ForeignPart[] {
    const { path, address } = readPlace(place, this.#folder, this.#exists);
    const key = path || address || [facts.artist, facts.title].filter(Boolean).join(' - ');
    if (key === '') return [note('brokenTrack', place)];
    if (this.#keys.length >= mostEntries) throw new AppError('IMPORT_TOO_LARGE', 'The list has too many entries.');
    this.#keys.push(key);
    if (this.#known.has(key)) return [];
    this.#known.add(key);
    const title = facts.title || address;
    return [{ part: 'track', track: { ...emptyForeignTrack(key), ...facts, title, path } }];
  }

  end(): ForeignPart {
    return {
      part: 'playlist',
      playlist: { path: [this.#name], kind: 'list', keys: this.#keys, rules: '' },
    };
  }
}

export function note(code: ForeignNoteCode, subject: string): ForeignPart {
  return { part: 'note', note: { code, subject: subject.slice(0, 500) } };
}

/** 'Artist - Title' as lists show it. Where there is no artist, all of it is the title. */
export function splitLabel(label: string): { artist: string; title: string } {
  const text = label.trim();
  const at = text.indexOf(' - ');
  if (at <= 0) return { artist: '', title: text };
  return { artist: text.slice(0, at).trim(), title: text.slice(at + 3).trim() };
}

/** What lists show of a track, on one line. */
export function labelOf({ artist, title, path }: ForeignTrack): string {
  const shown = title || plainName(path);
  return oneLine(artist ? `${artist} - ${shown}` : shown);
}

/** Line ends and other control characters as spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Whole seconds; -1 where nobody knows, as lists have it. */
export function wholeSeconds(durationMs: number | null): number {
  return durationMs === null ? -1 : Math.round(durationMs / 1000);
}
