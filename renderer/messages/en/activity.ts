export const activityMessages = {} as const satisfies Record<string, string>;
