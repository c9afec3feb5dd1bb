import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { Access, Connector } from '../connector.ts';
import { ConnectorHttp } from '../connector-http.ts';
import type { Secrets } from '../secret-vault.ts';
import { purgeSpotify } from './purge-spotify.ts';
import { SpotifyApi } from './spotify-api.ts';
import { awaitCallback } from './spotify-sign-in.ts';
import { type SpotifyParts, spotifyTasks } from './spotify-tasks.ts';

type SpotifyOptions = Omit<SpotifyParts, 'api'> & {
  /** Of a stand-in, for tests. */
  url: string | undefined;
  userAgent: string;
  access(): Promise<Access>;
  keep(secrets: Secrets): Promise<void>;
  forget(): Promise<void>;
  onChange(): void;
};

/** About two and a half a second; how many Spotify allows in half a minute it does not say. */
const intervalMs = 400;

/** Spotify, under a client id of the user's own: a shared one is not allowed any more. */
export function spotifyConnector(options: SpotifyOptions): { connector: Connector; api: SpotifyApi } {
  const { url, userAgent, now, access, keep, forget, onChange, db, history, changes } = options;
  const urls = {
    api: url === undefined ? 'https://api.spotify.com/v1' : `${url}/v1`,
    accounts: url ?? 'https://accounts.spotify.com',
  };
  const http = new ConnectorHttp({
    service: 'spotify',
    now,
    intervalMs: url === undefined ? intervalMs : 0,
    userAgent,
    explain,
    onChange,
  });
  const api = new SpotifyApi({ http, urls, now, access, keep, forget });
  let waiting: { cancel(): void } | undefined;
  const connector: Connector = {
    id: 'spotify',
    http,
    check: null,
    signIn: {
      async begin({ clientId = '' }) {
        if (!/^[A-Za-z0-9]{16,64}$/.test(clientId)) {
          throw new AppError('INVALID_INPUT', 'A client id is 32 letters and digits.', { field: 'clientId' });
        }
        waiting?.cancel();
        const callback = await awaitCallback(urls.accounts, clientId);
        waiting = callback;
        const finished = callback.answer.then((answer) => api.exchange(clientId, answer));
        return { url: callback.url, finished };
      },
      cancel() {
        waiting?.cancel();
        waiting = undefined;
      },
    },
    tasks: spotifyTasks({ db, history, changes, now, api }),
    purge: purgeSpotify,
  };
  return { connector, api };
}

function explain(status: number, body: string): ErrorCode | undefined {
  // The account's whole quota is used up: asking again soon only makes it worse.
  if (status === 429 && /"reason"\s*:\s*"QUOTA_EXCEEDED"/.test(body)) return 'SERVICE_QUOTA';
  // The refresh token is six months old, or was taken back.
  if (status === 400 && /"error"\s*:\s*"invalid_grant"/.test(body)) return 'SERVICE_SIGN_IN';
  return undefined;
}
