const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064 mod 11-2: what follows these digits, as one character; ten is an X. */
export function checkMod11(digits: string): string {
  let sum = 0;
  for (const digit of digits) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return check === 10 ? 'X' : String(check);
}

/** ISO 7064 mod 37,36: what follows these digits and capitals, as one of them. */
export function checkMod37(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + alphabet.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return alphabet[(37 - product) % 36] as string;
}

/** Mod 101 over nine digits, as two digits: of IPI name numbers. */
export function checkMod101(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].entries()) sum += Number(digit) * (10 - index);
  const rest = sum % 101;
  return String(rest === 0 ? 0 : (101 - rest) % 100).padStart(2, '0');
}

/** GS1 mod 10, weights 3 and 1 from the right: of UPC and EAN. */
export function checkGs1(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) sum += Number(digit) * (index % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

/** Mod 10 over nine digits by their places; an ISWC starts from 1, an IPI base number from 2. */
export function checkByPlace(digits: string, start: 1 | 2): string {
  let sum: number = start;
  for (const [index, digit] of [...digits].entries()) sum += Number(digit) * (index + 1);
  return String((10 - (sum % 10)) % 10);
}
