export const paletteMessages = {} as const satisfies Record<string, string>;
