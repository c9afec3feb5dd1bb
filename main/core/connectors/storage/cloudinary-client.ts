import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { StoredKind } from '#shared/contract/storage.ts';
import { AppError } from '#shared/errors.ts';
import type { Access } from '../connector.ts';
import type { ConnectorHttp } from '../connector-http.ts';
import type { StorageClient, UploadSource } from './storage-client.ts';

/** All but the last part hold five megabytes at least; a whole request may be a hundred. */
const partBytes = 10 * 1024 ** 2;
const partTimeoutMs = 10 * 60_000;

/** Sound is a video to Cloudinary. */
const resourceTypes: Readonly<Record<StoredKind, string>> = { audio: 'video', artwork: 'image', backup: 'raw' };

const partState = z.object({ uploadId: z.string(), sha256: z.string(), sent: z.number(), total: z.number() });

const asset = z.object({
  public_id: z.string(),
  secure_url: z.string().default(''),
  bytes: z.number(),
  etag: z.string().default(''),
});

/**
 * Cloudinary's upload API: signed with the account's key, or unsigned by a preset the user made; in parts under one upload id.
 * A file lies under the hash of its bytes, so that it is there once.
 */
export function cloudinaryClient(options: {
  http: ConnectorHttp;
  access(): Promise<Access>;
  now(): number;
  /** Of a stand-in, for tests. */
  url: string | undefined;
}): StorageClient & { check(access: Access): Promise<string> } {
  const { http, now, url = 'https://api.cloudinary.com' } = options;

  return {
    /** Only an account's key can be tried; what a preset allows shows when something is uploaded. */
    async check(access) {
      const { cloudName = '', apiKey, uploadPreset } = access.settings;
      const { apiSecret } = access.secrets;
      if (!/^[\w-]{1,100}$/.test(cloudName) || (!uploadPreset && !(apiKey && apiSecret))) {
        throw new AppError('INVALID_INPUT', 'A preset is needed, or the key with its secret.', {
          field: 'uploadPreset',
        });
      }
      if (apiKey && apiSecret) {
        const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
        await http.json({ url: `${url}/v1_1/${cloudName}/ping`, headers: { authorization } });
      }
      return cloudName;
    },

    async upload(source, run) {
      const found = partState.safeParse(run.state);
      const canGoOn = found.success && found.data.sha256 === source.sha256 && found.data.sent < source.sizeBytes;
      const state = canGoOn
        ? found.data
        : { uploadId: randomBytes(16).toString('hex'), sha256: source.sha256, sent: 0, total: source.sizeBytes };
      let answer: unknown;
      while (state.sent < source.sizeBytes) {
        const part = await source.read(state.sent, Math.min(partBytes, source.sizeBytes - state.sent));
        answer = await sendPart(source, part, state, run.signal);
        state.sent += part.length;
        run.save(state, state.sent / source.sizeBytes);
      }
      const { data: kept } = asset.safeParse(answer);
      if (!kept) throw new AppError('SERVICE_ANSWER', 'Cloudinary did not say what it keeps.');
      const isOther = kept.etag !== '' && /^[0-9a-f]{32}$/i.test(kept.etag) && kept.etag.toLowerCase() !== source.md5;
      if (kept.bytes !== source.sizeBytes || isOther) {
        throw new AppError('UPLOAD_MISMATCH', 'What lies there is not what was sent.', { item: kept.public_id });
      }
      return { item: kept.public_id, url: kept.secure_url };
    },

    async remove({ item, kind }) {
      const access = await options.access();
      if (!access.settings.apiKey || !access.secrets.apiSecret) {
        throw new AppError('SERVICE_REFUSED', 'Without the key of the account nothing can be taken away.');
      }
      const body = formBody(signed({ public_id: item, invalidate: 'true' }, access, now()));
      await http.json({ method: 'POST', ...body, url: endpoint(access, kind, 'destroy') });
    },

    /** Parts that are never ended are dropped by Cloudinary itself. */
    discard: async () => undefined,
  };

  function endpoint({ settings }: Access, kind: StoredKind, action: 'upload' | 'destroy'): string {
    return `${url}/v1_1/${settings.cloudName}/${resourceTypes[kind]}/${action}`;
  }

  async function sendPart(
    source: UploadSource,
    part: Uint8Array,
    { uploadId, sent, total }: z.output<typeof partState>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const access = await options.access();
    const values: Record<string, string> = { public_id: `ledgerline/${source.kind}/${source.sha256}` };
    const isSigned = Boolean(access.settings.apiKey && access.secrets.apiSecret);
    const fields = isSigned
      ? signed({ ...values, overwrite: 'false' }, access, now())
      : { ...values, upload_preset: access.settings.uploadPreset ?? '' };
    const body = formBody(fields, { name: source.name, bytes: part });
    const isWhole = part.length === total;
    return http.json({
      method: 'POST',
      url: endpoint(access, source.kind, 'upload'),
      body: body.body,
      headers: {
        ...body.headers,
        ...(isWhole
          ? {}
          : { 'x-unique-upload-id': uploadId, 'content-range': `bytes ${sent}-${sent + part.length - 1}/${total}` }),
      },
      // The same part under the same upload id is the same part.
      isRepeatable: true,
      timeoutMs: partTimeoutMs,
      signal,
    });
  }
}

/** Fields with the account's signature: all of them sorted, joined, with the secret behind, as SHA-1. */
export function signed(
  fields: Record<string, string>,
  { settings, secrets }: Access,
  now: number,
): Record<string, string> {
  const all: Record<string, string> = { ...fields, timestamp: String(Math.floor(now / 1000)) };
  const text = Object.keys(all)
    .filter((name) => all[name] !== '')
    .sort()
    // An '&' in a value could be taken for a field of its own.
    .map((name) => `${name}=${(all[name] as string).replaceAll('&', '%26')}`)
    .join('&');
  const signature = createHash('sha1').update(`${text}${secrets.apiSecret}`).digest('hex');
  return { ...all, api_key: settings.apiKey ?? '', signature };
}

function formBody(fields: Record<string, string>, file?: { name: string; bytes: Uint8Array }) {
  const boundary = `ledgerline-${randomBytes(16).toString('hex')}`;
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  }
  if (file) {
    const name = file.name.replaceAll(/["\r\n]/g, '_');
    const head = `content-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream`;
    parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), Buffer.from(file.bytes), Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
