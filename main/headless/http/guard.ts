import type { IncomingHttpHeaders } from 'node:http';

export type GuardedRequest = {
  method: string;
  /** The request target as sent, with its query. */
  target: string;
  headers: IncomingHttpHeaders;
  /** How many Host headers the request had. */
  hostCount: number;
};

export type Refusal = { status: 400 | 403 | 405 | 421; reason: string };

const methods = ['GET', 'HEAD', 'POST'];

/**
 * Refuses what no window of ours sends, before anything is looked at; null lets the request through.
 *
 * Any page in the user's browser can reach 127.0.0.1. Host and Origin are each compared with a list of our own names,
 * never with each other: after DNS rebinding both are the attacker's.
 */
export function refuse(
  request: GuardedRequest,
  port: number,
  { names, takesKeys }: OwnNames = onlyHere,
): Refusal | null {
  const { headers } = request;
  const hosts = withPorts(names, port);
  if (request.hostCount !== 1 || !hosts.includes((headers.host ?? '').toLowerCase())) {
    return { status: 421, reason: 'This address is not ours.' };
  }
  if (!request.target.startsWith('/') || request.target.startsWith('//')) {
    return { status: 400, reason: 'The path must begin with one slash.' };
  }
  if (!methods.includes(request.method)) return { status: 405, reason: 'Only GET, HEAD and POST are answered.' };
  // A browser says with each request where it comes from; other programs leave it out.
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return { status: 403, reason: 'Requests from other pages are refused.' };
  }
  const isWrite = request.method === 'POST';
  // A key is nothing a browser sends by itself: a program that shows one comes from no page.
  const showsKey = takesKeys && headers.cookie === undefined && headers.authorization !== undefined;
  if (isWrite && headers.origin === undefined && !showsKey) {
    return { status: 403, reason: 'A write needs an Origin.' };
  }
  if (headers.origin !== undefined && !hosts.some((host) => isOriginOf(headers.origin, host, names))) {
    return { status: 403, reason: 'Requests from other pages are refused.' };
  }
  return null;
}

/** What we are called, without a port, in small letters. */
export type OwnNames = { names: readonly string[]; takesKeys: boolean };

const onlyHere: OwnNames = { names: ['127.0.0.1', 'localhost', '[::1]'], takesKeys: false };

function withPorts(names: readonly string[], port: number): string[] {
  const known = names.map((name) => `${name}:${port}`);
  // Browsers leave out the port of the scheme; a proxy that adds TLS passes on the name alone.
  return port === 80 || names !== onlyHere.names ? [...names, ...known] : known;
}

/** Over TLS only where a proxy of the user's own stands before us. */
function isOriginOf(origin: string | undefined, host: string, names: readonly string[]): boolean {
  return origin === `http://${host}` || (names !== onlyHere.names && origin === `https://${host}`);
}
