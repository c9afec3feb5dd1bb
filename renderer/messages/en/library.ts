export const libraryMessages = {} as const satisfies Record<string, string>;
