import { currencyDigits, formatMoney, parseMoney } from '#shared/money.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** 'Aug' of '2026-08'. */
export function shortMonth(month: string): string {
  return (monthNames[Number(month.slice(5, 7)) - 1] ?? '').slice(0, 3);
}

/** 'August 2026' */
export function longMonth(month: string): string {
  return `${monthNames[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** 'Jul to Sep 2026', 'Oct 2025 to Jan 2026', 'August 2026' */
export function monthSpan(from: string, to: string): string {
  if (from === to) return longMonth(from);
  const year = from.slice(0, 4) === to.slice(0, 4) ? '' : ` ${from.slice(0, 4)}`;
  return `${shortMonth(from)}${year} to ${shortMonth(to)} ${to.slice(0, 4)}`;
}

/** An exact amount to the places of its currency, a half away from nothing: '1,457.05'. */
export function amountText(amount: string, currency: string): string {
  const digits = currencyDigits(currency);
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const scaled = BigInt(whole + fraction.padEnd(digits + 1, '0').slice(0, digits + 1));
  const minor = Number((scaled + 5n) / 10n);
  return formatMoney(amount.startsWith('-') ? -minor : minor, currency);
}

/** An exact amount with every place it has: '10.913', '−0.00012'. */
export function exactText(amount: string): string {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  return `${amount.startsWith('-') ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
}

/** 500 000 is '50 %', 333 333 is '33.3333 %'. */
export function percentText(rate: number): string {
  return `${percentNumber(rate)} %`;
}

/** For a field: '33.3333'. */
export function percentNumber(rate: number): string {
  return (rate / 10_000).toFixed(4).replace(/\.?0+$/, '');
}

/** What is typed as a percent, in 1/10 000 of it; null for what is none. */
export function readPercent(text: string): number | null {
  const match = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(text);
  if (!match) return null;
  const rate = Number(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`);
  return rate <= 1_000_000 ? rate : null;
}

export function readAmount(text: string, currency: string): number | null {
  const minor = parseMoney(text, currency);
  return minor !== null && minor >= 0 ? minor : null;
}

/** A figure of a table: nothing is a dash. */
export function figureText(minor: number, currency: string): string {
  return minor === 0 ? '–' : formatMoney(minor, currency);
}

export function groupedNumber(value: number): string {
  return Math.round(value).toLocaleString('en');
}
