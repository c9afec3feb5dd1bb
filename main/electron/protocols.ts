import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { MediaReply, MediaRequest } from '#core/media/media-reply.ts';
import type { Bundle } from '../host/bundle-files.ts';
import { commonSecurityHeaders } from '../host/content-security-policy.ts';
import { mediaScheme, windowHost, windowOrigin, windowScheme } from './origin.ts';

/** Registered before the application is ready, all in one call. */
export const privilegedSchemes = [
  { scheme: windowScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  {
    scheme: mediaScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
  },
];

export type ProtocolHandler = (request: Request) => Promise<Response>;

/** Serves the built window under `app://bundle/`. */
export function windowProtocol(bundle: Bundle): ProtocolHandler {
  const headers = { ...commonSecurityHeaders(`${mediaScheme}:`), 'Cross-Origin-Resource-Policy': 'same-origin' };
  return async (request) => {
    const url = new URL(request.url);
    if (url.host !== windowHost) return new Response(null, { status: 404, headers });
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
    const file = bundle.find(url.pathname);
    if (!file) return new Response(null, { status: 404, headers });
    const body = request.method === 'HEAD' ? null : new Uint8Array(await readFile(file.path));
    return new Response(body, {
      status: 200,
      headers: { ...headers, 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl },
    });
  };
}

/** Serves sound, waveforms and pictures under `media://`, with ranges, to our own page only. */
export function mediaProtocol(
  media: (request: MediaRequest) => Promise<MediaReply>,
  logError: (message: string, error: unknown) => void,
): ProtocolHandler {
  const headers = {
    'Access-Control-Allow-Origin': windowOrigin,
    'Access-Control-Expose-Headers': 'Content-Length, Content-Range, Accept-Ranges',
    'X-Content-Type-Options': 'nosniff',
  };
  return async (request) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers });
    const url = new URL(request.url);
    try {
      const path = `/${url.host}${url.pathname}${url.search}`;
      const reply = await media({ method, path, range: request.headers.get('range') });
      return new Response(bodyOf(reply, request.signal), {
        status: reply.status,
        headers: { ...reply.headers, ...headers },
      });
    } catch (error) {
      logError('A media request failed', error);
      return new Response(null, { status: 500, headers });
    }
  };
}

type ResponseBody = ConstructorParameters<typeof Response>[0];

/** The stream ends at its source when the element that plays it seeks or goes away. */
function bodyOf(reply: MediaReply, signal: AbortSignal): ResponseBody {
  const { body } = reply;
  if (!(body instanceof Readable)) return body === null ? null : new Uint8Array(body);
  const stop = () => body.destroy();
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  body.once('close', () => signal.removeEventListener('abort', stop));
  return Readable.toWeb(body);
}
