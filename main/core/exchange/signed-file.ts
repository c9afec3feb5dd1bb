import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { type ExchangePayload, exchangeExtension, exchangeFile, exchangePayload } from '#shared/contract/exchange.ts';
import { AppError } from '#shared/errors.ts';

/** What is written; a newer one is refused. */
const version = 1;
/** A file of a thousand songs with all they have is a tenth of that. */
export const largestFile = 16 * 1024 ** 2;
const keyBytes = 32;

/** The private key as PKCS #8, the public one as its 32 bytes; both base64. */
export type KeyPair = { privateKey: string; publicKey: string };

export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: rawPublicKey(publicKey),
  };
}

/** The public key that belongs to a private one; undefined for what is no key. */
export function publicKeyOf(privateKey: string): string | undefined {
  try {
    return rawPublicKey(createPublicKey(readPrivateKey(privateKey)));
  } catch {
    return undefined;
  }
}

/** Groups of the SHA-256 of a key, to be read to each other. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 24);
  return hash.match(/.{4}/g)?.join(' ') ?? '';
}

export function writeSigned(payload: ExchangePayload, { privateKey, publicKey }: KeyPair): string {
  const text = JSON.stringify(payload);
  const signature = sign(null, Buffer.from(text), readPrivateKey(privateKey)).toString('base64');
  return `${JSON.stringify({ format: exchangeExtension, version, payload: text, publicKey, signature }, null, 1)}\n`;
}

/**
 * What a file says, and the key it is signed with. Throws EXCHANGE_INVALID, EXCHANGE_TOO_NEW, and EXCHANGE_SIGNATURE where a
 * single byte of it is not what was signed.
 */
export function readSigned(text: string): { payload: ExchangePayload; publicKey: string } {
  const file = exchangeFile.safeParse(parseJson(text));
  if (!file.success) throw invalid(file.error);
  const { payload, publicKey, signature } = file.data;
  if (file.data.version > version) throw new AppError('EXCHANGE_TOO_NEW', 'A newer Ledgerline made this file.');
  if (!isSigned(payload, publicKey, signature)) {
    throw new AppError('EXCHANGE_SIGNATURE', 'This file was changed after it was signed.');
  }
  const parsed = exchangePayload.safeParse(parseJson(payload));
  if (!parsed.success) throw invalid(parsed.error);
  return { payload: parsed.data, publicKey };
}

function isSigned(text: string, publicKey: string, signature: string): boolean {
  try {
    const key = Buffer.from(publicKey, 'base64');
    if (key.length !== keyBytes || key.toString('base64') !== publicKey) return false;
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
    return verify(
      null,
      Buffer.from(text),
      createPublicKey({ key: jwk, format: 'jwk' }),
      Buffer.from(signature, 'base64'),
    );
  } catch {
    return false;
  }
}

function rawPublicKey(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

function readPrivateKey(privateKey: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(cause);
  }
}

function invalid(cause: unknown): AppError {
  return new AppError('EXCHANGE_INVALID', 'This is no file of another Ledgerline, or not all of one.', {}, { cause });
}
