const personal = new RegExp(
  [
    'e-?mail',
    'phone',
    String.raw`\bbuyer`,
    'customer.?(name|id|note|first|last)',
    'ship(ping)?.?(to.)?(name|street|address|city|zip|state|region|postal|province|note)',
    'billing.?(name|street|address|city|zip|state|region|postal|province)',
    'first.?name',
    'last.?name',
    '^(street|address|zip|postal.?code|postcode)',
    'paypal.?transaction',
    'ip.?address',
    'referrer',
  ].join('|'),
  'i',
);

/** Columns that are about people who bought something, in any table. */
export function personalColumnsOf(columns: readonly string[]): string[] {
  return columns.filter((column) => personal.test(column));
}
