import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../../../..');
const workers = ['backups', 'files', 'metadata', 'reader'];

/**
 * Puts the child and its worker threads into a few plain files and answers with the child: started two hundred times, it
 * would spend most of its life on reading the source.
 */
export async function bundleChild(child: string): Promise<string> {
  const directory = join(root, 'out/torture');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: directory,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: {
          [child]: join(import.meta.dirname, `${child}.ts`),
          ...Object.fromEntries(
            workers.map((name) => [`${name}.worker`, join(root, `main/workers/${name}.worker.ts`)]),
          ),
        },
        external: (id) => !/^[./#]|^[a-z]:/i.test(id),
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
      },
    },
  });
  return join(directory, `${child}.mjs`);
}
