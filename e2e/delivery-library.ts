import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** A release of three masters that stores take, folders for packages and answers beside the library, and nothing delivered yet. */
export async function prepareDeliveries(home: string): Promise<void> {
  const script = join(import.meta.dirname, 'make-delivery-library.ts');
  const child = spawn(process.execPath, [script, dirname(home)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The library of deliveries could not be made: ${code}`);
}
