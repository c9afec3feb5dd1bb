import { dayNumber, dayText, friday, weekday } from './days.ts';
import type { KnownStores } from './lint-input.ts';
import { storeProfile } from './store-profiles.ts';

/** In these months everybody releases, and stores take longer. */
const busyMonths = new Set([11, 12]);
const busyDays = 14;
/** What packages need: to be built, checked and put right. */
const reserveDays = 7;
/** Later than this, what changes arrives after the release. */
const freezeDays = 2;

export type StorePlan = {
  store: string;
  /** With what November and December add. */
  leadDays: number;
  /** 'yyyy-mm-dd' */
  deliverBy: string;
  isLate: boolean;
};

export type DatePlan = {
  releaseDate: string;
  /** Negative when it is out. */
  daysToGo: number;
  /** Days are 'yyyy-mm-dd', counted back from the release. */
  filesBy: string;
  deliverBy: string;
  /** Null where no chosen store can be asked. */
  pitchBy: string | null;
  freezeBy: string;
  isPitchLate: boolean;
  isBusySeason: boolean;
  isFriday: boolean;
  stores: StorePlan[];
};

function busyExtra(day: number): number {
  return busyMonths.has(Number(dayText(day).slice(5, 7))) ? busyDays : 0;
}

/** Days from today on which a store can have it at the earliest. Days in a store of one's own are none, busy or not. */
function leadDays(key: string, release: number, known: KnownStores): number {
  const days = known.get(key)?.leadDays ?? storeProfile(key).leadDays;
  return days === 0 ? 0 : days + busyExtra(release);
}

const nothingKnown: KnownStores = new Map();

/** Counts back from the day of the release; null where there is none. `today` is 'yyyy-mm-dd'. */
export function planDates(
  releaseDate: string,
  stores: readonly string[],
  today: string,
  known = nothingKnown,
): DatePlan | null {
  const release = dayNumber(releaseDate);
  const now = dayNumber(today);
  if (release === null || now === null) return null;
  const plans = stores.map((store): StorePlan => {
    const lead = leadDays(store, release, known);
    return { store, leadDays: lead, deliverBy: dayText(release - lead), isLate: release - lead < now };
  });
  const longest = Math.max(0, ...plans.map((plan) => plan.leadDays));
  const pitch = Math.max(0, ...stores.map((store) => storeProfile(store).pitchDays ?? 0));
  return {
    releaseDate,
    daysToGo: release - now,
    filesBy: dayText(release - longest - (longest === 0 ? 0 : reserveDays)),
    deliverBy: dayText(release - longest),
    pitchBy: pitch === 0 ? null : dayText(release - pitch),
    freezeBy: dayText(release - freezeDays),
    isPitchLate: pitch > 0 && release - pitch < now,
    isBusySeason: busyExtra(release) > 0,
    isFriday: weekday(release) === friday,
    stores: plans,
  };
}

/** The first Friday that leaves every store its days. */
export function firstPossibleFriday(stores: readonly string[], today: string, known = nothingKnown): string | null {
  const now = dayNumber(today);
  if (now === null) return null;
  let day = now + ((friday - weekday(now) + 7) % 7);
  while (stores.some((store) => day - leadDays(store, day, known) < now)) day += 7;
  return dayText(day);
}

/** The Friday on or after a day. */
export function fridayFrom(day: string): string | null {
  const number = dayNumber(day);
  return number === null ? null : dayText(number + ((friday - weekday(number) + 7) % 7));
}
