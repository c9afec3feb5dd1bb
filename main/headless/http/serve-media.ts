import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaReply, MediaRequest } from '#core/media/media-reply.ts';

/** Answers a request for bytes; the source is closed when the client goes away. */
export async function serveMedia(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  media: (request: MediaRequest) => Promise<MediaReply>,
  /** Of an upload. */
  body?: Uint8Array,
): Promise<void> {
  const method = body ? 'POST' : request.method === 'HEAD' ? 'HEAD' : 'GET';
  const reply = await media({ method, path, range: request.headers.range ?? null, ...(body ? { body } : {}) });
  if (response.destroyed) {
    if (reply.body instanceof Readable) reply.body.destroy();
    return;
  }
  response.removeHeader('Cache-Control');
  response.writeHead(reply.status, { 'Cache-Control': 'private, no-cache', ...reply.headers });
  if (!(reply.body instanceof Readable)) {
    response.end(reply.body ?? undefined);
    return;
  }
  // A client that stops in the middle, as every seek does, is no failure.
  await pipeline(reply.body, response).catch(() => response.destroy());
}
