import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** One file of the built window. */
export type BundleFile = {
  path: string;
  contentType: string;
  cacheControl: string;
};

export type Bundle = {
  /** Looks up the path of a URL as it stands there, still encoded and without its query; null for anything unknown. */
  find(urlPath: string): BundleFile | null;
};

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Lists the built window once, so that a request is only ever compared with names we know.
 *
 * No path is put together from what a client sent, and links are not followed: there is nothing to escape from.
 */
export async function readBundle(root: string): Promise<Bundle> {
  const files = new Map<string, BundleFile>();
  await collect(root, '', files);
  const index = files.get('/index.html');
  if (!index) throw new Error(`Expected a built window with an index.html in ${root}`);
  files.set('/', index);
  return {
    find(urlPath) {
      const name = decodeOnce(urlPath);
      return name === null ? null : (files.get(name) ?? null);
    },
  };
}

async function collect(folder: string, prefix: string, files: Map<string, BundleFile>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const name = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) await collect(path, name, files);
    const contentType = contentTypes[extname(entry.name).toLowerCase()];
    if (entry.isFile() && contentType) files.set(name, { path, contentType, cacheControl: cacheControlOf(name) });
  }
}

/** Vite puts a hash of the content into the names under `assets`, so those never change. */
function cacheControlOf(name: string): string {
  return /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Null for what no honest client sends: hidden separators, NUL, drive letters and streams, dots as folders. */
function decodeOnce(urlPath: string): string | null {
  if (!urlPath.startsWith('/') || /%2f|%5c|%00|\\/i.test(urlPath)) return null;
  try {
    const name = decodeURIComponent(urlPath);
    const segments = name.slice(1).split('/');
    return segments.some((segment) => segment.startsWith('.') || /[\\:\0]/.test(segment)) ? null : name;
  } catch {
    return null;
  }
}
