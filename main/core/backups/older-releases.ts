import type { RecordValues } from '#core/all-records.ts';
import type { JsonValue } from '#core/history/operations.repository.ts';
import { newRecording } from '#core/label/releases/recording-records.ts';

/** A record of an export, with what the export calls it. */
export type PartLine = { kind: 'work' | 'recording' | 'release'; id: number; state: RecordValues };

/** Whether an export is older than recordings: its releases say of their tracks all there is. */
export function isOlderRelease({ tracks }: RecordValues): boolean {
  return Array.isArray(tracks) && tracks.some((track) => !('recordingId' in (track as RecordValues)));
}

/** Takes such releases apart. Numbers below zero are nobody's in an export, so those of its parts are. */
export class OlderReleases {
  #last = 0;
  readonly #recordings = new Map<string, number>();
  readonly #works = new Map<JsonValue, number>();

  /** The works and recordings that are new, then the release that names them. */
  split(id: number, state: RecordValues): PartLine[] {
    const lines: PartLine[] = [];
    const here = new Set<number>();
    const tracks = (state.tracks as RecordValues[]).map((track) => {
      const recordingId = this.#recordingOf(track, state.createdAt ?? 0, here, lines);
      here.add(recordingId);
      return { disc: track.disc ?? 1, recordingId, isBonus: false, isInstant: false };
    });
    lines.push({ kind: 'release', id, state: { ...state, tracks } });
    return lines;
  }

  /** One of a code, or of a song; what stands twice on one release is two. */
  #recordingOf(track: RecordValues, createdAt: JsonValue, here: ReadonlySet<number>, lines: PartLine[]): number {
    const { songId = null, isrc = '', iswc: _, isExplicit, disc: __, trackId: ___, ...facts } = track;
    const key = isrc === '' ? `song ${songId}` : `isrc ${isrc}`;
    const known = isrc === '' && songId === null ? undefined : this.#recordings.get(key);
    if (known !== undefined && !here.has(known)) return known;
    const workId = songId === null ? null : this.#workOf(track, createdAt, lines);
    this.#last -= 1;
    // The code stays with the first.
    const code = known === undefined ? isrc : '';
    const explicit = isExplicit === true ? 'explicit' : 'unset';
    const state = { ...newRecording, artists: [], ...facts, songId, workId, isrc: code, explicit, createdAt };
    lines.push({ kind: 'recording', id: this.#last, state: state as unknown as RecordValues });
    if (known === undefined) this.#recordings.set(key, this.#last);
    return this.#last;
  }

  #workOf({ songId = null, title = '', iswc = '' }: RecordValues, createdAt: JsonValue, lines: PartLine[]): number {
    const known = this.#works.get(songId);
    if (known !== undefined) return known;
    this.#last -= 1;
    this.#works.set(songId, this.#last);
    lines.push({ kind: 'work', id: this.#last, state: { title, iswc, songId, writers: [], createdAt } });
    return this.#last;
  }
}
