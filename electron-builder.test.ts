import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FileMatcher } from 'app-builder-lib/out/fileMatcher.js';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { beforeAll, expect, test } from 'vitest';

type Configuration = Awaited<ReturnType<typeof getConfig>>;
type System = 'mac' | 'win' | 'linux';

const root = import.meta.dirname;
let configuration: Configuration;

beforeAll(async () => {
  configuration = await getConfig(root, 'electron-builder.yml', null);
});

test('electron-builder itself finds nothing wrong', async () => {
  await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined();
});

test('electron-builder would find a mistake', async () => {
  const wrong = { ...configuration, electronFuses: { runAsNod: false } } as Configuration;
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/electronFuses/);
});

test('the program cannot be turned into a plain Node, be debugged, or be given other code', () => {
  expect(configuration.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  });
  expect([configuration.asar, configuration.npmRebuild]).toEqual([true, false]);
});

test('there is a package for each system', () => {
  const targetsOf = (system: System) => {
    const targets = configuration[system]?.target;
    return [targets].flat().map((target) => (typeof target === 'object' ? target?.target : target));
  };
  expect([targetsOf('mac'), targetsOf('win'), targetsOf('linux')]).toEqual([
    ['dmg', 'zip'],
    ['nsis'],
    ['AppImage', 'deb'],
  ]);
});

test('removing the program leaves the library', () => {
  expect(configuration.nsis?.deleteAppDataOnUninstall).toBe(false);
});

test('what the configuration and package.json name is there', () => {
  const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = ['LICENSE', 'resources/icon.png', 'resources/icon.ico', 'resources/entitlements.mac.plist'];
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(packageFile.main).toBe('out/electron/main.mjs');
  for (const icon of ['tray.png', 'trayTemplate.png', 'trayTemplate@2x.png']) {
    expect(existsSync(join(root, 'resources', icon)), icon).toBe(true);
  }
});

/** Whether electron-builder would pack a file of node_modules; of those only the exclusions count. */
function packs(system: System, arch: string, file: string): boolean {
  const patterns = [configuration.files, configuration[system]?.files]
    .flat()
    .flatMap((entry) => (typeof entry === 'object' && entry !== null ? [entry.filter].flat() : [entry]))
    .filter((pattern): pattern is string => typeof pattern === 'string' && pattern.startsWith('!'));
  const expand = (pattern: string) => pattern.replace(/\$\{arch\}/g, arch);
  const matcher = new FileMatcher(root, root, expand, ['**/*', ...patterns]);
  return matcher.createFilter()(join(root, file), statSync(join(root, 'package.json')));
}

const builds = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'linuxmusl-x64', 'win32-arm64', 'win32-x64'];

test('each package has the native code of its own system and no other', () => {
  const kept = (system: System, arch: string, path: (build: string) => string) =>
    builds.filter((build) => packs(system, arch, path(build)));
  const sqlite = (build: string) => `node_modules/better-sqlite3/prebuilds/${build}.node`;
  const sharp = (build: string) => `node_modules/@img/sharp-${build}/lib/sharp-${build}.node`;
  expect([kept('mac', 'arm64', sqlite), kept('mac', 'x64', sharp)]).toEqual([
    ['darwin-arm64', 'darwin-x64'],
    ['darwin-arm64', 'darwin-x64'],
  ]);
  expect([kept('win', 'x64', sqlite), kept('linux', 'x64', sqlite), kept('linux', 'arm64', sqlite)]).toEqual([
    ['win32-x64'],
    ['linux-x64'],
    ['linux-arm64'],
  ]);
  expect([kept('win', 'x64', sharp), kept('linux', 'x64', sharp)]).toEqual([
    ['win32-arm64', 'win32-x64'],
    ['linux-arm64', 'linux-x64'],
  ]);
});

test('every file that the packages load is packed', async () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hooks = `
    import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { if (url.startsWith('file:')) console.log(url); return next(url, context); } });`;
  // What is not loaded by the name of its package; the fonts are no scripts and are looked for below.
  const parts: Record<string, string[]> = {
    'essentia.js': ['essentia.js/dist/essentia-wasm.umd.js', 'essentia.js/dist/essentia.js-core.umd.js'],
    'write-excel-file': ['write-excel-file/node'],
    'dejavu-fonts-ttf': [],
  };
  const names = Object.keys(dependencies).flatMap((name) => parts[name] ?? [name]);
  const loads = names.map((name) => `await import('${name}');`);
  const script = [hooks, ...loads].join('\n');
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
  });
  const loaded = stdout.split('\n').filter((line) => line.includes('/node_modules/'));
  const files = loaded.map((line) => relative(root, fileURLToPath(line)).split(sep).join('/'));
  expect(files.length).toBeGreaterThan(100);
  const [system, arch] = [
    process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'win' : 'linux',
    process.arch,
  ] as const;
  expect(files.filter((file) => !packs(system, arch, file))).toEqual([]);
});

test('what runs is packed with its licence, and sources of native code are not', () => {
  const needed = [
    'node_modules/better-sqlite3/lib/index.js',
    'node_modules/better-sqlite3/LICENSE',
    'node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.8.18.7',
    'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
    'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
    'node_modules/dejavu-fonts-ttf/LICENSE',
    'node_modules/essentia.js/dist/essentia-wasm.umd.js',
    'node_modules/essentia.js/dist/essentia.js-core.umd.js',
    'node_modules/essentia.js/LICENSE',
    'node_modules/zod/index.js',
  ];
  const ballast = [
    'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
    'node_modules/better-sqlite3/src/better_sqlite3.cpp',
    'node_modules/essentia.js/dist/essentia.js-model.umd.js',
    'node_modules/zod/index.d.ts',
    'node_modules/kysely/dist/index.js.map',
  ];
  expect(needed.filter((file) => !packs('linux', 'x64', file))).toEqual([]);
  expect(ballast.filter((file) => packs('linux', 'x64', file))).toEqual([]);
});
