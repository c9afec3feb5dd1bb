/** The window's own origin; nothing else is ever loaded into a window. */
export const windowScheme = 'app';
export const windowHost = 'bundle';
export const windowOrigin = `${windowScheme}://${windowHost}`;
export const windowUrl = `${windowOrigin}/index.html`;

/** Where sound, waveforms and pictures come from: `media://track/12`. */
export const mediaScheme = 'media';
