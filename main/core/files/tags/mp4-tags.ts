import type { FileWindow } from '#core/files/file-window.ts';
import { changeItems } from './mp4/change-items.ts';
import { foreignAtoms } from './mp4/foreign-atoms.ts';
import { openMovie } from './mp4/movie.ts';
import { planItems } from './mp4/plan-items.ts';
import { readItems } from './mp4/read-items.ts';
import { unwritable } from './tag-failures.ts';
import type { FilePart, FileTags, TagChanges, TagFormat } from './tag-format.ts';

/**
 * MP4 and M4A, with the tags of iTunes in moov/udta/meta/ilst.
 *
 * A cover has no kind and no description here. Files in fragments are refused: their index counts bytes too, in more
 * places than can be set right with certainty.
 */
export const mp4Tags: TagFormat = {
  readTags(file: FileWindow): FileTags {
    const movie = openMovie(file);
    const tags = readItems(file, movie.items);
    return { ...tags, foreign: [...tags.foreign, ...foreignAtoms(file, movie)] };
  },

  planTags(file: FileWindow, changes: TagChanges): FilePart[] {
    const movie = openMovie(file);
    if (movie.damage) throw unwritable(movie.damage);
    return planItems(file, movie, changeItems(movie.items, changes));
  },
};
