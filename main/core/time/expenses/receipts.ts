import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyReceipts, receiptsBeside } from '#core/backups/receipt-copies.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { systemCode } from '#core/files/file-error.ts';
import { lookAt, removeOwn } from '#core/files/own-files.ts';
import { temporaryBeside } from '#core/files/own-names.ts';
import { AppError } from '#shared/errors.ts';

export const maxReceiptBytes = 20 * 1024 * 1024;
const dayMs = 86_400_000;

export const receiptTypes = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
} as const;
export type ReceiptKind = keyof typeof receiptTypes;

/** What begins a file of each kind. A PDF may have some other bytes before. */
export function receiptKindOf(bytes: Uint8Array): ReceiptKind | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  return text.includes('%PDF-1.') || text.includes('%PDF-2.') ? 'pdf' : null;
}

/** The files that expenses, rights, disputes and licences name. */
const namedFiles = `
  SELECT receipt_hash AS hash FROM expense WHERE receipt_hash IS NOT NULL
  UNION ALL SELECT receipt_hash FROM royalty_cost WHERE receipt_hash IS NOT NULL
  ${['rights_claim', 'rights_dispute', 'licence']
    .map((table) => `UNION ALL SELECT value ->> 'hash' FROM ${table}, json_each(documents)`)
    .join(' ')}`;

export type AddedReceipt = { hash: string; kind: ReceiptKind; sizeBytes: number };

/** Receipts of expenses and documents of rights, in a folder of the library under the hash of their bytes, each as it was brought. */
export class Receipts {
  readonly #db: Db;
  readonly #disk: Disk;
  readonly #directory: string;

  constructor(options: { db: Db; disk: Disk; directory: string }) {
    this.#db = options.db;
    this.#disk = options.disk;
    this.#directory = options.directory;
  }

  /** Keeps one. Throws RECEIPT_INVALID for what is no PDF or picture, or larger than 20 MB. */
  async add(bytes: Uint8Array): Promise<AddedReceipt> {
    const kind = bytes.length > maxReceiptBytes ? null : receiptKindOf(bytes);
    if (!kind) throw new AppError('RECEIPT_INVALID', 'A receipt is a PDF or a picture of up to 20 MB.');
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = this.#pathOf(hash);
    const added = { hash, kind, sizeBytes: bytes.length };
    if (await lookAt(this.#disk, path)) return added;
    await this.#makeFolder();
    const temporary = temporaryBeside(path);
    try {
      await this.#disk.create(temporary, bytes);
      await this.#disk.syncFile(temporary);
      await this.#disk.rename(temporary, path);
      await this.#disk.syncFolder(this.#directory);
    } finally {
      await removeOwn(this.#disk, temporary);
    }
    return added;
  }

  /** The file and its type; null where there is none of that hash. */
  async find(hash: string): Promise<{ path: string; mimeType: string; sizeBytes: number } | null> {
    const path = this.#pathOf(hash);
    const stats = await lookAt(this.#disk, path);
    if (!stats?.isFile()) return null;
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
      const kind = receiptKindOf(buffer.subarray(0, bytesRead));
      return { path, mimeType: kind ? receiptTypes[kind] : 'application/octet-stream', sizeBytes: Number(stats.size) };
    } finally {
      await file.close();
    }
  }

  /** Throws RECEIPT_INVALID where one of them never arrived. */
  async require(hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) {
      if (await lookAt(this.#disk, this.#pathOf(hash))) continue;
      throw new AppError('RECEIPT_INVALID', 'That file did not arrive.', { hash });
    }
  }

  /** Brings back from beside backups what they name and is not here, as after a library was restored. */
  bringBack(backupFolders: readonly string[]): void {
    const hashes = prepare(this.#db, `SELECT DISTINCT hash FROM (${namedFiles})`).pluck().all() as string[];
    for (const folder of backupFolders) copyReceipts(receiptsBeside(folder), this.#directory, hashes);
  }

  /** Takes away what none of them and nothing in the history names any more, and is older than a day. */
  async clean(now: number): Promise<void> {
    const isNamed = prepare(
      this.#db,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM (${namedFiles}) WHERE hash = @hash)
        OR EXISTS (SELECT 1 FROM operation_change
          WHERE (field LIKE 'expense:%' OR field LIKE 'rights%' OR field LIKE 'licence:%' OR field LIKE 'royaltyCost:%')
          AND (instr(old_value, @hash) > 0 OR instr(new_value, @hash) > 0))`,
    );
    for (const name of await this.#names()) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const stats = await lookAt(this.#disk, this.#pathOf(name));
      const isYoung = !stats || now - Number(stats.mtimeMs) < dayMs;
      if (!isYoung && isNamed.get({ hash: name }) === undefined) await rm(this.#pathOf(name), { force: true });
    }
  }

  async #names(): Promise<string[]> {
    try {
      return await this.#disk.list(this.#directory);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async #makeFolder(): Promise<void> {
    try {
      await this.#disk.makeFolder(this.#directory);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }

  #pathOf(hash: string): string {
    return join(this.#directory, hash);
  }
}
