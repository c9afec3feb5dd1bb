/** Makes the compiler prove that a union was handled to the end; throws if an unknown value arrives at run time. */
export function assertNever(value: never, what = 'value'): never {
  throw new TypeError(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
