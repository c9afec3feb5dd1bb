import { once } from 'node:events';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Runs the bundled host in a plain Node and plays Chromium's part; prints what it saw as JSON.
 *
 * Arguments: the bundle's main.mjs, then what the user would type.
 */
const standIn = new URL('./electron-stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const [main = ''] = process.argv.splice(2, 1);
process.argv.splice(1, 1, main, main);
const { app, registered } = await import('./electron-stand-in.ts');
await import(pathToFileURL(main).href);

const window = await until(() => registered.windows.find(({ url }) => url !== ''));
const call = (method: string, input?: unknown, origin = 'app://bundle') =>
  registered.channels.get('call')?.({ senderFrame: { origin, parent: null } }, method, input) as Promise<{
    ok: boolean;
    value: never;
  }>;
const get = (url: string, init?: RequestInit) => {
  const request = new Request(url, init);
  const handler = registered.protocols.get(new URL(url).protocol.slice(0, -1));
  if (!handler) throw new Error(`Nobody answers ${url}`);
  return handler(request);
};

const analysed = await until(async () => {
  const { value } = await call('tracks.count');
  const { total, analysed: done } = value as { total: number; analysed: number };
  return total > 0 && total === done ? done : undefined;
});
const view = (await call('tracks.openView', { slot: 'test', text: '', sort: [] })).value as { view: string };
const rows = (await call('tracks.viewRows', { view: view.view, start: 0, count: 1 })).value as { id: number }[];
const sound = await get(`media://track/${rows[0]?.id}`, { headers: { Range: 'bytes=0-99' } });
const dragged = (await call('host.dragTracks', { ids: [rows[0]?.id] })).value as { count: number };
const page = await get(window.url);
const result = {
  url: window.url,
  preload: window.options.webPreferences.preload,
  menus: registered.menus,
  permissionHandlers: registered.permissionHandlers,
  capabilities: (await call('host.capabilities')).value,
  foreignCall: (await call('tracks.count', undefined, 'https://evil.example')).ok,
  page: [page.status, (await page.text()).includes('<html')],
  sound: [sound.status, (await sound.bytes()).length],
  analysed,
  dragged,
  drags: window.webContents.drags,
  eventNames: [...new Set(window.webContents.sent.map(([, name]) => name))].toSorted(),
  hasTray: registered.trayMenus.length > 0,
};
const exited = once(app, 'exited');
app.quit();
await exited;
console.log(JSON.stringify({ ...result, exitCode: registered.exitCode }));

async function until<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
