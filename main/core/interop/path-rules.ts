import type { PathRule } from '#shared/contract/interop.ts';

/** Windows tells no capitals from small letters; paths of it are known by their drive. */
const drivePath = /^[a-z]:/i;

/** '/' between the parts, none at the end: 'C:/Music', '/Volumes/USB'; '' for the root. */
export function tidyPrefix(text: string): string {
  const path = drivePath.test(text) || !text.includes('/') ? text.replaceAll('\\', '/') : text;
  return path.trim().replace(/\/+$/, '');
}

/** The path as the rule with the longest fitting beginning makes it; as it is where none fits. */
export function applyRules(path: string, rules: readonly PathRule[]): string {
  let best: { from: string; to: string } | undefined;
  for (const rule of rules) {
    const from = tidyPrefix(rule.from);
    if (best && from.length <= best.from.length) continue;
    if (startsWithFolder(path, from)) best = { from, to: tidyPrefix(rule.to) };
  }
  return best ? `${best.to}${path.slice(best.from.length)}` : path;
}

function startsWithFolder(path: string, folder: string): boolean {
  const next = path[folder.length];
  if (next !== '/' && !(next === undefined && path.length === folder.length)) return false;
  const start = path.slice(0, folder.length);
  return drivePath.test(folder) ? start.toLowerCase() === folder.toLowerCase() : start === folder;
}
