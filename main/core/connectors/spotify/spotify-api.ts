import type { z } from 'zod';
import type { SpotifyTrack } from '#shared/contract/spotify.ts';
import { AppError } from '#shared/errors.ts';
import type { Access } from '../connector.ts';
import type { ConnectorHttp, ServiceRequest } from '../connector-http.ts';
import type { Secrets } from '../secret-vault.ts';
import { taskSignal, untilAborted, withoutTaskSignal } from '../task-signal.ts';
import * as shapes from './spotify-shapes.ts';

export type SpotifyUrls = { api: string; accounts: string };

type ApiOptions = {
  http: ConnectorHttp;
  urls: SpotifyUrls;
  now(): number;
  access(): Promise<Access>;
  /** Keeps what is signed in with from now on; resolves when it is kept. */
  keep(secrets: Secrets): Promise<void>;
  /** What was signed in with is worth nothing any more. */
  forget(): Promise<void>;
};

const pageSize = 50;
const searchSize = 10;
/** A list has no end where Spotify always says that there is more. */
const mostPages = 2000;
/** Tracks that one request may add or take out. */
export const mostAtOnce = 100;
/** A token is renewed that long before it ends. */
const marginMs = 60_000;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The part of Spotify's Web API that is open to everyone in November 2026. Throws SERVICE_… errors. */
export class SpotifyApi {
  readonly #options: ApiOptions;
  #renewal: Promise<string> | undefined;
  #forcedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** Signs in with what the sign-in page answered. Nothing is kept yet. */
  async exchange(clientId: string, callback: { code: string; verifier: string; redirectUri: string }) {
    const secrets = await this.#askToken({
      grant_type: 'authorization_code',
      code: callback.code,
      redirect_uri: callback.redirectUri,
      client_id: clientId,
      code_verifier: callback.verifier,
    });
    const { http, urls } = this.#options;
    const headers = { authorization: `Bearer ${secrets.accessToken}` };
    const { display_name, id } = parse(shapes.me, await http.json({ url: `${urls.api}/me`, headers }));
    return { secrets, account: display_name || id };
  }

  async me(): Promise<string> {
    return parse(shapes.me, await this.#get('/me')).id;
  }

  async search(text: string, start: number): Promise<{ total: number; tracks: SpotifyTrack[] }> {
    const query = new URLSearchParams({ q: text, type: 'track', limit: String(searchSize), offset: String(start) });
    const { tracks } = parse(shapes.searchAnswer, await this.#get(`/search?${query}`));
    return { total: tracks.total, tracks: tracks.items.flatMap((each) => (each ? [shapes.toSpotifyTrack(each)] : [])) };
  }

  /** All playlists the user has or follows. */
  async playlists(): Promise<z.output<typeof shapes.playlist>[]> {
    const found: z.output<typeof shapes.playlist>[] = [];
    for (let start: number | null = 0; start !== null; ) {
      const page = parse(shapes.playlists, await this.#get(`/me/playlists?limit=${pageSize}&offset=${start}`));
      found.push(...page.items.filter((each) => each !== null));
      start = nextStart(page, start);
    }
    return found;
  }

  async playlist(id: string): Promise<z.output<typeof shapes.playlist>> {
    return parse(
      shapes.playlist,
      await this.#get(`/playlists/${id}?fields=id,name,snapshot_id,owner,items(total),tracks(total)`),
    );
  }

  async likedCount(): Promise<number> {
    return parse(shapes.entries, await this.#get('/me/tracks?limit=1')).total;
  }

  /**
   * A page of a list ('liked' or a playlist's id): its tracks in order, without episodes and files of the user's own, which
   * have no place outside of Spotify. `next` is null behind the last page.
   */
  async page(list: string, start: number): Promise<{ tracks: SpotifyTrack[]; total: number; next: number | null }> {
    const path = list === 'liked' ? '/me/tracks' : `/playlists/${list}/items`;
    const page = parse(shapes.entries, await this.#get(`${path}?limit=${pageSize}&offset=${start}`));
    const tracks = page.items.flatMap(({ item, track }) => {
      const found = item ?? track;
      return found && found.type === 'track' && !found.is_local ? [shapes.toSpotifyTrack(found)] : [];
    });
    return { tracks, total: page.total, next: nextStart(page, start) };
  }

  async createPlaylist({ name, isPublic }: { name: string; isPublic: boolean }): Promise<string> {
    const body = JSON.stringify({ name, public: isPublic });
    return parse(shapes.playlist, await this.#send({ method: 'POST', path: '/me/playlists', body })).id;
  }

  /** Adds up to a hundred at a place. */
  async addItems(id: string, uris: readonly string[], position: number): Promise<string> {
    if (uris.length > mostAtOnce) throw new Error(`At most ${mostAtOnce} at a time`);
    const body = JSON.stringify({ uris, position });
    return parse(shapes.snapshot, await this.#send({ method: 'POST', path: `/playlists/${id}/items`, body }))
      .snapshot_id;
  }

  /** Takes up to a hundred tracks out, each wherever it stands. */
  async removeItems(id: string, uris: readonly string[]): Promise<string> {
    if (uris.length > mostAtOnce) throw new Error(`At most ${mostAtOnce} at a time`);
    const body = JSON.stringify({ items: uris.map((uri) => ({ uri })) });
    return parse(shapes.snapshot, await this.#send({ method: 'DELETE', path: `/playlists/${id}/items`, body }))
      .snapshot_id;
  }

  #get(path: string): Promise<unknown> {
    return this.#send({ method: 'GET', path });
  }

  async #send({ method, path, body }: { method: NonNullable<ServiceRequest['method']>; path: string; body?: string }) {
    const { http, urls } = this.#options;
    const request = async (accessToken: string) =>
      http.json({
        method,
        url: `${urls.api}${path}`,
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
    try {
      return await request(await this.#accessToken());
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'SERVICE_SIGN_IN' || error.details.status !== 401) throw error;
      return request(await this.#forceRenewal(error));
    }
  }

  async #accessToken(): Promise<string> {
    if (this.#renewal) return this.#renew();
    const { secrets } = await this.#options.access();
    const { accessToken } = secrets;
    const isFresh = Number(secrets.expiresAt ?? 0) - marginMs > this.#options.now();
    return accessToken !== undefined && isFresh ? accessToken : this.#renew();
  }

  /** A token that should be good was refused: renewed once, but not again and again. */
  #forceRenewal(cause: AppError): Promise<string> {
    const { now } = this.#options;
    if (now() - this.#forcedAt < marginMs) throw cause;
    this.#forcedAt = now();
    return this.#renew();
  }

  /** One at a time: the refresh token may be good for one use, and is kept before what it brought is used. */
  #renew(): Promise<string> {
    this.#renewal ??= withoutTaskSignal(() => this.#renewOnce()).finally(() => {
      this.#renewal = undefined;
    });
    return untilAborted(this.#renewal, taskSignal());
  }

  async #renewOnce(): Promise<string> {
    const { access, keep, forget } = this.#options;
    const { settings, secrets } = await access();
    const isCurrent = async () => (await access()).secrets.refreshToken === secrets.refreshToken;
    try {
      const renewed = await this.#askToken({
        grant_type: 'refresh_token',
        refresh_token: secrets.refreshToken ?? '',
        client_id: settings.clientId ?? '',
      });
      // Signed in anew in the meantime, the new tokens are the ones to keep.
      if (await isCurrent()) await keep({ ...secrets, ...renewed });
      return renewed.accessToken as string;
    } catch (error) {
      // 'invalid_grant': six months are over, or the user took it back. Asking again never helps.
      if (error instanceof AppError && error.code === 'SERVICE_SIGN_IN' && (await isCurrent())) await forget();
      throw error;
    }
  }

  async #askToken(values: Record<string, string>): Promise<Secrets> {
    const { http, urls, now } = this.#options;
    const answer = await http.json({
      method: 'POST',
      url: `${urls.accounts}/api/token`,
      headers: form,
      body: new URLSearchParams(values).toString(),
    });
    const { access_token, expires_in, refresh_token } = parse(shapes.token, answer);
    return {
      accessToken: access_token,
      expiresAt: String(now() + expires_in * 1000),
      // The old one stays good where no new one comes.
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    };
  }
}

function nextStart(
  page: { next?: string | null | undefined; items: readonly unknown[] },
  start: number,
): number | null {
  if (!page.next || page.items.length === 0) return null;
  if (start >= mostPages * pageSize) throw new AppError('SERVICE_ANSWER', 'The list has no end.');
  return start + pageSize;
}

function parse<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.output<Shape> {
  const { data, success, error } = shape.safeParse(answer);
  if (!success) throw new AppError('SERVICE_ANSWER', 'Spotify answered something unknown.', {}, { cause: error });
  return data;
}
