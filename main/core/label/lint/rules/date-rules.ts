import { storeName } from '#shared/stores.ts';
import { dayNumber } from '../days.ts';
import { onRelease, type Problem, patchRelease, type Rule } from '../finding.ts';
import type { LintInput } from '../lint-input.ts';
import { firstPossibleFriday, fridayFrom, planDates } from '../plan-dates.ts';

const dateFields = ['releaseDate', 'originalReleaseDate', 'preorderDate'] as const;
const yearDays = 366;

function number(day: string): number | null {
  return day === '' ? null : dayNumber(day);
}

function leadTime({ release, today, library }: LintInput): Problem[] {
  const plan = planDates(release.releaseDate, release.stores, today, library.stores);
  if (!plan || plan.daysToGo < 0 || release.isOut || plan.stores.length === 0) return [];
  const place = onRelease('releaseDate');
  const nameOf = (key: string) => library.stores.get(key)?.name ?? storeName(key);
  const late = plan.stores.filter(({ isLate }) => isLate);
  const first = firstPossibleFriday(release.stores, today, library.stores) ?? '';
  if (late.length === 0) {
    const pitch = plan.pitchBy === null ? 'none' : plan.isPitchLate ? 'late' : 'open';
    return [{ place, values: { kind: 'enough', days: plan.daysToGo, pitch } }];
  }
  const keys = new Set(late.map(({ store }) => store));
  return [
    {
      place,
      severity: 'warning',
      values: {
        ...{ kind: plan.isBusySeason ? 'busy' : 'late', days: plan.daysToGo, count: late.length },
        ...{ store: nameOf(late[0]?.store ?? ''), first },
      },
      fix: patchRelease('setTo', { releaseDate: first }, { isSafe: false, values: { day: first } }),
      severityAt: (store) => (keys.has(store.key) ? 'warning' : null),
    },
  ];
}

const hard = { severity: 'error', canIgnore: false } as const;

export const dateRules: readonly Rule[] = [
  {
    ...{ id: 'date-missing', ...hard },
    check: ({ release, today, library }) => {
      if (release.releaseDate !== '') return [];
      const first = release.stores.length === 0 ? null : firstPossibleFriday(release.stores, today, library.stores);
      const options = { isSafe: false, values: { day: first ?? '' } };
      const fix = first === null ? undefined : patchRelease('setTo', { releaseDate: first }, options);
      return [{ place: onRelease('releaseDate'), fix }];
    },
  },
  {
    ...{ id: 'date-check', ...hard },
    check: ({ release }) =>
      dateFields
        .filter((field) => release[field] !== '' && dayNumber(release[field]) === null)
        .map((field) => ({ place: onRelease(field), values: { said: release[field].slice(0, 40) } })),
  },
  {
    ...{ id: 'date-past', severity: 'error', canIgnore: true },
    check: ({ release, today }) => {
      const [day, now] = [number(release.releaseDate), dayNumber(today)];
      if (day === null || now === null || day >= now || release.isOut) return [];
      return [{ place: onRelease('releaseDate'), values: { days: now - day } }];
    },
  },
  {
    ...{ id: 'date-early', ...hard },
    check: ({ release }) =>
      dateFields
        .filter((field) => dayNumber(release[field]) !== null && release[field] < '1900-01-01')
        .map((field) => ({ place: onRelease(field), values: { year: Number(release[field].slice(0, 4)) } })),
  },
  {
    ...{ id: 'date-far', severity: 'error', canIgnore: true },
    check: ({ release, today }) => {
      const [day, now] = [number(release.releaseDate), dayNumber(today)];
      return day !== null && now !== null && day - now > yearDays
        ? [{ place: onRelease('releaseDate'), values: { days: day - now } }]
        : [];
    },
  },
  {
    ...{ id: 'date-original', ...hard },
    check: ({ release }) => {
      const [day, original] = [number(release.releaseDate), number(release.originalReleaseDate)];
      if (day === null || original === null || original <= day) return [];
      const fix = patchRelease(
        'setTo',
        { originalReleaseDate: release.releaseDate },
        { values: { day: release.releaseDate } },
      );
      return [{ place: onRelease('originalReleaseDate'), fix: { ...fix, isSafe: false } }];
    },
  },
  {
    ...{ id: 'date-preorder', ...hard },
    check: ({ release }) => {
      const [day, preorder] = [number(release.releaseDate), number(release.preorderDate)];
      if (day === null || preorder === null) return [];
      const kind = preorder >= day ? 'order' : day - preorder > yearDays ? 'far' : null;
      return kind ? [{ place: onRelease('preorderDate'), values: { kind, days: day - preorder } }] : [];
    },
  },
  {
    ...{ id: 'date-friday', severity: 'note', canIgnore: true },
    check: ({ release, today }) => {
      const day = number(release.releaseDate);
      const friday = fridayFrom(release.releaseDate);
      if (
        day === null ||
        friday === null ||
        friday === release.releaseDate ||
        release.isOut ||
        release.releaseDate < today
      ) {
        return [];
      }
      const options = { isSafe: false, values: { day: friday } };
      return [{ place: onRelease('releaseDate'), fix: patchRelease('setTo', { releaseDate: friday }, options) }];
    },
  },
  { ...{ id: 'lead-time', severity: 'note', canIgnore: true }, check: leadTime },
];
