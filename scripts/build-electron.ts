import { join } from 'node:path';
import { createBuilder } from 'vite';

const root = join(import.meta.dirname, '..');

/** Bundles the Electron host, which takes a second, and answers with the file that Electron is to run. */
export async function buildElectron(outDir = join(root, 'out', 'electron')): Promise<string> {
  const builder = await createBuilder(
    {
      configFile: join(root, 'vite.electron.config.ts'),
      logLevel: 'warn',
      environments: { main: { build: { outDir } }, preload: { build: { outDir } } },
    },
    null,
  );
  await builder.buildApp();
  return join(outDir, 'main.mjs');
}
