import type { Territories } from '#shared/contract/releases.ts';

/** 'DE, AT CH' as codes, each once; null where something is none. */
export function readCountries(typed: string): string[] | null {
  const codes = typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  return codes.every((code) => /^[A-Z]{2}$/.test(code)) ? [...new Set(codes)] : null;
}

export function writeCountries({ codes }: Territories): string {
  return codes.join(', ');
}
