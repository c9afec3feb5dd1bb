import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type MediaReply, type MediaRequest, maxUploadBytes, uploadPaths } from '#core/media/media-reply.ts';
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
    const url = new URL(request.url);
    const path = `/${url.host}${url.pathname}${url.search}`;
    // A request with a body of this type is announced first where it comes from elsewhere.
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { ...headers, ...uploadHeaders } });
    if (method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && uploadPaths.includes(path))) {
      return new Response(null, { status: 405, headers });
    }
    try {
      const body = method === 'POST' ? await readBody(request) : undefined;
      if (body === null) return new Response(null, { status: 413, headers });
      const reply = await media({ method, path, range: request.headers.get('range'), ...(body ? { body } : {}) });
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

const uploadHeaders = { 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'content-type' };

/** What a page of ours sends; null where it is more than is read. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxUploadBytes) return null;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxUploadBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
