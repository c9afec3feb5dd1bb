import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { maxUploadBytes, uploadPaths } from '#core/media/media-reply.ts';
import { httpRoutes } from '#shared/http-routes.ts';
import { answerEmpty, answerJson, answerText, hangUp } from './answers.ts';
import { sessionCookie } from './cookies.ts';
import type { Guest } from './door.ts';
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
    const guest = await context.door.identify(request, context.port);
    if (!guest) return hangUp(request, response, 401, howToEnter[context.door.asksFor]);
    if (guest.waitMs > 0) {
      response.setHeader('Retry-After', String(Math.ceil(guest.waitMs / 1000)));
      return hangUp(request, response, 429, 'Too many calls. Wait a while.');
    }
    const isCall = path.startsWith(httpRoutes.rpc);
    const isBringing = isMedia && request.method === 'POST';
    if (!isCall && !(isBringing ? mayBring(guest) : mayHear(guest)))
      return hangUp(request, response, 403, 'This key is not for that.');
    if (isMedia) return answerMedia(context, request, response, target.slice(httpRoutes.media.length));
    if (path === httpRoutes.events) return answerEvents(context, request, response);
    return answerCall(context, { request, response, guest }, path.slice(httpRoutes.rpc.length));
  }
  return answerFile(context, request, response, path);
}

const howToEnter = {
  address: 'Open the address that Ledgerline printed.',
  password: 'Sign in first.',
};

/** Sounds, pictures and events: of a key, only where it may look at the library. */
function mayHear({ caller }: Guest): boolean {
  return caller?.via !== 'key' || caller.scopes.includes('viewLibrary');
}

/** Pictures and receipts: of a key, only where it may put them somewhere. */
function mayBring({ caller }: Guest): boolean {
  const needed = ['editLibrary', 'editStudio', 'editOwnExpenses'];
  return caller?.via !== 'key' || caller.scopes.some((scope) => needed.includes(scope));
}

async function answerSession(context: HttpContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { door, port } = context;
  if (request.method !== 'POST') {
    if (await door.identify(request, port)) return answerEmpty(response, 204);
    response.setHeader('X-Ledgerline-Asks-For', door.asksFor);
    return answerEmpty(response, 401);
  }
  const body = await readJson(request);
  if (!body.ok) return hangUp(request, response, body.status, body.reason);
  if (isLeaving(body.value)) {
    await door.leave(request, port);
    response.setHeader('Set-Cookie', sessionCookie(port, '', 0));
    return answerEmpty(response, 204);
  }
  const entry = await door.enter(body.value, request);
  if (!entry.isOpen) {
    if (entry.error) return answerJson(response, entry.status, entry.error);
    return answerText(response, entry.status, 'This address was used before, or is too old.');
  }
  response.setHeader('Set-Cookie', sessionCookie(port, entry.secret, entry.maxAgeSeconds));
  answerEmpty(response, 204);
}

function isLeaving(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'leave' in value && value.leave === true;
}

type Exchange = { request: IncomingMessage; response: ServerResponse; guest: Guest };

async function answerCall(context: HttpContext, { request, response, guest }: Exchange, method: string): Promise<void> {
  if (request.method !== 'POST') return answerText(response, 405, 'Calls are sent with POST.');
  const body = await readJson(request);
  if (!body.ok) return hangUp(request, response, body.status, body.reason);
  answerJson(response, 200, await context.dispatch(method, body.value, guest.caller));
}

function answerEvents(context: HttpContext, request: IncomingMessage, response: ServerResponse): void {
  const { door, hub, heartbeatMs, port } = context;
  const mayListen = async () => (await door.identify(request, port)) !== null;
  if (request.method === 'GET') streamEvents(response, { hub, heartbeatMs, mayListen });
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
