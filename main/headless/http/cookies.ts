/** Cookies do not tell ports apart, so the port is part of the name: two libraries can be open beside each other. */
export function cookieName(port: number): string {
  return `ledgerline-${port}`;
}

/** Without an age it goes with the browser. */
export function sessionCookie(port: number, secret: string, maxAgeSeconds?: number): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${cookieName(port)}=${secret}; HttpOnly; SameSite=Strict; Path=/${age}`;
}

/** The session's secret in a Cookie header, or an empty text. */
export function readSessionCookie(header: string | undefined, port: number): string {
  const prefix = `${cookieName(port)}=`;
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(prefix));
  return pair?.trim().slice(prefix.length) ?? '';
}
