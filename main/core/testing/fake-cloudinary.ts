import { createHash } from 'node:crypto';
import { type FakeReply, type FakeRequest, fakeServer } from './fake-server.ts';

type Form = { fields: Record<string, string>; file: Buffer };

/** Stands in for Cloudinary's upload API: checks signatures, presets and ranges, and puts parts of one upload id together. */
export class FakeCloudinary {
  readonly assets = new Map<string, { bytes: Buffer; resource: string }>();
  readonly next: FakeReply[] = [];
  readonly #parts = new Map<string, Buffer[]>();
  readonly #secret: string;
  #server: Awaited<ReturnType<typeof fakeServer>> | undefined;

  constructor(secret: string) {
    this.#secret = secret;
  }

  async open(): Promise<this> {
    this.#server = await fakeServer((request) => this.#answer(request));
    return this;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get requests(): FakeRequest[] {
    return this.#server?.requests ?? [];
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  #answer(request: FakeRequest): FakeReply {
    const [, cloud, resource = '', action] = /^\/v1_1\/(\w+)\/(\w+)(?:\/(\w+))?$/.exec(request.path) ?? [];
    if (cloud !== 'demo') return failure(401, 'unknown cloud_name');
    if (resource === 'ping') {
      const isKnown =
        request.headers.authorization === `Basic ${Buffer.from(`key:${this.#secret}`).toString('base64')}`;
      return isKnown ? { json: { status: 'ok' } } : failure(401, 'unknown api_key');
    }
    const planted = this.next.shift();
    if (planted) return planted;
    const form = readForm(request);
    if (!this.#isAllowed(form.fields)) return failure(401, 'Invalid Signature');
    const id = form.fields.public_id ?? '';
    if (action === 'destroy') return { json: { result: this.assets.delete(id) ? 'ok' : 'not found' } };
    return this.#take(request, form, id, resource);
  }

  #take({ headers }: FakeRequest, { file }: Form, id: string, resource: string): FakeReply {
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(headers['content-range'] ?? ''));
    if (!range) return this.#keep(id, file, resource);
    const [start, end, total] = range.slice(1).map(Number) as [number, number, number];
    const key = String(headers['x-unique-upload-id']);
    const parts = this.#parts.get(key) ?? [];
    const held = parts.reduce((sum, part) => sum + part.length, 0);
    if (start !== held || end - start + 1 !== file.length) return failure(400, 'Invalid Content-Range');
    if (end + 1 < total && file.length < 5 * 1024 ** 2) return failure(400, 'All parts except EOF must be larger');
    this.#parts.set(key, [...parts, file]);
    if (end + 1 < total) return { json: { done: false } };
    return this.#keep(id, Buffer.concat([...parts, file]), resource);
  }

  #keep(id: string, given: Buffer, resource: string): FakeReply {
    const bytes = this.assets.get(id)?.bytes ?? given;
    this.assets.set(id, { bytes, resource });
    const etag = createHash('md5').update(bytes).digest('hex');
    return { json: { public_id: id, secure_url: `https://res.example/${id}`, bytes: bytes.length, etag, done: true } };
  }

  #isAllowed(fields: Record<string, string>): boolean {
    if (fields.signature === undefined) return fields.upload_preset === 'mine';
    const { signature, api_key, ...signed } = fields;
    const text = Object.entries(signed)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&');
    return api_key === 'key' && createHash('sha1').update(`${text}${this.#secret}`).digest('hex') === signature;
  }
}

function readForm({ headers, body }: FakeRequest): Form {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const fields: Record<string, string> = {};
  let file = Buffer.alloc(0);
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const content = Buffer.from(rest.join('\r\n\r\n').slice(0, -2), 'latin1');
    const name = /name="([^"]+)"/.exec(head)?.[1] ?? '';
    if (name === 'file') file = content;
    else fields[name] = content.toString();
  }
  return { fields, file };
}

function failure(status: number, message: string): FakeReply {
  return { status, json: { error: { message } } };
}
