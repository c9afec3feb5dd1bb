import { cutName, maxNameLength, nameLength } from './safe-name.ts';

export const mostNumbers = 9999;

/** "Title.mp3" as "Title (2).mp3", cut where it would grow too long; a number that stands there counts on. */
export function numberName(name: string, number: number): string {
  const { stem, extension } = splitNumbered(name);
  const end = ` (${number})${extension}`;
  return `${cutName(stem, maxNameLength - nameLength(end)).trimEnd()}${end}`;
}

/** The number to try first: one more than that of the name, else 2. */
export function nextNumber(name: string): number {
  return splitNumbered(name).number + 1;
}

function splitNumbered(name: string): { stem: string; number: number; extension: string } {
  const dot = name.lastIndexOf('.');
  const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const match = /^(.*\S) \(([1-9]\d{0,3})\)$/s.exec(base);
  const number = Number(match?.[2] ?? 1);
  // "(1999)" is a year, and part of the name.
  return match && number >= 2 && number < 1000
    ? { stem: match[1] as string, number, extension }
    : { stem: base, number: 1, extension };
}
