export const tracksMessages = {} as const satisfies Record<string, string>;
