import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '#shared/errors.ts';

/** Read and write what the user's own lists hold, and search. */
const scopes = [
  'user-library-read',
  'playlist-read-private',
  'playlist-read-collaborative',
  'playlist-modify-private',
  'playlist-modify-public',
  'user-read-private',
];

const waitMs = 10 * 60_000;

export type Callback = { code: string; verifier: string; redirectUri: string };

/**
 * Sends the user to a page of Spotify's and waits for them to come back (authorization code with PKCE, RFC 7636; the address
 * they come back to is on this machine, RFC 8252): a listener bound to 127.0.0.1 on any free port, for one answer with our own
 * `state`, for ten minutes.
 */
export async function awaitCallback(
  accountsUrl: string,
  clientId: string,
): Promise<{ url: string; answer: Promise<Callback>; cancel(): void }> {
  const verifier = randomBytes(48).toString('base64url');
  const state = randomBytes(24).toString('base64url');
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${origin}/callback`;
  const { code, cancel } = listenOnce(server, { origin, state });
  const parameters = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    scope: scopes.join(' '),
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  });
  return {
    url: `${accountsUrl}/authorize?${parameters}`,
    answer: code.then((found) => ({ code: found, verifier, redirectUri })),
    cancel,
  };
}

function listenOnce(
  server: Server,
  { origin, state }: { origin: string; state: string },
): { code: Promise<string>; cancel(): void } {
  let cancel = () => {};
  const code = new Promise<string>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      server.close();
      // Who only holds a connection open does not keep the port.
      setImmediate(() => server.closeAllConnections());
    };
    cancel = () => {
      end();
      reject(new AppError('CANCELLED', 'Nobody came back from the sign-in page.'));
    };
    const timer = setTimeout(cancel, waitMs);
    timer.unref();
    server.on('request', (request, response) => {
      // Any page in the browser can ask for anything here, also for what is no address.
      const url = URL.parse(request.url ?? '/', origin);
      const isHere = request.method === 'GET' && `http://${request.headers.host}` === origin;
      if (!isHere || url?.origin !== origin || url.pathname !== '/callback') {
        return say(response, 404, 'There is nothing here.');
      }
      // Another page may try its luck; whoever does not know the state changes nothing.
      if (!isSame(url.searchParams.get('state') ?? '', state))
        return say(response, 400, 'This is not the answer awaited.');
      const found = url.searchParams.get('code');
      say(response, 200, found ? 'Go back to Ledgerline. You can close this page.' : 'Ledgerline was not connected.');
      response.on('close', end);
      if (found) resolve(found);
      else reject(new AppError('SERVICE_REFUSED', 'The sign-in was refused.'));
    });
  });
  return { code, cancel };
}

function isSame(given: string, expected: string): boolean {
  const [first, second] = [Buffer.from(given), Buffer.from(expected)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(text);
}
