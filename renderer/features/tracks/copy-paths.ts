import type { TrackId } from '#shared/contract/library/tracks.ts';
import { fileUrlOf } from '#shared/file-url.ts';
import { call } from '../../api/client.ts';

const pathsACall = 10_000;

/** Puts the files of tracks on the clipboard: their paths as text, a line each, and their addresses. Answers how many. */
export async function copyPaths(ids: readonly TrackId[]): Promise<number> {
  const paths: string[] = [];
  for (let start = 0; start < ids.length; start += pathsACall) {
    const found = await call('host.trackPaths', { ids: ids.slice(start, start + pathsACall) });
    paths.push(...found.map(({ path }) => path));
  }
  if (paths.length > 0 && !copyNow(paths)) await navigator.clipboard.writeText(paths.join('\n'));
  return paths.length;
}

/** Only a copy of the page's own takes lists of addresses; false where the browser does not let it happen now. */
function copyNow(paths: readonly string[]): boolean {
  let isTaken = false;
  const take = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', paths.join('\n'));
    event.clipboardData?.setData('text/uri-list', paths.map(fileUrlOf).join('\r\n'));
    isTaken = true;
  };
  document.addEventListener('copy', take, { capture: true, once: true });
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', take, { capture: true });
  return isDone && isTaken;
}
