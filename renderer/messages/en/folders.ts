export const foldersMessages = {} as const satisfies Record<string, string>;
