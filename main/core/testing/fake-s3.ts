import { createHash, createHmac } from 'node:crypto';
import { type FakeReply, type FakeRequest, fakeServer } from './fake-server.ts';

type Stored = { bytes: Buffer; sha256: string };

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Stands in for storage that speaks S3: checks AWS Signature Version 4 by its own reading of the specification, keeps objects
 * in memory and puts parts together as S3 does. `next` plants replies.
 */
export class FakeS3 {
  readonly objects = new Map<string, Stored>();
  readonly uploads = new Map<string, { item: string; sha256: string; parts: Map<number, Buffer> }>();
  /** Replies to come in place of the real ones, by what they are for. */
  readonly next: { when: (request: FakeRequest) => boolean; reply: FakeReply }[] = [];
  readonly secret: string;
  #count = 0;
  #server: Awaited<ReturnType<typeof fakeServer>> | undefined;

  constructor(secret: string) {
    this.secret = secret;
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
    if (!this.#isSigned(request)) return error(403, 'SignatureDoesNotMatch');
    if (request.headers['x-amz-content-sha256'] !== sha256(request.body))
      return error(400, 'XAmzContentSHA256Mismatch');
    const planted = this.next.findIndex(({ when }) => when(request));
    if (planted !== -1) return this.next.splice(planted, 1)[0]?.reply ?? {};
    const item = decodeURIComponent(request.path.replace(/^\/[^/]*\/?/, ''));
    if (item === '') return { body: '<ListBucketResult/>' };
    return this.#object(request, item);
  }

  #object({ method, query, headers, body }: FakeRequest, item: string): FakeReply {
    const stored = this.objects.get(item);
    const meta = String(headers['x-amz-meta-sha256'] ?? '');
    const uploadId = query.get('uploadId') ?? '';
    const upload = this.uploads.get(uploadId);
    if (method === 'HEAD') {
      if (!stored) return { status: 404 };
      return { headers: { 'content-length': String(stored.bytes.length), 'x-amz-meta-sha256': stored.sha256 } };
    }
    if (method === 'DELETE' && uploadId !== '') return { status: this.uploads.delete(uploadId) ? 204 : 404 };
    if (method === 'DELETE') return { status: this.objects.delete(item) ? 204 : 404 };
    if (method === 'POST' && query.has('uploads')) {
      const id = `upload-${++this.#count}`;
      this.uploads.set(id, { item, sha256: meta, parts: new Map() });
      return { body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` };
    }
    if (uploadId !== '' && !upload) return error(404, 'NoSuchUpload');
    if (method === 'PUT' && upload) {
      upload.parts.set(Number(query.get('partNumber')), body);
      return { headers: { etag: `"${md5(body)}"` } };
    }
    if (method === 'POST' && upload) return this.#complete(uploadId, upload, body.toString());
    this.objects.set(item, { bytes: body, sha256: meta });
    return { headers: { etag: `"${md5(body)}"` } };
  }

  #complete(id: string, upload: { item: string; sha256: string; parts: Map<number, Buffer> }, body: string): FakeReply {
    const named = [...body.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)];
    const parts = named.map(([, number, tag]) => {
      const part = upload.parts.get(Number(number));
      return part && md5(part) === tag ? part : undefined;
    });
    if (parts.length === 0 || parts.some((part) => part === undefined)) {
      return { body: '<Error><Code>InvalidPart</Code></Error>' };
    }
    this.objects.set(upload.item, { bytes: Buffer.concat(parts as Buffer[]), sha256: upload.sha256 });
    this.uploads.delete(id);
    return { body: '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>' };
  }

  /** AWS Signature Version 4, from its description. */
  #isSigned({ method, path, query, headers }: FakeRequest): boolean {
    const match = /Credential=[^/]+\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
      headers.authorization ?? '',
    );
    if (!match) return false;
    const [, day = '', region = '', signedHeaders = '', signature] = match;
    const encode = (text: string) =>
      encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    const canonicalQuery = [...query]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&');
    const canonicalPath = path
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/');
    const canonicalHeaders = signedHeaders
      .split(';')
      .map((name) => `${name}:${String(headers[name]).trim()}\n`)
      .join('');
    const hash = String(headers['x-amz-content-sha256']);
    const canonical = [method, canonicalPath, canonicalQuery, canonicalHeaders, signedHeaders, hash].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
    const key = [region, 's3', 'aws4_request'].reduce(
      (made, part) => hmac(made, part),
      hmac(`AWS4${this.secret}`, day),
    );
    return hmac(key, text).toString('hex') === signature;
  }
}

function error(status: number, code: string): FakeReply {
  return { status, body: `<Error><Code>${code}</Code></Error>` };
}
