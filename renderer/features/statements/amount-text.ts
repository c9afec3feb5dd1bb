/** An exact amount as tables show it: '1,234.50', '−0.00012'; two places at least, and never fewer than it has. */
export function shownAmount(amount: string): string {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const sign = amount.startsWith('-') ? '−' : '';
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 'Aug 2026' of '2026-08'. */
export function shownMonth(month: string): string {
  const name = monthNames[Number(month.slice(5, 7)) - 1];
  return name === undefined ? '–' : `${name} ${month.slice(0, 4)}`;
}

/** 'Jun to Aug 2026', 'Dec 2025 to Jan 2026', 'Aug 2026'. */
export function shownMonths(from: string, to: string): string {
  if (from === '' || from === to) return shownMonth(to || from);
  const first = from.slice(0, 4) === to.slice(0, 4) ? shownMonth(from).slice(0, 3) : shownMonth(from);
  return `${first} to ${shownMonth(to)}`;
}
