import { AppError } from '#shared/errors.ts';
import type { ForeignFormat, ReadOptions } from '../foreign-format.ts';
import type { ForeignPart } from '../foreign-library.ts';
import { readXml, type XmlHandler } from '../xml-reader.ts';
import { ListReader, note } from './list-reader.ts';

/** Lists of Windows Media Player. Its smart ones name no files; they are noted, and nothing of them is taken. */
export const wplFormat: ForeignFormat = {
  id: 'wpl',
  extensions: ['.wpl'],
  detects: ({ extension, text }) => extension === '.wpl' || /^\s*<\?wpl\b/.test(text),
  read: readWpl,
  holds: 'list',
};

export async function* readWpl(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const list = new ListReader(file);
  let title = '';
  let isSmart = false;
  let hasRoot = false;
  let text = '';
  const createHandler = (emit: (part: ForeignPart) => void): XmlHandler => ({
    open(name, attributes) {
      if (!hasRoot && name !== 'smil') throw new AppError('IMPORT_INVALID', 'This is no WPL playlist.');
      hasRoot = true;
      text = '';
      if (name === 'smartPlaylist') isSmart = true;
      if (name === 'media' && attributes.src) for (const part of list.add(attributes.src, {})) emit(part);
    },
    text(more) {
      text += more;
    },
    close(name) {
      if (name === 'title') title = text.trim();
    },
  });
  yield* readXml<ForeignPart>(file, createHandler, { signal });
  list.setName(title);
  if (isSmart) yield note('skippedSmartList', title);
  else yield list.end();
}
