const mounted = /^\/(?:Volumes|mnt|run\/media\/[^/]+|media\/[^/]+)\/([^/]+)/;

/** The name people know a folder's disk by: `D:`, a share's server, what stands in `/Volumes`; else `system`. */
export function driveName(folderPath: string): string {
  const [, letter] = /^([A-Za-z]:)(?:[\\/]|$)/.exec(folderPath) ?? [];
  if (letter !== undefined) return letter.toUpperCase();
  const [, server] = /^(?:\\\\|\/\/)([^\\/]+)/.exec(folderPath) ?? [];
  return server ?? mounted.exec(folderPath)?.[1] ?? 'system';
}
