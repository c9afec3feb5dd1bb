import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MediaReply, MediaRequest } from '#core/media/media-reply.ts';
import type { Reply } from '#shared/errors.ts';
import { readBundle } from '../../host/bundle-files.ts';
import { createEventHub, type EventHub } from '../../host/event-hub.ts';
import { type HttpHost, type HttpHostOptions, startHttpHost } from '../http/http-host.ts';

export type TestHost = HttpHost & {
  hub: EventHub;
  /** Calls that got through to the core. */
  calls: { method: string; input: unknown }[];
  mediaRequests: MediaRequest[];
  errors: string[];
  /** A cookie header of a session opened by the front door. */
  openSession(): Promise<string>;
};

/** The browser host over a core that only writes down what reached it, with real sockets and real files. */
export async function startTestHost(overrides: Partial<HttpHostOptions> = {}): Promise<TestHost> {
  const root = await mkdtemp(join(tmpdir(), 'ledgerline-http-'));
  await mkdir(join(root, 'window', 'assets'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'secret');
  await writeFile(join(root, 'window', 'index.html'), '<html lang="en"></html>');
  await writeFile(join(root, 'window', 'assets', 'index-BfR0a1bC.js'), 'void 0;');
  const hub = createEventHub();
  const calls: TestHost['calls'] = [];
  const mediaRequests: MediaRequest[] = [];
  const errors: string[] = [];
  const host = await startHttpHost({
    port: 0,
    hub,
    bundle: await readBundle(join(root, 'window')),
    now: () => Date.now(),
    logError: (message, error) => errors.push(`${message}: ${error}`),
    async dispatch(method, input): Promise<Reply> {
      calls.push({ method, input });
      return { ok: true, value: 'done' };
    },
    async media(request): Promise<MediaReply> {
      mediaRequests.push(request);
      return { status: 200, headers: { 'Content-Type': 'audio/wav' }, body: Readable.from([Buffer.from('sound')]) };
    },
    ...overrides,
  });
  return {
    ...host,
    hub,
    calls,
    mediaRequests,
    errors,
    openSession: () => openSession(host),
    async close() {
      await host.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export function tokenIn(address: string): string {
  return new URLSearchParams(new URL(address).hash.slice(1)).get('token') ?? '';
}

async function openSession(host: HttpHost): Promise<string> {
  const answer = await send(host.port, {
    method: 'POST',
    path: '/session',
    headers: jsonHeaders(host.port),
    body: JSON.stringify({ token: tokenIn(host.newAddress()) }),
  });
  return cookieOf(answer);
}

export function cookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export function jsonHeaders(port: number): Record<string, string> {
  return { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' };
}

export type Sent = { method: string; path: string; headers?: Record<string, string>; body?: string | Buffer };
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** One request on a connection of its own, sent as it stands: nothing is normalised. */
export function send(port: number, { method, path, headers = {}, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      const finish = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      response.on('end', finish);
      response.on('error', finish);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes and answers with everything that came back until the other side hung up. */
export function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', () => resolve(received));
    socket.on('close', () => resolve(received));
    socket.write(bytes);
  });
}
