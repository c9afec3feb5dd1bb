export const onboardingMessages = {} as const satisfies Record<string, string>;
