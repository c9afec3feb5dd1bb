/** Hundredths of a percent as '33.33'; nothing for none. */
export function shareText(share: number | null): string {
  return share === null ? '' : String(share / 100);
}

/** What was typed, exactly: '33.33' or '33,33' is 3333. Null for nothing, undefined for what is no share. */
export function readShare(typed: string): number | null | undefined {
  const text = typed.trim().replace(/\s*%$/, '');
  if (text === '') return null;
  const [, whole, part = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const share = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return share <= 10_000 ? share : undefined;
}
