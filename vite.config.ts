import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the browser host answers while Vite serves the window's sources; `npm run dev` sets it. */
const host = process.env.LEDGERLINE_HOST ?? 'http://127.0.0.1:4780';

export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, 'out', 'renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // A data: address would need its own exception in the content security policy.
    assetsInlineLimit: 0,
    // The notices of the packages inside go along with them.
    license: { fileName: 'third-party-licences.md' },
    modulePreload: { polyfill: false },
    // One program on one machine: everything is needed at once, and nothing crosses a network.
    chunkSizeWarningLimit: 2000,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/rpc', '/events', '/media', '/session'].map((path) => [
        path,
        { target: host, changeOrigin: true, headers: { origin: host } },
      ]),
    ),
  },
});
