import { AppError } from '#shared/errors.ts';
import { fileUrlOf } from '#shared/file-url.ts';
import type { ExportSource, ForeignFormat, ReadOptions } from '../foreign-format.ts';
import type { ForeignPart } from '../foreign-library.ts';
import { isAbsolutePlace } from '../foreign-path.ts';
import { readXml, type XmlHandler } from '../xml-reader.ts';
import { escapeXml } from '../xml-writer.ts';
import { type EntryFacts, ListReader, note, oneLine } from './list-reader.ts';

export const xspfFormat: ForeignFormat = {
  id: 'xspf',
  extensions: ['.xspf'],
  detects: ({ extension, text }) => extension === '.xspf' || /<playlist[^>]*xspf\.org\/ns/i.test(text),
  read: readXspf,
  holds: 'list',
  write: writeXspf,
};

/** Also of players that write paths where addresses belong. The first location that leads to a file counts. */
export async function* readXspf(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const list = new ListReader(file);
  yield* readXml<ForeignPart>(file, (emit) => new XspfHandler(list, emit), { signal });
  yield list.end();
}

class XspfHandler implements XmlHandler {
  readonly #list: ListReader;
  readonly #emit: (part: ForeignPart) => void;
  readonly #open: string[] = [];
  #text = '';
  #facts: EntryFacts = {};
  #places: string[] = [];

  constructor(list: ListReader, emit: (part: ForeignPart) => void) {
    this.#list = list;
    this.#emit = emit;
  }

  open(name: string): void {
    if (this.#open.length === 0 && name !== 'playlist')
      throw new AppError('IMPORT_INVALID', 'This is no XSPF playlist.');
    this.#open.push(name);
    this.#text = '';
    if (name === 'track') {
      this.#facts = {};
      this.#places = [];
    }
  }

  text(text: string): void {
    this.#text += text;
  }

  close(name: string): void {
    this.#open.pop();
    const parent = this.#open.at(-1);
    const text = this.#text.trim();
    this.#text = '';
    if (name === 'track' && parent === 'trackList') this.#endTrack();
    else if (name === 'title' && parent === 'playlist') this.#list.setName(text);
    else if (parent === 'track') this.#takeFact(name, text);
  }

  #takeFact(name: string, text: string): void {
    if (text === '') return;
    const number = Number(text);
    if (name === 'location' && this.#places.length < 100) this.#places.push(text);
    else if (name === 'title') this.#facts.title = text;
    else if (name === 'creator') this.#facts.artist = text;
    else if (name === 'album') this.#facts.album = text;
    else if (name === 'annotation') this.#facts.comment = text;
    else if (name === 'trackNum' && Number.isInteger(number) && number > 0) this.#facts.trackNumber = number;
    else if (name === 'duration' && number > 0) this.#facts.durationMs = Math.round(number);
  }

  #endTrack(): void {
    const isFile = (place: string) => /^file:/i.test(place) || !/^[a-z][a-z0-9+.-]+:/i.test(place);
    const place = this.#places.find(isFile) ?? this.#places[0] ?? '';
    if (place === '' && !this.#facts.title) this.#emit(note('brokenTrack', ''));
    else for (const part of this.#list.add(place, this.#facts)) this.#emit(part);
  }
}

/** Version 1; a relative path becomes a relative address. */
export function* writeXspf(source: ExportSource): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/">\n';
  yield `  <title>${escapeXml(oneLine(source.name))}</title>\n  <trackList>\n`;
  for (const track of source.tracks()) {
    const texts = [
      ['location', isAbsolutePlace(track.path) ? fileUrlOf(track.path) : relativeUrl(track.path)],
      ['title', track.title],
      ['creator', track.artist],
      ['album', track.album],
      ['annotation', track.comment],
      ['trackNum', track.trackNumber === null ? '' : String(track.trackNumber)],
      ['duration', track.durationMs === null ? '' : String(Math.round(track.durationMs))],
    ] as const;
    const elements = texts
      .filter(([, text]) => text !== '')
      .map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`);
    yield `    <track>${elements.join('')}</track>\n`;
  }
  yield '  </trackList>\n</playlist>\n';
}

function relativeUrl(path: string): string {
  const url = path.split('/').map(encodeURIComponent).join('/');
  return url.includes(':') ? `./${url}` : url;
}
