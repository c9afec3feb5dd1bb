const isrcForm = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/** Whether it is an ISRC: two letters, three letters or digits, seven digits, without hyphens. */
export function isIsrc(text: string): boolean {
  return isrcForm.test(text);
}

/** The ISRC that was meant, or null: hyphens, blanks and case put right, and a number of too few digits filled up. */
export function mendIsrc(text: string): string | null {
  const plain = text.replace(/[^a-z0-9]/gi, '').toUpperCase();
  if (isIsrc(plain)) return plain;
  const short = /^([A-Z]{2}[A-Z0-9]{3}\d{2})(\d{1,4})$/.exec(plain);
  return short ? `${short[1]}${(short[2] as string).padStart(5, '0')}` : null;
}

/** Whether it is a number of 13 digits, as EAN and UPC. */
export function isCatalog(text: string): boolean {
  return /^\d{13}$/.test(text);
}

/** The 13 digits that were meant, or null: blanks and hyphens taken out, and a UPC of 12 digits led by a zero. */
export function mendCatalog(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  if (isCatalog(digits)) return digits;
  return /^\d{12}$/.test(digits) ? `0${digits}` : null;
}

/** The check digit that the first twelve of 13 digits ask for. */
export function checkDigit(catalog: string): number {
  const sum = [...catalog.slice(0, 12)].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}
