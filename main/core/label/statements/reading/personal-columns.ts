const personal = new RegExp(
  [
    'e-?mail',
    String.raw`\b(mail|koper|fan.?(name|id))\b`,
    'phone|telefon|tel[eé]fono|t[eé]l[eé]phone|telefoon',
    'buyer|purchaser|k[äa]ufer|besteller|acheteu[rs]|comprador|acquirente',
    'customer.?(name|id|note|first|last)|kunden.?(name|nummer|nr)|(nom|nombre|nome).d[eu]l?.(client|comprador)',
    'ship(ping)?.?(to.)?(name|street|address|city|zip|state|region|postal|province|note)',
    'billing.?(name|street|address|city|zip|state|region|postal|province)',
    'first.?name|vorname|pr[eé]nom|voornaam',
    'last.?name|surname|nachname|familienname|apellido|cognome|achternaam|sobrenome',
    '^(street|address|zip|postal.?code|postcode|stra[sß]s?e|anschrift|adresse|plz|postleitzahl|rue|code postal)',
    '^(calle|direcci[oó]n|c[oó]digo postal|indirizzo|via|cap|endere[cç]o|straat|adres)$',
    'paypal.?transaction',
    'ip.?address',
    'referrer',
  ].join('|'),
  'i',
);

const mailAddress = /^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u;

/**
 * Columns that are about people who bought something, in any table: by what they are called, and by the addresses that some of
 * their cells are.
 */
export function personalColumnsOf(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return columns.filter((column, place) => personal.test(column) || holdsAddresses(rows, place));
}

/** One cell in five, so that a title that looks like an address takes no column along. */
function holdsAddresses(rows: readonly (readonly string[])[], place: number): boolean {
  let [filled, addresses] = [0, 0];
  for (const cells of rows) {
    const cell = (cells[place] ?? '').trim();
    if (cell === '') continue;
    filled += 1;
    if (cell.includes('@') && mailAddress.test(cell)) addresses += 1;
  }
  return addresses > 0 && addresses * 5 >= filled;
}
