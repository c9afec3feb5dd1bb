const dayMs = 86_400_000;

/** The days an offset is remembered for; a century of them. */
const mostDays = 40_000;

/**
 * What clocks show in a zone (IANA). Offsets are remembered by the day, so that a hundred thousand moments are asked in
 * milliseconds. A local time is milliseconds as if the clock stood in UTC; a day is a whole number of days since 1970.
 *
 * Throws RangeError for a zone that nobody knows.
 */
export class ZoneClock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, DayOffsets>();

  constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Milliseconds that clocks are ahead of UTC at a moment. */
  offsetAt(moment: number): number {
    const day = Math.floor(moment / dayMs);
    let known = this.#offsets.get(day);
    if (!known) {
      known = this.#look(day);
      if (this.#offsets.size >= mostDays) this.#offsets.clear();
      this.#offsets.set(day, known);
    }
    return moment < known.change ? known.before : known.after;
  }

  localTime(moment: number): number {
    return moment + this.offsetAt(moment);
  }

  dayOf(moment: number): number {
    return Math.floor(this.localTime(moment) / dayMs);
  }

  /** The first moment of a day; not always midnight. */
  startOfDay(day: number): number {
    return this.fromLocal(day * dayMs);
  }

  /** The moments at which clocks show a local time: one, none where they were put forward, two where they were put back. */
  moments(local: number): number[] {
    const offsets = new Set([this.offsetAt(local - dayMs), this.offsetAt(local + dayMs), this.offsetAt(local)]);
    return [...offsets]
      .map((offset) => local - offset)
      .filter((moment) => this.localTime(moment) === local)
      .sort((one, other) => one - other);
  }

  /** The moment of a local time: the earlier of two; where there is none, as long after the change as it would be. */
  fromLocal(local: number): number {
    const [moment] = this.moments(local);
    return moment ?? local - this.offsetAt(local - dayMs);
  }

  /** The offsets of a day in UTC, in which clocks are changed at most once. */
  #look(day: number): DayOffsets {
    const [start, end] = [day * dayMs, (day + 1) * dayMs];
    const [before, after] = [this.#ask(start), this.#ask(end)];
    if (before === after) return { before, after, change: end };
    let [low, high] = [start, end];
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (this.#ask(middle) === before) low = middle;
      else high = middle;
    }
    return { before, after, change: high };
  }

  #ask(moment: number): number {
    const parts: Record<string, string> = {};
    for (const { type, value } of this.#format.formatToParts(moment)) parts[type] = value;
    const year = Number(parts.year) * (parts.era === 'BC' ? -1 : 1) + (parts.era === 'BC' ? 1 : 0);
    const shown = new Date(0);
    shown.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
    shown.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    return shown.getTime() - Math.floor(moment / 1000) * 1000;
  }
}

type DayOffsets = { before: number; after: number; change: number };

/** '2026-11-21' of a day number. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The day number of '2026-11-21'; null for what is no day. */
export function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || dayText(at / dayMs) !== text ? null : at / dayMs;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The first day of the week a day is in; `weekStart` is 1 for Monday to 7 for Sunday. */
export function weekOf(day: number, weekStart: number): number {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}
