import { expect, test } from 'vitest';
import { windowOptions } from './window-options.ts';

const looks = { isDark: true, preloadFile: '/app/preload.cjs', iconFile: '/app/icon.png' };

test('a window is a sandbox without Node, on every system', () => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const { webPreferences } = windowOptions({ ...looks, platform });
    expect(webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
    expect(webPreferences?.experimentalFeatures).toBeUndefined();
    expect(webPreferences?.enableBlinkFeatures).toBeUndefined();
  }
});

test('the window comes back where it was, never smaller than it can be used', () => {
  expect(windowOptions({ ...looks, platform: 'linux' })).toMatchObject({
    name: 'main',
    windowStatePersistence: true,
    minWidth: 1024,
    minHeight: 640,
    backgroundColor: '#101114',
    titleBarOverlay: { color: '#101114', symbolColor: '#ebedef', height: 48 },
  });
  expect(windowOptions({ ...looks, isDark: false, platform: 'darwin' })).toMatchObject({
    titleBarStyle: 'hiddenInset',
    backgroundColor: '#efeeeb',
  });
});
