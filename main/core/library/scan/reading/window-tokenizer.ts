import { AbstractTokenizer, EndOfStreamError, type IRandomAccessFileInfo, type IReadChunkOptions } from 'strtok3';
import type { ScanWindow } from './scan-window.ts';
import { maxTagBytes, tooLarge } from './tag-limits.ts';

/** What a parser may read of one file: its tags, once more for a parser that looks twice, and headers. */
const maxReadBytes = 2 * maxTagBytes;
/** Each read costs time even when it is tiny: a file that asks for more is built to waste it. */
const maxReads = 2_000_000;

/**
 * Lets music-metadata read from memory.
 *
 * Its parsers await every few bytes; here nothing ever waits, so a file is parsed in one go. Reads are bounded, because
 * a tag may claim any size.
 */
export class WindowTokenizer extends AbstractTokenizer {
  readonly fileInfo: IRandomAccessFileInfo;
  readonly #window: ScanWindow;
  #bytesLeft = maxReadBytes;
  #readsLeft = maxReads;

  /** `extension` chooses the parser, so it is the one of the content and not of the file's name. */
  constructor(window: ScanWindow, extension: string) {
    super({ maxBufferSize: maxTagBytes });
    this.#window = window;
    this.fileInfo = { size: window.sizeBytes, path: extension };
  }

  override supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.position = position;
  }

  async peekBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const position = options?.position ?? this.position;
    const length = options?.length ?? target.length;
    this.#bytesLeft -= length;
    this.#readsLeft -= 1;
    if (this.#bytesLeft < 0 || this.#readsLeft < 0) throw tooLarge();
    const got = this.#window.copy(target, position, length);
    if (got < length && !options?.mayBeLess) throw new EndOfStreamError();
    return got;
  }

  async readBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const position = options?.position ?? this.position;
    const got = await this.peekBuffer(target, options);
    this.position = position + got;
    return got;
  }
}
