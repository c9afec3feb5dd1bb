import type { FormatId, TableColumn } from '#shared/contract/interop-formats.ts';
import type { ForeignPart, ForeignPlaylist, ForeignTrack } from './foreign-library.ts';

/** The beginning of a file that may be one of a format; of a folder that may be one, nothing but its path. */
export type FileHead = {
  path: string;
  /** Its ending in small letters, with the dot; or empty. */
  extension: string;
  isFolder: boolean;
  bytes: Uint8Array;
  /** The bytes as text (UTF-8, or UTF-16 by its byte order mark), without the mark. */
  text: string;
};

export type ReadOptions = {
  signal?: AbortSignal | undefined;
  /** Milliseconds that times of MP3 files are later here than in the program that wrote the file. */
  mp3ShiftMs?: number | undefined;
  /** Where copies of databases lie while they are read; the system's place for such without it. */
  scratch?: string | undefined;
};

/**
 * What is to be written. Paths are already as they are to stand in the file, with '/' between their parts; absolute, or
 * relative to it. Everything can be walked through more than once, and nothing of it is held in memory.
 */
export type ExportSource = {
  /** The list's name, or the library's. */
  name: string;
  trackCount: number;
  /** Of a library: each track once, by number. Of a list: in its order, and as often as it stands there. */
  tracks(): Iterable<ForeignTrack>;
  playlistCount: number;
  /** Of a library: depth first, each folder before what it holds; names of siblings differ. Of a list: none. */
  playlists(): Iterable<ForeignPlaylist>;
  /** Of a library: the path of a track by its key, for programs whose playlists name paths; empty for unknown keys. */
  pathOf(key: string): string;
};

export type WriteOptions = {
  /** Our own version. */
  version: string;
  /** Milliseconds added to times of MP3 files, for the program's other decoder. */
  mp3ShiftMs: number;
  /** What macOS calls the disk it started from; Traktor names it. */
  bootVolume: string;
  /** 20 is Traktor Pro 4, which knows more than one tempo in a track; 19 is Traktor 3, and read by both. */
  nmlVersion?: 19 | 20 | undefined;
  /** Of a table: what it shows, in this order; everything where it is left out. */
  columns?: readonly TableColumn[] | undefined;
  /** The folder the file is going to lie in, with '/' between its parts; empty where that is not known. */
  folder?: string | undefined;
  /** Told of each entry the file cannot hold: one on another drive. */
  leaveOut?: ((track: ForeignTrack) => void) | undefined;
  /** Lines end in CR LF instead of LF, where the format has a choice. */
  isCrlf?: boolean | undefined;
};

/**
 * One kind of file. Adding one: a file beside this that holds its reader and writer, its name in
 * shared/contract/interop-formats.ts and renderer/messages, and a place in `foreignFormats`.
 */
export type ForeignFormat = {
  id: FormatId;
  /** Endings that files of it are given, the usual one first, with the dot; empty where it is a folder. */
  extensions: readonly string[];
  /** Whether a file is one, by what is in it; by its ending only where nothing else tells. */
  detects(head: FileHead): boolean;
  /**
   * Reads a file as a stream: tracks before the playlists that name them. What is odd becomes a note; only what cannot be
   * read at all throws IMPORT_INVALID, IMPORT_TOO_LARGE, IMPORT_TOO_NEW, IMPORT_TOO_OLD or a file error. Yields often
   * enough not to block the event loop.
   */
  read?(file: string, options: ReadOptions): AsyncIterable<ForeignPart>;
  /** What one file holds: everything ('library'), or one list, so that an export of several is several files. */
  holds: 'library' | 'list';
  /** The file of a list within the folder of an export, where the program wants it otherwise than as a tree of folders. */
  listFile?(path: readonly string[], root: string): string;
  /** Throws PROGRAM_RUNNING where the program would write over what is put there now. */
  checkTarget?(): Promise<void>;
  /** The file's text or bytes in pieces, the same for the same source. */
  write?(source: ExportSource, options: WriteOptions): Iterable<string | Uint8Array>;
};
