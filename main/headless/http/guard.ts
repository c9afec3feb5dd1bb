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
export function refuse(request: GuardedRequest, port: number): Refusal | null {
  const { headers } = request;
  if (request.hostCount !== 1 || !hostNames(port).includes(headers.host ?? '')) {
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
  if (isWrite && headers.origin === undefined) return { status: 403, reason: 'A write needs an Origin.' };
  if (headers.origin !== undefined && !origins(port).includes(headers.origin)) {
    return { status: 403, reason: 'Requests from other pages are refused.' };
  }
  return null;
}

function hostNames(port: number): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const withPort = names.map((name) => `${name}:${port}`);
  // Browsers leave out the port of the scheme.
  return port === 80 ? [...names, ...withPort] : withPort;
}

function origins(port: number): string[] {
  return hostNames(port).map((name) => `http://${name}`);
}
