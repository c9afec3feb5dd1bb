export const inspectorMessages = {} as const satisfies Record<string, string>;
