export const searchMessages = {} as const satisfies Record<string, string>;
