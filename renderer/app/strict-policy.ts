/**
 * Zod tries `new Function` unless it is told not to, and our content security policy would report that. It must be told
 * before it is loaded, so the entry imports this file first.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
