import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { type ModelManifest, modelManifest } from '#shared/contract/models.ts';
import { AppError } from '#shared/errors.ts';

const maxManifestBytes = 1024 ** 2;
const answerWithinMs = 30_000;

const isAddress = (source: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(source);

/** Reads and checks a manifest from a file or an https address. Throws FILE_NOT_FOUND, DOWNLOAD_FAILED, MODEL_INVALID. */
export async function readManifest(source: string): Promise<ModelManifest> {
  const text = isAddress(source) ? await fetchText(source) : await readText(source);
  try {
    return modelManifest.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('MODEL_INVALID', 'This is not the description of a model.', {}, { cause: error });
  }
}

/**
 * Writes the model's file to `target` and checks that it is the one described, in size and SHA-256.
 *
 * Throws MODEL_MISMATCH for other content, DOWNLOAD_FAILED, FILE_NOT_FOUND, DISK_FULL; `target` may be half written then.
 */
export async function fetchModel(
  manifest: ModelManifest,
  source: string,
  target: string,
  options: { signal: AbortSignal; onProgress(fraction: number): void },
): Promise<void> {
  const chunks = await openModelFile(manifest, source, options.signal);
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(target, 'w');
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > manifest.sizeBytes) break;
      hash.update(chunk);
      await file.writeFile(chunk);
      options.onProgress(size / manifest.sizeBytes);
    }
    await file.sync();
  } catch (error) {
    throw asFetchError(error, options.signal);
  } finally {
    await file.close();
  }
  if (size !== manifest.sizeBytes || hash.digest('hex') !== manifest.sha256) {
    throw new AppError('MODEL_MISMATCH', 'The file is not the one its description promises. It was thrown away.');
  }
}

async function openModelFile(
  manifest: ModelManifest,
  source: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  if (isAddress(manifest.file) || isAddress(source)) {
    const response = await request(new URL(manifest.file, isAddress(source) ? source : undefined), signal);
    if (!response.body) throw new AppError('DOWNLOAD_FAILED', 'The answer was empty.');
    // Read as it is: a Node stream around it throws into the void when the line breaks before somebody reads.
    return response.body;
  }
  // A name, so that a description cannot fetch any file of the machine.
  if (isAbsolute(manifest.file) || /[/\\]/.test(manifest.file)) {
    throw new AppError('MODEL_INVALID', 'The model has to lie beside its description.');
  }
  const path = join(dirname(source), manifest.file);
  const known = await stat(path).catch(() => undefined);
  if (!known?.isFile()) throw new AppError('FILE_NOT_FOUND', 'The model is not beside its description.');
  return createReadStream(path);
}

async function readText(path: string): Promise<string> {
  const known = await stat(path).catch(() => undefined);
  if (!known?.isFile()) throw new AppError('FILE_NOT_FOUND', 'There is no such file.');
  if (known.size > maxManifestBytes) throw new AppError('MODEL_INVALID', 'This is not the description of a model.');
  return readFile(path, 'utf8');
}

async function fetchText(address: string): Promise<string> {
  const response = await request(new URL(address), AbortSignal.timeout(answerWithinMs));
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxManifestBytes) throw new AppError('MODEL_INVALID', 'This is not the description of a model.');
      parts.push(Buffer.from(chunk));
    }
  } catch (error) {
    throw asFetchError(error, undefined);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Plain http is taken from this machine only: elsewhere anyone on the way could change the licence. */
async function request(address: URL, signal: AbortSignal, redirects = 10): Promise<Response> {
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname);
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && isLocal)) {
    throw new AppError('MODEL_INVALID', 'Models come from https addresses or files.');
  }
  try {
    // Followed one by one, as each address has to be a safe one.
    const response = await fetch(address, { signal, redirect: 'manual' });
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next && redirects > 0) {
      await response.body?.cancel();
      return await request(new URL(next, address), signal, redirects - 1);
    }
    if (!response.ok) throw new AppError('DOWNLOAD_FAILED', `The server answered ${response.status}.`);
    return response;
  } catch (error) {
    throw asFetchError(error, signal);
  }
}

function asFetchError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof AppError) return error;
  const { code } = error as { code?: unknown };
  if (code === 'ENOSPC') return new AppError('DISK_FULL', 'The disk is full.', {}, { cause: error });
  if (signal?.aborted && signal.reason?.name !== 'TimeoutError') return new AppError('CANCELLED', 'Cancelled.');
  return new AppError('DOWNLOAD_FAILED', 'The download failed. Nothing was installed.', {}, { cause: error });
}
