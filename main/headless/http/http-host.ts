import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dispatch } from '#core/dispatch.ts';
import type { MediaReply, MediaRequest } from '#core/media/media-reply.ts';
import { launchTokenName } from '#shared/http-routes.ts';
import type { Bundle } from '../../host/bundle-files.ts';
import type { EventHub } from '../../host/event-hub.ts';
import { answerText, setSecurityHeaders } from './answers.ts';
import { type Accounts, type Door, localDoor, teamDoor } from './door.ts';
import { refuse } from './guard.ts';
import { answerRoute } from './routes.ts';
import { createSessions } from './sessions.ts';

export type HttpHostOptions = {
  dispatch: Dispatch;
  media(request: MediaRequest): Promise<MediaReply>;
  hub: EventHub;
  bundle: Bundle;
  /** Without a port the usual one is taken, or any free one when something else has it. */
  port?: number;
  now(): number;
  logError(message: string, error: unknown): void;
  /** Somebody opened an address: it is spent, and the next window needs a new one. */
  onTokenUsed?(): void;
  /** Somebody tried an address that is spent or too old. */
  onTokenRefused?(): void;
  /** For a team on the network; without it only browsers on this machine are answered. */
  team?: TeamOptions;
  limits?: Partial<HttpLimits>;
};

export type TeamOptions = {
  accounts: Accounts;
  /** The address of this machine to listen on: '0.0.0.0' for all. */
  bind: string;
  /** What it is called there, without a port, in small letters. */
  names: readonly string[];
};

export type HttpLimits = {
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  checkConnectionsEveryMs: number;
  heartbeatMs: number;
  tokenLifetimeMs: number;
};

export type HttpHost = {
  port: number;
  /** An address with a new launch token in its fragment, which browsers never send over the network. */
  newAddress(): string;
  close(): Promise<void>;
};

/** What the routes work with. */
export type HttpContext = HttpHostOptions & { door: Door; port: number; heartbeatMs: number };

/** On this machine, and for a team. */
const usualPorts = { here: 4780, team: 4781 };
/** Loopback only where it is not for a team, and never a name that a hosts file could change. */
const loopback = '127.0.0.1';

const usualLimits: HttpLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkConnectionsEveryMs: 2_000,
  heartbeatMs: 15_000,
  tokenLifetimeMs: 10 * 60_000,
};

/** Serves the window and the library to browsers on this machine, or to a team with accounts. */
export async function startHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const limits = { ...usualLimits, ...options.limits };
  const sessions = createSessions({ now: options.now, tokenLifetimeMs: limits.tokenLifetimeMs });
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkConnectionsEveryMs,
    maxHeaderSize: 16_384,
    joinDuplicateHeaders: false,
  });
  server.maxConnections = 256;
  const { team } = options;
  const port = await listen(server, options.port, team);
  const door = team
    ? teamDoor(team.accounts)
    : localDoor(sessions, { onUsed: options.onTokenUsed, onRefused: options.onTokenRefused });
  const context: HttpContext = { ...options, door, port, heartbeatMs: limits.heartbeatMs };

  server.on('request', (request, response) => void answer(context, request, response));
  // What is no HTTP at all; Node's own answers carry no detail either.
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });

  return {
    port,
    newAddress: () => `http://${loopback}:${port}/#${launchTokenName}=${sessions.issueToken()}`,
    close: () => close(server),
  };
}

async function answer(context: HttpContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    setSecurityHeaders(response);
    const refusal = refuse(
      {
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.headers,
        hostCount: request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length,
      },
      context.port,
      ...(context.team ? [{ names: context.team.names, takesKeys: context.door.takesKeys }] : []),
    );
    if (refusal) answerText(response, refusal.status, refusal.reason);
    else await answerRoute(context, request, response);
  } catch (error) {
    if (!request.destroyed) context.logError(`${request.method} ${pathOf(request)} failed`, error);
    if (response.headersSent) response.destroy();
    else answerText(response, 500, 'Something unexpected went wrong. Your library is safe.');
  }
}

/** Without the query, which may hold what a log must not. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}

async function listen(server: Server, port: number | undefined, team: TeamOptions | undefined): Promise<number> {
  const bind = team?.bind ?? loopback;
  try {
    return await listenOn(server, port ?? (team ? usualPorts.team : usualPorts.here), bind);
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken || port !== undefined) throw error;
    return listenOn(server, 0, bind);
  }
}

function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
