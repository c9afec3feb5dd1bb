/** In degrees; neighbours in number are far apart. */
export function hueOf(id: number): number {
  return Math.round((id * 137.508) % 360);
}

/** 'IV' for Ines Valloria, 'M' for Mara, at most two signs. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\-_.·/]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const firsts = words.map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '');
  const chosen = firsts.length > 1 ? [firsts[0], firsts.at(-1)] : firsts;
  return chosen.join('').toLocaleUpperCase();
}
