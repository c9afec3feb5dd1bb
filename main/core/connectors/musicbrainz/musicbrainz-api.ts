import type { z } from 'zod';
import type { Db } from '#core/db/query.ts';
import { firstArtist } from '#core/playlists/match-score.ts';
import { AppError } from '#shared/errors.ts';
import { findAnswer, keepAnswer } from '../connections.repository.ts';
import type { ConnectorHttp } from '../connector-http.ts';
import * as shapes from './musicbrainz-shapes.ts';

type ApiOptions = {
  db: Db;
  now(): number;
  http: ConnectorHttp;
  /** The Cover Art Archive has another server, and no pace of its own. */
  coverHttp: ConnectorHttp;
  urls: { musicbrainz: string; covers: string };
  /** Throws SERVICE_NOT_CONNECTED: nothing is asked before the user connects it. */
  access(): Promise<unknown>;
};

const answersKeptMs = 30 * 24 * 3_600_000;
const mostFound = 12;
const largestCover = 25 * 1024 ** 2;

/** What is asked of MusicBrainz and the Cover Art Archive; answers are kept for a month. Throws SERVICE_… errors. */
export class MusicBrainzApi {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async searchRecordings(facts: { title: string; artist: string }): Promise<shapes.Recording[]> {
    // One of several artists is enough to find it; how they are joined differs.
    const artist = firstArtist(facts.artist);
    const terms = [`recording:${quoted(facts.title)}`, ...(artist === '' ? [] : [`artist:${quoted(artist)}`])];
    const query = new URLSearchParams({ query: terms.join(' AND '), limit: String(mostFound), fmt: 'json' });
    const found = await this.#get(shapes.recordingSearch, `/ws/2/recording?${query}`);
    return found?.recordings ?? [];
  }

  /** A code may stand for several recordings by mistake. */
  async recordingsOfIsrc(isrc: string): Promise<shapes.Recording[]> {
    const found = await this.#get(shapes.recordingSearch, `/ws/2/isrc/${isrc}?inc=artist-credits+releases&fmt=json`);
    return found?.recordings ?? [];
  }

  /** Null for one that is gone. */
  recording(id: string): Promise<shapes.Recording | null> {
    const inc = 'artist-credits+isrcs+releases+release-groups+media';
    return this.#get(shapes.recording, `/ws/2/recording/${encodeURIComponent(id)}?inc=${inc}&fmt=json`);
  }

  release(id: string): Promise<shapes.Release | null> {
    const inc = 'artist-credits+labels+recordings+release-groups+genres';
    return this.#get(shapes.release, `/ws/2/release/${encodeURIComponent(id)}?inc=${inc}&fmt=json`);
  }

  /** Releases of that name, the likeliest first. */
  async searchAlbums({ album, artist }: { album: string; artist: string }): Promise<shapes.FoundAlbum[]> {
    const named = firstArtist(artist);
    const terms = [`release:${quoted(album)}`, ...(named === '' ? [] : [`artist:${quoted(named)}`])];
    const query = new URLSearchParams({ query: terms.join(' AND '), limit: String(mostFound), fmt: 'json' });
    const found = await this.#get(shapes.albumSearch, `/ws/2/release?${query}`);
    return found?.releases ?? [];
  }

  /** What stands on a release, disc by disc. Null for one that is gone. */
  albumTracks(id: string): Promise<shapes.AlbumTracks | null> {
    return this.#get(shapes.albumTracks, `/ws/2/release/${encodeURIComponent(id)}?inc=recordings&fmt=json`);
  }

  /** The front of a release, as a file; null where there is none. */
  async cover(releaseId: string): Promise<Uint8Array | null> {
    const { coverHttp, urls, access } = this.#options;
    await access();
    const url = `${urls.covers}/release/${releaseId}/front-1200`;
    // Pictures lie with the Internet Archive, on one of its many servers.
    const follows = ({ protocol, host }: URL) => protocol === 'https:' && /(^|\.)archive\.org$/.test(host);
    const { status, bytes } = await coverHttp.send({
      url,
      maxBytes: largestCover,
      timeoutMs: 60_000,
      expects: [404],
      follows,
    });
    return status === 404 ? null : bytes;
  }

  /** Null for what MusicBrainz does not have. Only what can be read is kept. */
  async #get<Shape extends z.ZodType>(shape: Shape, path: string): Promise<z.output<Shape> | null> {
    const { db, http, urls, now, access } = this.#options;
    await access();
    const known = findAnswer(db, 'musicbrainz', path, now());
    if (known !== undefined) return known === null ? null : read(shape, known);
    const { status, bytes } = await http.send({ url: `${urls.musicbrainz}${path}`, expects: [404] });
    const answer = status === 404 ? null : parseJson(bytes);
    const found = answer === null ? null : read(shape, answer);
    // What is not looked at would only make the library and its backups larger.
    keepAnswer(db, 'musicbrainz', path, found, { now: now(), forMs: answersKeptMs });
    return found;
  }
}

function read<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.output<Shape> {
  const { data, success, error } = shape.safeParse(answer);
  if (!success) throw unknownAnswer(error);
  return data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw unknownAnswer(cause);
  }
}

function unknownAnswer(cause: unknown): AppError {
  return new AppError('SERVICE_ANSWER', 'MusicBrainz answered something unknown.', {}, { cause });
}

/** A text for Lucene's query language, all of it taken as words. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, ' ').trim().slice(0, 200)}"`;
}
