export const problemsMessages = {} as const satisfies Record<string, string>;
