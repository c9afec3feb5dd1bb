import { type Amount, formatAmount, parseAmount, toMinor } from '#shared/amount.ts';
import type { AnalyticsDimension, AnalyticsRow } from '#shared/contract/analytics.ts';
import { formatMoney } from '#shared/money.ts';
import { saleTypes } from '#shared/statement-mapping.ts';
import type { Text } from '../../messages/use-text.ts';

export function exactAmount(amount: string): Amount {
  return parseAmount(amount, { decimal: '.' })?.amount ?? 0n;
}

/** In the digits of its currency, a half away from zero: '1,234.50'. */
export function shownAmount(amount: string, currency: string): string {
  return formatMoney(toMinor(exactAmount(amount), currency).minor, currency);
}

/** Only for heights of charts. */
export function roughAmount(amount: string): number {
  return Number(amount);
}

export function sumOf(amounts: readonly string[]): string {
  return formatAmount(amounts.reduce((sum, amount) => sum + exactAmount(amount), 0n));
}

/** 'Aug 2026' of '2026-08'. */
export function monthName(text: Text, month: string): string {
  return month === '' ? text('analytics.noMonth') : text('analytics.month', { month: midMonth(month) });
}

/** 'Aug', and the year where one begins. */
export function shortMonth(text: Text, month: string): string {
  return month.endsWith('-01') ? month.slice(0, 4) : text('analytics.shortMonth', { month: midMonth(month) });
}

export function monthsName(text: Text, from: string, to: string): string {
  if (from === '' || from === to) return monthName(text, from || to);
  return text('analytics.months', { from: monthName(text, from), to: monthName(text, to) });
}

function midMonth(month: string): Date {
  return new Date(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1, 15);
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** 'Germany' of 'DE'; what is no country stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

/** '+13.3 %', '−4.0 %'. */
export function growthText(text: Text, percent: number | null): string {
  if (percent === null) return '–';
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : '';
  return text('analytics.percent', { value: `${sign}${groupDigits(Math.abs(percent).toFixed(1))}` });
}

export function percentText(text: Text, percent: number | null): string {
  if (percent === null) return '–';
  return text('analytics.percent', { value: `${percent < 0 ? '−' : ''}${groupDigits(Math.abs(percent).toFixed(1))}` });
}

/** The same with as many places in every row. */
export function fixedText(decimal: string | null, places: number): string {
  if (decimal === null) return '–';
  const [whole = '', fraction = ''] = decimal.split('.');
  return decimalText(`${whole}.${fraction.padEnd(places, '0')}`);
}

/** A decimal text with thousands and a proper minus. */
export function decimalText(decimal: string | null): string {
  return decimal === null ? '–' : groupDigits(decimal.replace('-', '−'));
}

function groupDigits(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** What a row is called, in words where it has none. */
export function rowName(text: Text, dimension: AnalyticsDimension, { key, label }: AnalyticsRow): string {
  if (dimension === 'month') return monthName(text, key);
  if (dimension === 'type') return typeName(text, key);
  if (dimension === 'territory') return key === '' ? text('analytics.none.territory') : countryName(key);
  return label === '' ? text(`analytics.none.${dimension}`) : label;
}

export function typeName(text: Text, type: string): string {
  return text(`analytics.type.${saleTypes.find((one) => one === type) ?? 'other'}`);
}
