export const settingsMessages = {} as const satisfies Record<string, string>;
