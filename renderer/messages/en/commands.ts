export const commandsMessages = {} as const satisfies Record<string, string>;
