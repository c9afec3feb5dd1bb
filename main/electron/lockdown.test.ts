import { expect, test } from 'vitest';
import { denyPermissions, type GrantingSession, isExternalLink, keepInside, type LeavingContents } from './lockdown.ts';

test('every permission but notifications is denied, whether asked for or looked up', () => {
  const answers: unknown[] = [];
  const session: GrantingSession = {
    setPermissionRequestHandler: (handler) => {
      for (const name of ['media', 'geolocation', 'notifications']) {
        handler({}, name, (isGranted) => answers.push(`${name} ${isGranted}`));
      }
    },
    setPermissionCheckHandler: (handler) => {
      answers.push(handler({}, 'media'), handler({}, 'notifications'));
    },
    setDevicePermissionHandler: (handler) => answers.push(handler()),
    setDisplayMediaRequestHandler: (handler) => handler({}, (streams) => answers.push(streams)),
  };
  denyPermissions(session);
  expect(answers).toEqual(['media false', 'geolocation false', 'notifications true', false, true, false, null]);
});

type Listener = (event: { url: string; preventDefault(): void }) => void;

function contentsUnderLock(): { listeners: Map<string, Listener>; openLink(url: string): unknown; opened: string[] } {
  const listeners = new Map<string, Listener>();
  const opened: string[] = [];
  let openLink: (url: string) => unknown = () => undefined;
  const contents: LeavingContents = {
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    setWindowOpenHandler: (handler) => {
      openLink = (url) => handler({ url });
    },
  };
  const app = {
    on: (_name: string, listener: (event: unknown, made: LeavingContents) => void) => listener({}, contents),
  };
  keepInside(app, async (url) => {
    opened.push(url);
  });
  return { listeners, opened, openLink: (url) => openLink(url) };
}

test('a page cannot leave, by any of the ways there are', () => {
  const { listeners } = contentsUnderLock();
  expect([...listeners.keys()].sort()).toEqual([
    'will-attach-webview',
    'will-frame-navigate',
    'will-navigate',
    'will-redirect',
  ]);
  const isPrevented = (name: string, url: string) => {
    let prevented = false;
    listeners.get(name)?.({
      url,
      preventDefault: () => {
        prevented = true;
      },
    });
    return prevented;
  };
  const outside = ['https://evil.example/', 'file:///etc/passwd', 'app://other/', 'app:///bundle', 'javascript:1', ''];
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    expect(outside.map((url) => isPrevented(name, url))).toEqual(outside.map(() => true));
    expect(isPrevented(name, 'app://bundle/index.html')).toBe(false);
  }
  expect(isPrevented('will-attach-webview', 'app://bundle/index.html')).toBe(true);
});

test('no page opens a window; a link to a known site opens in the browser', () => {
  const { openLink, opened } = contentsUnderLock();
  const links = ['https://ffmpeg.org/download.html', 'https://evil.example/', 'app://bundle/index.html', 'file:///x'];
  expect(links.map(openLink)).toEqual(links.map(() => ({ action: 'deny' })));
  expect(opened).toEqual(['https://ffmpeg.org/download.html']);
});

test('only https links to listed hosts count as outside links', () => {
  const links = [
    'https://www.gnu.org/licenses/agpl-3.0.html',
    'http://www.gnu.org/',
    'https://www.gnu.org.evil.example/',
    'https://www.gnu.org@evil.example/',
    'https://user:pass@www.gnu.org/',
    'https://www.gnu.org:8443/',
    'mailto:someone@www.gnu.org',
    'smb://www.gnu.org/share',
    'no link',
  ];
  expect(links.filter(isExternalLink)).toEqual(['https://www.gnu.org/licenses/agpl-3.0.html']);
});
