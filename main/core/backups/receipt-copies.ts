import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const receiptName = /^[0-9a-f]{64}$/;

/** Where the receipts of the backups in a folder lie; one file for each, however many backups name it. */
export function receiptsBeside(backupFolder: string): string {
  return join(backupFolder, 'receipts');
}

/**
 * Copies receipts from one folder to another that are not there yet: all, or those that are named. They are called after their
 * bytes, so what is there is the same. Answers with how many were copied.
 */
export function copyReceipts(from: string, to: string, only?: readonly string[]): number {
  const names = (only ?? listNames(from)).filter((name) => receiptName.test(name));
  let count = 0;
  for (const name of names) {
    const [source, target] = [join(from, name), join(to, name)];
    if (existsSync(target) || !existsSync(source)) continue;
    mkdirSync(to, { recursive: true });
    const draft = `${target}.draft`;
    copyFileSync(source, draft);
    const file = openSync(draft, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, target);
    count += 1;
  }
  return count;
}

function listNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
