/** 'file:///C:/My%20Music/a.mp3' of an absolute path of any system. */
export function fileUrlOf(path: string): string {
  const isWindows = /^[a-z]:|^\\/i.test(path) || !path.includes('/');
  const slashed = isWindows ? path.replaceAll('\\', '/') : path;
  const parts = slashed.toWellFormed().split('/').map(encodeURIComponent).join('/');
  if (/^[a-z]%3A(\/|$)/i.test(parts)) return `file:///${parts[0]}:${parts.slice(4)}`;
  return parts.startsWith('//') ? `file:${parts}` : `file://${parts}`;
}
