const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The longest mix there may be: two days. */
export const latestMs = 48 * hour;

const clock = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:[.,](\d{1,3}))?$/;
const unitsHour = /^(\d{1,2})\s?h\s?(?:(\d{1,2})\s?m?(?:in)?)?\s?(?:(\d{1,2})\s?s)?$/;
const unitsMinute = /^(\d{1,4})\s?(?:m|min|mins|minutes?)\s?(?:(\d{1,2})\s?s)?$/;
const primes = /^(\d{1,4})['’′]\s?(\d{1,2})(?:["”″]|''|’’)$/;
const seconds = /^(\d{1,6})\s?(?:s|sec|seconds)?$/;
const decimal = /^(\d{1,4})[.,](\d{1,4})$/;

/**
 * Reads a time from the start of a mix, in milliseconds: `1:02:30`, `62:30`, `62:30.5`, `1h02m30s`, `62m30s`, `62 min`,
 * `62'30"`, decimal minutes (`62.5`) and whole seconds (`3750`). Null for anything else, and past two days.
 */
export function readTime(text: string): number | null {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const ms = readClock(plain) ?? readUnits(plain) ?? readNumber(plain);
  return ms === null || ms > latestMs ? null : Math.round(ms);
}

function readClock(text: string): number | null {
  const match = clock.exec(text);
  if (!match) return null;
  const [, hours, minutes, rest, fraction = ''] = match;
  // With hours there are no more than 59 minutes; without them a mix has as many as it likes.
  if (Number(rest) > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
  return (
    Number(hours ?? 0) * hour + Number(minutes) * minute + Number(rest) * second + Number(`0.${fraction || 0}`) * second
  );
}

function readUnits(text: string): number | null {
  const long = unitsHour.exec(text);
  if (long) return Number(long[1]) * hour + Number(long[2] ?? 0) * minute + Number(long[3] ?? 0) * second;
  const short = unitsMinute.exec(text) ?? primes.exec(text);
  return short ? Number(short[1]) * minute + Number(short[2] ?? 0) * second : null;
}

function readNumber(text: string): number | null {
  const whole = seconds.exec(text);
  if (whole) return Number(whole[1]) * second;
  const parts = decimal.exec(text);
  return parts ? Number(`${parts[1]}.${parts[2]}`) * minute : null;
}

/** `h:mm:ss`, with so many digits behind the seconds. With three of them, reading it again gives the same time. */
export function writeTime(ms: number, digits: 0 | 2 | 3 = 0): string {
  const unit = 10 ** digits;
  const units = Math.max(0, digits === 0 ? Math.floor(ms / second) : Math.round((ms / second) * unit));
  const whole = Math.floor(units / unit);
  const two = (value: number) => String(value).padStart(2, '0');
  const text = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return digits === 0 ? text : `${text}.${String(units % unit).padStart(digits, '0')}`;
}
