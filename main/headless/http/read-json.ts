import type { IncomingMessage } from 'node:http';

export type JsonBody = { ok: true; value: unknown } | { ok: false; status: 400 | 413 | 415; reason: string };

export const maxBodyBytes = 2 * 1024 * 1024;

/**
 * Reads a JSON body. Any other content type is refused: forms of other pages can only send text, multipart and
 * url-encoded bodies without asking first.
 */
export async function readJson(request: IncomingMessage): Promise<JsonBody> {
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) {
    return { ok: false, status: 415, reason: 'Only JSON is read.' };
  }
  const body = await readBody(request, maxBodyBytes);
  return body.ok ? parse(body.bytes) : body;
}

export type BytesBody = { ok: true; bytes: Buffer } | { ok: false; status: 413 | 415; reason: string };

/** Reads a body as it is; only of a type that no form of another page can send without asking first. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<BytesBody> {
  if (request.headers['content-type'] !== 'application/octet-stream') {
    return { ok: false, status: 415, reason: 'Only application/octet-stream is read.' };
  }
  return readBody(request, maxBytes);
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<BytesBody> {
  if (request.headers['content-encoding'] !== undefined) {
    return { ok: false, status: 415, reason: 'Compressed bodies are not read.' };
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Its own events and not the iterator, which would destroy the request, and with it the answer, on leaving early.
  const isWhole = await new Promise<boolean>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        request.pause();
        resolve(false);
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(true));
    request.once('error', reject);
  });
  return isWhole ? { ok: true, bytes: Buffer.concat(chunks) } : tooLarge;
}

const tooLarge: BytesBody & { ok: false } = { ok: false, status: 413, reason: 'The body is too large.' };

function parse(body: Buffer): JsonBody {
  if (body.length === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return { ok: false, status: 400, reason: 'The body is not JSON.' };
  }
}
