import { windowOrigin } from './origin.ts';

/** The part of a session that grants things; Electron grants everything until told otherwise. */
export type GrantingSession = {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, callback: (isGranted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setDisplayMediaRequestHandler(handler: (request: unknown, callback: (streams: null) => void) => void): void;
};

type Preventable = { preventDefault(): void };
type Navigation = Preventable & { readonly url: string };

/** The part of a page's contents through which it could leave or open others. */
export type LeavingContents = {
  on(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', listener: (event: Navigation) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void;
};

export type CreatesContents = {
  on(event: 'web-contents-created', listener: (event: unknown, contents: LeavingContents) => void): unknown;
};

/** Sites that a link may open in the user's browser. */
const externalHosts = new Set([
  'github.com',
  'www.gnu.org',
  'ffmpeg.org',
  'musicbrainz.org',
  'acoustid.org',
  'listenbrainz.org',
  'accounts.spotify.com',
  'developer.spotify.com',
  'open.spotify.com',
]);

/** What a person asked to be told at once is shown by the system. */
const allowed = 'notifications';

/** Everything but notifications: no window of ours needs a camera, a place or a device. */
export function denyPermissions(session: GrantingSession): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(permission === allowed));
  session.setPermissionCheckHandler((_contents, permission) => permission === allowed);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
}

/** Keeps every page on our own: no navigation, no new windows, no embedded ones. Links to known sites open outside. */
export function keepInside(app: CreatesContents, openExternal: (url: string) => Promise<void>): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: Navigation) => {
      // Loading our page again, as after an error, is no way out.
      if (originOf(event.url) !== windowOrigin) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      // The user sees when no browser opens; there is nothing else to do about it.
      if (isExternalLink(url)) openExternal(url).catch(() => undefined);
      return { action: 'deny' };
    });
  });
}

export function isExternalLink(text: string): boolean {
  const url = parseUrl(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return externalHosts.has(url.host);
}

/** Of a custom scheme `URL.origin` is "null", so it is put together here. */
function originOf(text: string): string {
  const url = parseUrl(text);
  return url ? `${url.protocol}//${url.host}` : '';
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
