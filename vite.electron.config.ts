import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { defineConfig, type Plugin } from 'vite';

/**
 * Bundles what Electron runs into out/electron: the host, a script for each worker thread, and the preload script.
 *
 * Packages stay outside and come along as they are: several bring native code or WASM beside their scripts. A sandboxed
 * preload script cannot load modules, so that one is a single CommonJS file. WASM of our own (the analysis
 * kernel, FAAD2) comes along, see `bundleWasm`.
 */
const root = import.meta.dirname;
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const packages = Object.keys(dependencies);

function isOutside(id: string): boolean {
  return (
    id === 'electron' || id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`))
  );
}

/** Copies WASM of ours that a module names by its URL, and points the URL there. Vite does so for pages only. */
function bundleWasm(): Plugin {
  return {
    name: 'bundle-wasm',
    transform(code, id) {
      // Chunks lie elsewhere than the modules in them: a name beside the module becomes one from the root.
      const named = code.replace(/(?<=new URL\(["'])[^"'/]+\.wasm(?=["'], import\.meta)/g, (file) =>
        join('..', relative(root, join(dirname(id), file))),
      );
      return named === code ? null : { code: named, map: null };
    },
    renderChunk(code, { fileName }) {
      const bundled = code.replace(
        /(?<=new URL\(")(?:\.\.\/)+((?:resources|main)\/[^"]+\.wasm)(?=", import\.meta)/g,
        (_, path) => {
          this.emitFile({ type: 'asset', fileName: path, source: readFileSync(join(root, path)) });
          return relative(dirname(fileName), path);
        },
      );
      return bundled === code ? null : { code: bundled, map: null };
    },
  };
}

/** Every thread has its own entry. */
const workers = readdirSync(join(root, 'main/workers'))
  .filter((file) => file.endsWith('.worker.ts'))
  .map((file) => file.slice(0, -'.worker.ts'.length));

export default defineConfig({
  root,
  publicDir: false,
  plugins: [bundleWasm()],
  environments: {
    main: {
      consumer: 'server',
      build: {
        ssr: true,
        emitAssets: true,
        target: 'node24',
        outDir: 'out/electron',
        emptyOutDir: true,
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          input: {
            main: 'main/electron/index.ts',
            ...Object.fromEntries(workers.map((name) => [`workers/${name}.worker`, `main/workers/${name}.worker.ts`])),
          },
          external: isOutside,
          output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        ssr: true,
        target: 'chrome153',
        outDir: 'out/electron',
        emptyOutDir: false,
        minify: false,
        rolldownOptions: {
          input: { preload: 'preload/index.ts' },
          external: isOutside,
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload'] as const) {
        const environment = builder.environments[name];
        if (!environment) throw new Error(`Expected the environment ${name}`);
        await builder.build(environment);
      }
    },
  },
});
