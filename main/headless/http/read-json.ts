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
  if (request.headers['content-encoding'] !== undefined) {
    return { ok: false, status: 415, reason: 'Compressed bodies are not read.' };
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Its own events and not the iterator, which would destroy the request, and with it the answer, on leaving early.
  const isWhole = await new Promise<boolean>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBodyBytes) {
        request.pause();
        resolve(false);
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(true));
    request.once('error', reject);
  });
  return isWhole ? parse(Buffer.concat(chunks)) : tooLarge;
}

const tooLarge: JsonBody = { ok: false, status: 413, reason: 'The body is too large.' };

function parse(body: Buffer): JsonBody {
  if (body.length === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return { ok: false, status: 400, reason: 'The body is not JSON.' };
  }
}
