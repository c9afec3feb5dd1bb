import { createHash } from 'node:crypto';
import { type FakeReply, type FakeRequest, fakeServer } from './fake-server.ts';

export type FakeTrack = { id: string; name: string; artist: string; isrc?: string; durationMs?: number };
type FakeList = { id: string; name: string; isPublic: boolean; owner: string; uris: string[] };

const json = (value: unknown, status = 200): FakeReply => ({ status, json: value });
const failure = (status: number, message: string, reason?: string): FakeReply =>
  json({ error: { status, message, ...(reason ? { reason } : {}) } }, status);

/**
 * Stands in for Spotify in tests: sign-in with PKCE, rotating refresh tokens, and the part of the Web API that is left in
 * November 2026, in its documented shapes. What was removed answers 403, as it does there.
 */
export class FakeSpotify {
  readonly tracks = new Map<string, FakeTrack>();
  readonly lists = new Map<string, FakeList>();
  readonly liked: string[] = [];
  /** Replies to come before all others, one for each request to the API. */
  readonly next: FakeReply[] = [];
  /** Answers in place of the usual ones. */
  planted: (request: FakeRequest) => FakeReply | undefined | Promise<FakeReply | undefined> = () => undefined;
  /** What is done, while the answer gets lost. */
  cutAfter: (request: FakeRequest) => boolean = () => false;
  /** Refresh tokens that are good; each once. */
  readonly refreshTokens = new Set<string>();
  readonly accessTokens = new Set<string>();
  readonly #codes = new Map<string, { challenge: string; redirectUri: string }>();
  #count = 0;
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

  add(track: FakeTrack): string {
    this.tracks.set(track.id, track);
    return `spotify:track:${track.id}`;
  }

  addList(list: Partial<FakeList> & { id: string; name: string }): FakeList {
    const added = { isPublic: false, owner: 'mara', uris: [], ...list };
    this.lists.set(list.id, added);
    return added;
  }

  /** What a browser does with the sign-in page: the user agrees, and it goes back to the program. */
  async agree(signInUrl: string, how: { state?: string; isRefused?: boolean } = {}): Promise<number> {
    const parameters = new URL(signInUrl).searchParams;
    const redirectUri = parameters.get('redirect_uri') ?? '';
    if (parameters.get('code_challenge_method') !== 'S256') throw new Error('no PKCE');
    const code = `code-${++this.#count}`;
    this.#codes.set(code, { challenge: parameters.get('code_challenge') ?? '', redirectUri });
    const answer = new URLSearchParams({ state: how.state ?? parameters.get('state') ?? '' });
    if (how.isRefused) answer.set('error', 'access_denied');
    else answer.set('code', code);
    return (await fetch(`${redirectUri}?${answer}`)).status;
  }

  async #answer(request: FakeRequest): Promise<FakeReply> {
    if (request.path === '/authorize') return this.#consent(request.query);
    if (request.path === '/api/token') return this.#token(new URLSearchParams(request.body.toString()));
    if (!request.path.startsWith('/v1/')) return failure(404, 'Not found.');
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!this.accessTokens.has(token)) return failure(401, 'The access token expired');
    const planted = this.next.shift();
    if (planted) return planted;
    const instead = await this.planted(request);
    if (instead) return instead;
    const reply = this.#api(request, request.path.slice(3));
    return this.cutAfter(request) ? { isCut: true } : reply;
  }

  /** The page on which a user agrees; this one has agreed already. */
  #consent(query: URLSearchParams): FakeReply {
    const code = `code-${++this.#count}`;
    const redirectUri = query.get('redirect_uri') ?? '';
    this.#codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri });
    const answer = new URLSearchParams({ state: query.get('state') ?? '', code });
    return { status: 302, headers: { location: `${redirectUri}?${answer}` } };
  }

  #token(form: URLSearchParams): FakeReply {
    if (form.get('grant_type') === 'refresh_token') {
      if (!this.refreshTokens.delete(form.get('refresh_token') ?? '')) return json({ error: 'invalid_grant' }, 400);
      return this.#issue();
    }
    const issued = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = issued?.challenge === challenge && issued.redirectUri === form.get('redirect_uri');
    return isRight ? this.#issue() : json({ error: 'invalid_grant' }, 400);
  }

  #issue(): FakeReply {
    const [access, refresh] = [`access-${++this.#count}`, `refresh-${this.#count}`];
    this.accessTokens.add(access);
    this.refreshTokens.add(refresh);
    return json({ access_token: access, token_type: 'Bearer', expires_in: 3600, refresh_token: refresh, scope: '' });
  }

  #api({ method, query, body }: FakeRequest, path: string): FakeReply {
    const offset = Number(query.get('offset') ?? 0);
    const limit = Number(query.get('limit') ?? 20);
    if (path === '/me') return json({ account_id: 'a1', id: 'mara', display_name: 'Mara Ellery' });
    if (path === '/me/tracks') {
      return json(page(this.liked, offset, limit, (uri) => ({ added_at: '2026-01-01', track: this.#track(uri) })));
    }
    if (path === '/me/playlists' && method === 'GET') {
      return json(page([...this.lists.values()], offset, limit, (list) => this.#list(list)));
    }
    if (path === '/me/playlists') {
      const { name, public: isPublic } = JSON.parse(body.toString());
      const list = this.addList({ id: `made${++this.#count}`, name, isPublic: isPublic ?? true });
      return json(this.#list(list), 201);
    }
    if (path === '/search') return this.#search(query.get('q') ?? '', limit, offset);
    const [, id = '', part] = /^\/playlists\/(\w+)(\/items)?$/.exec(path) ?? [];
    const list = this.lists.get(id);
    if (!list) return failure(path.startsWith('/playlists/') ? 404 : 403, 'Forbidden.');
    if (!part) return json(this.#list(list));
    if (list.owner !== 'mara') return failure(403, 'Forbidden.');
    return this.#items(list, method, body, { offset, limit });
  }

  #items(
    list: FakeList,
    method: string,
    body: Buffer,
    { offset, limit }: { offset: number; limit: number },
  ): FakeReply {
    if (method === 'GET') {
      return json(page(list.uris, offset, Math.min(50, limit), (uri) => ({ is_local: false, item: this.#track(uri) })));
    }
    const asked = JSON.parse(body.toString());
    if (method === 'POST') {
      if (asked.uris.length > 100) return failure(400, 'You can add a maximum of 100 tracks per request.');
      list.uris.splice(asked.position ?? list.uris.length, 0, ...asked.uris);
      return json({ snapshot_id: `s${++this.#count}` }, 201);
    }
    if (!asked.items) return failure(400, 'No uris provided.');
    const going = new Set(asked.items.map(({ uri }: { uri: string }) => uri));
    list.uris = list.uris.filter((uri) => !going.has(uri));
    return json({ snapshot_id: `s${++this.#count}` });
  }

  #search(text: string, limit: number, offset: number): FakeReply {
    if (limit > 10) return failure(400, 'Invalid limit');
    const isrc = /isrc:(\S+)/.exec(text)?.[1];
    const words = text
      .replaceAll(/(?:track|artist):|"/g, ' ')
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean);
    const found = [...this.tracks.values()].filter((track) =>
      isrc ? track.isrc === isrc : words.every((word) => `${track.name} ${track.artist}`.toLowerCase().includes(word)),
    );
    return json({ tracks: page(found, offset, limit, ({ id }) => this.#track(`spotify:track:${id}`)) });
  }

  #list({ id, name, isPublic, owner, uris }: FakeList) {
    const counted = { href: '', total: uris.length };
    return {
      id,
      name,
      public: isPublic,
      collaborative: false,
      owner: { id: owner },
      snapshot_id: 's0',
      items: counted,
    };
  }

  #track(uri: string) {
    const track = this.tracks.get(uri.split(':')[2] ?? '');
    if (!track) return null;
    const { id, name, artist, isrc, durationMs = 200_000 } = track;
    return {
      ...{ id, uri, name, type: 'track', duration_ms: durationMs, is_local: false },
      artists: artist.split(', ').map((each) => ({ name: each })),
      album: { name: 'An album' },
      external_ids: isrc ? { isrc } : {},
    };
  }
}

function page<Item>(all: readonly Item[], offset: number, limit: number, show: (item: Item) => unknown) {
  const items = all.slice(offset, offset + limit).map(show);
  return { href: '', total: all.length, limit, offset, next: offset + limit < all.length ? 'more' : null, items };
}
