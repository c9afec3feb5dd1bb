import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const pattern = /^\.ledgerline-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.tmp$/;

/** A name beside `path` that nobody else has: for a copy in the making, or a stop on the way to another spelling. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.ledgerline-${randomUUID()}.tmp`);
}

/** Whether a path has a name that only Ledgerline gives. Nothing else is ever unlinked, and no scan looks at it. */
export function isOwnName(path: string): boolean {
  return pattern.test(basename(path));
}
