/** What is taken from tags, under one name whatever the format calls it. */
export type TagField =
  | 'title'
  | 'artist'
  /** Artists one by one, beside a credit in `artist`. */
  | 'artists'
  | 'album'
  | 'albumArtist'
  | 'genre'
  | 'label'
  | 'comment'
  | 'grouping'
  | 'composer'
  | 'remixer'
  | 'isrc'
  | 'date'
  | 'originalDate'
  | 'track'
  | 'disc'
  | 'bpm'
  | 'key';

const mostValues = 1000;

/**
 * Gathers what the tags of one file say.
 *
 * A file may have several tags. For each field the first tag that has it counts, with all its values; the readers
 * therefore begin with the one that programs trust most.
 */
export class TagFields {
  readonly #values = new Map<TagField, { source: number; texts: string[] }>();
  #source = 0;
  /** 0 to 5. */
  stars = 0;
  /** Good until the next file is opened. */
  picture: Uint8Array | null = null;
  #hasFrontCover = false;

  /** What is added from now on comes from another tag. */
  nextTag(): void {
    this.#source += 1;
  }

  add(field: TagField, text: string): void {
    if (text === '') return;
    const known = this.#values.get(field);
    if (!known) this.#values.set(field, { source: this.#source, texts: [text] });
    else if (known.source === this.#source && known.texts.length < mostValues) known.texts.push(text);
  }

  addPicture(data: Uint8Array, isFrontCover: boolean): void {
    if (data.length === 0 || (this.picture && (this.#hasFrontCover || !isFrontCover))) return;
    this.picture = data;
    this.#hasFrontCover = isFrontCover;
  }

  all(field: TagField): readonly string[] {
    return this.#values.get(field)?.texts ?? [];
  }

  first(field: TagField): string {
    return this.all(field)[0] ?? '';
  }
}
