export const playerMessages = {} as const satisfies Record<string, string>;
