import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { maxUploadBytes, uploadPaths } from '#core/media/media-reply.ts';
import { httpRoutes } from '#shared/http-routes.ts';
import { answerEmpty, answerJson, answerText, hangUp } from './answers.ts';
import { readSessionCookie, sessionCookie } from './cookies.ts';
import { streamEvents } from './event-stream.ts';
import type { HttpContext } from './http-host.ts';
import { readBytes, readJson } from './read-json.ts';
import { serveMedia } from './serve-media.ts';

/** Answers a request that the guard let through. Everything but the window's own files needs the session's cookie. */
export async function answerRoute(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = request.url ?? '/';
  const path = target.split('?')[0] ?? '';
  if (path === httpRoutes.session) return answerSession(context, request, response);
  const isMedia = path.startsWith(`${httpRoutes.media}/`);
  if (path.startsWith(httpRoutes.rpc) || path === httpRoutes.events || isMedia) {
    if (!hasSession(context, request))
      return hangUp(request, response, 401, 'Open the address that Ledgerline printed.');
    if (isMedia) return answerMedia(context, request, response, target.slice(httpRoutes.media.length));
    if (path === httpRoutes.events) return answerEvents(context, request, response);
    return answerCall(context, request, response, path.slice(httpRoutes.rpc.length));
  }
  return answerFile(context, request, response, path);
}

function hasSession(context: HttpContext, request: IncomingMessage): boolean {
  return context.sessions.isOpen(readSessionCookie(request.headers.cookie, context.port));
}

async function answerSession(context: HttpContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return answerEmpty(response, hasSession(context, request) ? 204 : 401);
  const body = await readJson(request);
  if (!body.ok) return hangUp(request, response, body.status, body.reason);
  const secret = context.sessions.redeem(tokenOf(body.value));
  if (secret === null) {
    context.onTokenRefused?.();
    return answerText(response, 403, 'This address was used before, or is too old.');
  }
  response.setHeader('Set-Cookie', sessionCookie(context.port, secret));
  answerEmpty(response, 204);
  context.onTokenUsed?.();
}

function tokenOf(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && 'token' in value && typeof value.token === 'string' ? value.token : '';
}

async function answerCall(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
): Promise<void> {
  if (request.method !== 'POST') return answerText(response, 405, 'Calls are sent with POST.');
  const body = await readJson(request);
  if (!body.ok) return hangUp(request, response, body.status, body.reason);
  answerJson(response, 200, await context.dispatch(method, body.value));
}

function answerEvents(context: HttpContext, request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') streamEvents(response, context.hub, context.heartbeatMs);
  else answerText(response, 405, 'Events are read with GET.');
}

async function answerMedia(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  if (request.method !== 'POST') return serveMedia(request, response, path, context.media);
  if (!uploadPaths.includes(path)) return answerText(response, 405, 'Sounds and pictures are read with GET.');
  const body = await readBytes(request, maxUploadBytes);
  if (!body.ok) return hangUp(request, response, body.status, body.reason);
  await serveMedia(request, response, path, context.media, body.bytes);
}

/** The window itself holds no secrets: the token is in the address' fragment, which only the page sees. */
async function answerFile(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  if (request.method === 'POST') return answerText(response, 405, 'Files are read with GET.');
  const file = context.bundle.find(path);
  if (!file) return answerText(response, 404, 'There is nothing here.');
  response.setHeader('Content-Type', file.contentType);
  response.setHeader('Cache-Control', file.cacheControl);
  if (request.method === 'HEAD') return answerEmpty(response, 200);
  await pipeline(createReadStream(file.path), response).catch((error: unknown) => {
    if (!request.destroyed) throw error;
  });
}
