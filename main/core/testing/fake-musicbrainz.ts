import { gunzipSync } from 'node:zlib';
import { type FakeReply, type FakeRequest, fakeServer } from './fake-server.ts';

export type FakeRecording = {
  id: string;
  title: string;
  artist: string;
  lengthMs?: number;
  isrc?: string;
  releases: string[];
};
export type FakeRelease = {
  id: string;
  title: string;
  artist: string;
  date?: string;
  kinds?: string[];
  label?: string;
  catalogNumber?: string;
  genre?: string;
  /** Recordings in their order. */
  tracks: string[];
};

/**
 * Stands in for MusicBrainz, the Cover Art Archive, AcoustID and ListenBrainz in tests, in their documented shapes. Who does
 * not say who asks is turned away.
 */
export class FakeMusicBrainz {
  readonly recordings = new Map<string, FakeRecording>();
  readonly releases = new Map<string, FakeRelease>();
  readonly covers = new Map<string, Uint8Array>();
  /** Recordings by fingerprint. */
  readonly sounds = new Map<string, { id: string; score: number }[]>();
  /** Recordings listened to together. */
  readonly together = new Map<string, { id: string; score: number }[]>();
  /** Answers in place of the usual ones. */
  planted: (request: FakeRequest) => FakeReply | undefined | Promise<FakeReply | undefined> = () => undefined;
  /** Replies to come before all others. */
  readonly next: FakeReply[] = [];
  #server: Awaited<ReturnType<typeof fakeServer>> | undefined;

  async open(): Promise<this> {
    this.#server = await fakeServer((request) => this.#answer(request));
    return this;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get requests(): FakeRequest[] {
    return this.#server?.requests ?? [];
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #answer(request: FakeRequest): Promise<FakeReply> {
    const { path, query, headers, body } = request;
    const instead = await this.planted(request);
    if (instead) return instead;
    if (!/^Ledgerline\/\S+ \( \S+@\S+ \)$/.test(headers['user-agent'] ?? '')) return { status: 403 };
    const planted = this.next.shift();
    if (planted) return planted;
    const [, kind = '', id = ''] = /^\/ws\/2\/(\w+)(?:\/([\w-]+))?$/.exec(path) ?? [];
    if (kind === 'recording' && id === '') return { json: this.#search(query.get('query') ?? '') };
    if (kind === 'recording') return found(this.recordings.get(id), (each) => this.#recording(each));
    if (kind === 'isrc') {
      const all = [...this.recordings.values()].filter(({ isrc }) => isrc === id);
      return all.length === 0
        ? { status: 404 }
        : { json: { isrc: id, recordings: all.map((each) => this.#recording(each)) } };
    }
    if (kind === 'release' && id === '') return { json: this.#searchAlbums(query.get('query') ?? '') };
    if (kind === 'release') return found(this.releases.get(id), (each) => this.#release(each));
    const cover = /^\/release\/([\w-]+)\/front-1200$/.exec(path)?.[1];
    if (cover) return found(this.covers.get(cover), null);
    if (path === '/v2/lookup') return this.#hear(new URLSearchParams(gunzipSync(body).toString()));
    if (path === '/similar-recordings/json') return { json: this.#together(query.get('recording_mbids') ?? '') };
    return { status: 404 };
  }

  #searchAlbums(text: string) {
    const wanted = wantedIn(text);
    const all = [...this.releases.values()].filter(
      ({ title, artist }) =>
        title.toLowerCase().includes(wanted.release ?? '') && artist.toLowerCase().includes(wanted.artist ?? ''),
    );
    const releases = all.map((each) => ({ ...this.#release(each), 'track-count': each.tracks.length }));
    return { count: all.length, releases };
  }

  #search(text: string) {
    const wanted = wantedIn(text);
    const all = [...this.recordings.values()].filter(
      ({ title, artist }) =>
        title.toLowerCase().includes(wanted.recording ?? '') && artist.toLowerCase().includes(wanted.artist ?? ''),
    );
    return { count: all.length, recordings: all.map((each) => ({ score: 100, ...this.#recording(each) })) };
  }

  #recording({ id, title, artist, lengthMs, isrc, releases }: FakeRecording) {
    return {
      ...{ id, title, length: lengthMs ?? null, isrcs: isrc ? [isrc] : [] },
      'artist-credit': credit(artist),
      releases: releases.flatMap((release) => {
        const known = this.releases.get(release);
        if (!known) return [];
        const { 'label-info': _label, genres: _genres, ...rest } = this.#release(known);
        const media = rest.media.map(({ tracks, ...medium }) => ({
          ...medium,
          'track-offset': tracks.findIndex(({ recording }) => recording.id === id),
        }));
        return [{ ...rest, media }];
      }),
    };
  }

  #release({ id, title, artist, date, kinds = [], label, catalogNumber, genre, tracks }: FakeRelease) {
    return {
      ...{ id, title, status: 'Official', date: date ?? '', country: 'GB' },
      'artist-credit': credit(artist),
      'release-group': {
        'primary-type': 'Album',
        'secondary-types': kinds,
        'first-release-date': date ?? '',
        genres: [],
      },
      'label-info': label ? [{ 'catalog-number': catalogNumber ?? null, label: { name: label } }] : [],
      genres: genre ? [{ name: genre, count: 3 }] : [],
      media: [
        {
          ...{ position: 1, 'track-count': tracks.length },
          tracks: tracks.map((recording, index) => ({
            ...{ number: `A${index + 1}`, position: index + 1 },
            title: this.recordings.get(recording)?.title ?? recording,
            length: this.recordings.get(recording)?.lengthMs ?? null,
            recording: { id: recording },
          })),
        },
      ],
    };
  }

  #hear(form: URLSearchParams): FakeReply {
    if (form.get('client') !== 'good')
      return { status: 400, json: { status: 'error', error: { code: 4, message: 'invalid API key' } } };
    const heard = this.sounds.get(form.get('fingerprint') ?? '');
    if (!heard) return { status: 400, json: { status: 'error', error: { code: 3, message: 'invalid fingerprint' } } };
    return {
      json: { status: 'ok', results: heard.map(({ id, score }) => ({ id: 'x', score, recordings: [{ id }] })) },
    };
  }

  #together(id: string) {
    return (this.together.get(id) ?? []).map((other) => {
      const known = this.recordings.get(other.id);
      return {
        recording_mbid: other.id,
        recording_name: known?.title,
        artist_credit_name: known?.artist,
        score: other.score,
      };
    });
  }
}

/** The fields of a query and what they are to hold. */
function wantedIn(text: string): Record<string, string> {
  const words = [...text.matchAll(/(\w+):"([^"]*)"/g)].map(([, field, value]) => [field, value?.toLowerCase() ?? '']);
  return Object.fromEntries(words) as Record<string, string>;
}

function credit(artist: string) {
  const names = artist.split(' & ');
  return names.map((name, index) => ({ name, joinphrase: index < names.length - 1 ? ' & ' : '' }));
}

function found<Item>(item: Item | undefined, show: ((item: Item) => unknown) | null): FakeReply {
  if (item === undefined) return { status: 404, json: { error: 'Not Found' } };
  return show ? { json: show(item) } : { body: item as Uint8Array };
}
