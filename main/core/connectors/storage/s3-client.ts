import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { SaxesParser } from 'saxes';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { Access } from '../connector.ts';
import type { ConnectorHttp, ServiceReply, ServiceRequest } from '../connector-http.ts';
import type { StorageClient, Uploaded, UploadRun, UploadSource } from './storage-client.ts';

/** S3 wants parts of five megabytes at least, but for the last one, and ten thousand at most. */
const partBytes = 8 * 1024 ** 2;
const mostParts = 10_000;
const partTimeoutMs = 10 * 60_000;
const checkTimeoutMs = 20_000;

const uploadState = z.object({
  item: z.string(),
  uploadId: z.string(),
  partBytes: z.number(),
  sha256: z.string(),
  etags: z.array(z.string()),
});
type UploadState = z.output<typeof uploadState>;

type Send = Pick<ServiceRequest, 'signal' | 'expects' | 'timeoutMs'> & {
  method: NonNullable<ServiceRequest['method']>;
  item?: string;
  query?: Record<string, string>;
  body?: Uint8Array | string;
  headers?: Record<string, string>;
};

/**
 * Storage that speaks S3, in path style (`endpoint/bucket/item`): what every provider of it understands. Requests are signed
 * with AWS Signature Version 4 over the hash of their body, so that a damaged one is refused there.
 */
export function s3Client(options: { http: ConnectorHttp; access(): Promise<Access> }): StorageClient & {
  check(access: Access): Promise<string>;
} {
  const { http } = options;

  return {
    async check(access) {
      const { bucket = '', endpoint = '' } = access.settings;
      if (!/^[\w.-]*\w[\w.-]*$/.test(bucket)) {
        throw new AppError('INVALID_INPUT', 'A bucket is named with letters, digits, dots and dashes.', {
          field: 'bucket',
        });
      }
      await send({ timeoutMs: checkTimeoutMs, method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } }, access);
      return `${bucket} · ${new URL(endpoint).host}`;
    },

    async upload(source, run) {
      const access = await options.access();
      const item = itemOf(source, access);
      const known = await holds(item, source);
      if (!known && source.sizeBytes <= partBytes) await putWhole(item, source, run.signal);
      else if (!known) await putParts(item, source, run);
      if (!known && !(await holds(item, source))) {
        throw new AppError('UPLOAD_MISMATCH', 'What lies there is not what was sent.', { item });
      }
      return { item, url: addressOf(item, access) } satisfies Uploaded;
    },

    async remove({ item, url }) {
      if (url !== addressOf(item, await options.access())) {
        throw new AppError('SERVICE_REFUSED', 'It lies in another bucket than the one that is connected.', { item });
      }
      await send({ method: 'DELETE', item, expects: [404] });
    },

    async discard(state) {
      const found = uploadState.safeParse(state);
      if (!found.success) return;
      const { item, uploadId } = found.data;
      await send({ method: 'DELETE', item, query: { uploadId }, expects: [404] });
    },
  };

  /** Whether the service holds just these bytes: their size, and the hash we gave it to keep with them. */
  async function holds(item: string, source: UploadSource): Promise<boolean> {
    const { status, headers } = await send({ method: 'HEAD', item, expects: [404] });
    if (status === 404) return false;
    const isSame = headers.get('x-amz-meta-sha256') === source.sha256;
    return isSame && Number(headers.get('content-length')) === source.sizeBytes;
  }

  async function putWhole(item: string, source: UploadSource, signal: AbortSignal): Promise<void> {
    const body = await source.read(0, source.sizeBytes);
    const headers = describe(source);
    const reply = await send({ method: 'PUT', item, body, headers, signal });
    checkTag(reply, md5Of(body), item);
  }

  async function putParts(item: string, source: UploadSource, run: UploadRun): Promise<void> {
    const found = resumable(run.state, item, source);
    // One that storage has thrown away in the meantime, or that was of other bytes, begins anew.
    if (found && (await sendParts(found, source, run))) return;
    const begun = await begin(item, source);
    run.save(begun, 0);
    if (!(await sendParts(begun, source, run))) throw new AppError('SERVICE_REFUSED', 'The upload is not known there.');
  }

  /** False where storage does not know the upload. */
  async function sendParts(state: UploadState, source: UploadSource, run: UploadRun): Promise<boolean> {
    const { item } = state;
    const count = Math.ceil(source.sizeBytes / state.partBytes);
    for (let part = state.etags.length; part < count; part += 1) {
      const start = part * state.partBytes;
      const body = await source.read(start, Math.min(state.partBytes, source.sizeBytes - start));
      const query = { partNumber: String(part + 1), uploadId: state.uploadId };
      const reply = await send({ method: 'PUT', item, query, body, signal: run.signal, expects: [404] });
      if (reply.status === 404) return false;
      state.etags.push(checkTag(reply, md5Of(body), item));
      run.save(state, (part + 1) / count);
    }
    const parts = state.etags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    );
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const query = { uploadId: state.uploadId };
    const reply = await send({ method: 'POST', item, query, body, signal: run.signal, expects: [404] });
    if (reply.status === 404) return false;
    // This answer may come with status 200 and an error inside.
    if (textOf(reply.bytes, 'ETag') === undefined) {
      throw new AppError('SERVICE_REFUSED', 'The parts were not put together.', { item });
    }
    return true;
  }

  async function begin(item: string, source: UploadSource): Promise<UploadState> {
    const reply = await send({ method: 'POST', item, query: { uploads: '' }, headers: describe(source) });
    const uploadId = textOf(reply.bytes, 'UploadId');
    if (uploadId === undefined) throw new AppError('SERVICE_ANSWER', 'The storage named no upload.');
    const least = Math.ceil(source.sizeBytes / mostParts);
    return { item, uploadId, partBytes: Math.max(partBytes, least), sha256: source.sha256, etags: [] };
  }

  async function send(
    { method, item, query = {}, body, headers = {}, signal, expects = [], timeoutMs }: Send,
    given?: Access,
  ) {
    const { settings, secrets } = given ?? (await options.access());
    const { endpoint = '', bucket = '', region = '', accessKeyId = '' } = settings;
    const url = new URL(`${checkedEndpoint(endpoint)}/${bucket}${item === undefined ? '' : `/${encodeItem(item)}`}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const content = body ?? '';
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': createHash('sha256').update(content).digest('hex') },
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey: secrets.secretAccessKey ?? '',
    }).sign();
    return http.send({
      method,
      url: signed.url.href,
      headers: Object.fromEntries(signed.headers),
      ...(body === undefined ? {} : { body }),
      // A part sent twice is the same part; what begins or ends an upload is not asked twice.
      isRepeatable: method !== 'POST',
      timeoutMs: timeoutMs ?? (body === undefined ? checkTimeoutMs : partTimeoutMs),
      expects,
      ...(signal ? { signal } : {}),
    });
  }
}

function resumable(state: unknown, item: string, { sha256 }: UploadSource): UploadState | undefined {
  const found = uploadState.safeParse(state);
  return found.success && found.data.item === item && found.data.sha256 === sha256 ? found.data : undefined;
}

function describe({ sha256, kind }: UploadSource): Record<string, string> {
  const types = { audio: 'application/octet-stream', artwork: 'image/jpeg', backup: 'application/vnd.sqlite3' };
  return { 'x-amz-meta-sha256': sha256, 'content-type': types[kind] };
}

/** By its name, for people, and the head of its hash, so that another of that name does not take its place. */
function itemOf({ kind, name, sha256 }: UploadSource, { settings }: Access): string {
  const prefix = (settings.prefix ?? '').replace(/^\/+|\/+$/g, '');
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  // Cut in the middle of a letter, or made of halves, it could not be sent.
  const file = `${stem.replaceAll('/', '_').slice(0, 180)} ${sha256.slice(0, 12)}${ending}`.toWellFormed();
  return [prefix, kind, file].filter(Boolean).join('/');
}

function addressOf(item: string, { settings: { endpoint = '', bucket = '' } }: Access): string {
  return `${endpoint.replace(/\/+$/, '')}/${bucket}/${encodeItem(item)}`;
}

function encodeItem(item: string): string {
  return item.split('/').map(encodeURIComponent).join('/');
}

/** Addresses that nobody outside has: whole ones, since "10.example.org" may be anyone's. */
const nearHosts =
  /^(localhost|[^.]+\.local|(127|10)\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1\])$/;

/** Keys and music go over the net encrypted; only a storage in one's own house may do without. */
export function checkedEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  const isNear = url?.protocol === 'http:' && nearHosts.test(url.hostname);
  if (!url || (url.protocol !== 'https:' && !isNear) || url.search !== '' || url.username !== '') {
    throw new AppError('INVALID_INPUT', 'The address begins with https://.', { field: 'endpoint' });
  }
  return url.href.replace(/\/+$/, '');
}

function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** The tag of what was sent is the MD5 of its bytes, wherever the storage does not encrypt with keys of its own. */
function checkTag({ headers }: ServiceReply, md5: string, item: string): string {
  const tag = headers.get('etag') ?? '';
  const plain = tag.replaceAll('"', '');
  if (/^[0-9a-f]{32}$/i.test(plain) && plain.toLowerCase() !== md5 && !headers.has('x-amz-server-side-encryption')) {
    throw new AppError('UPLOAD_MISMATCH', 'What arrived is not what was sent.', { item });
  }
  return tag;
}

/** The text of the first element of that name; undefined where there is none, or the answer is no XML. */
function textOf(bytes: Uint8Array, name: string): string | undefined {
  const parser = new SaxesParser();
  let isInside = false;
  let found: string | undefined;
  parser.on('opentag', (tag) => {
    isInside = found === undefined && tag.name === name;
    if (isInside) found = '';
  });
  parser.on('text', (text) => {
    if (isInside) found += text;
  });
  parser.on('closetag', () => {
    isInside = false;
  });
  try {
    parser.write(new TextDecoder().decode(bytes)).close();
    return found;
  } catch {
    return undefined;
  }
}
