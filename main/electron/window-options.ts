import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron';

/** `--frame` and `--text` of both themes, so that nothing flashes before the page is there. */
const frameColours = { dark: '#101114', light: '#efeeeb' } as const;
const symbolColours = { dark: '#ebedef', light: '#181b1f' } as const;
const topBarHeight = 48;

export type WindowLooks = { platform: NodeJS.Platform; isDark: boolean; preloadFile: string; iconFile: string };

/** One window in a sandbox, which remembers where and how large it was. */
export function windowOptions({
  platform,
  isDark,
  preloadFile,
  iconFile,
}: WindowLooks): BrowserWindowConstructorOptions {
  const isMac = platform === 'darwin';
  return {
    name: 'main',
    windowStatePersistence: true,
    title: 'Ledgerline',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: frameColour(isDark),
    titleBarStyle: isMac ? 'hiddenInset' : 'hidden',
    // The window keeps the sidebar's top 48 px free for these, and 138 px at the right end elsewhere.
    ...(isMac ? { trafficLightPosition: { x: 20, y: 17 } } : { titleBarOverlay: titleBarColours(isDark) }),
    ...(platform === 'linux' ? { icon: iconFile } : {}),
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // Music goes on and the waveform keeps its place while the window is behind others.
      backgroundThrottling: false,
    },
  };
}

export function frameColour(isDark: boolean): string {
  return isDark ? frameColours.dark : frameColours.light;
}

export function titleBarColours(isDark: boolean): TitleBarOverlayOptions {
  return {
    color: frameColour(isDark),
    symbolColor: isDark ? symbolColours.dark : symbolColours.light,
    height: topBarHeight,
  };
}
