/**
 * What the window may load: its own files and nothing else, never an inline script or style.
 *
 * `mediaSource` is where sound and pictures come from when that is not the window's own origin.
 */
export function contentSecurityPolicy(mediaSource = ''): string {
  const media = mediaSource === '' ? '' : ` ${mediaSource}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob:${media}`,
    `media-src 'self' blob:${media}`,
    "font-src 'self'",
    `connect-src 'self'${media}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer that a window gets, whichever host gives it. */
export function commonSecurityHeaders(mediaSource = ''): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(mediaSource),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
  };
}
