/**
 * Who holds which right in what, where and when. Shares are whole numbers, 1 000 000 is all of it; days are 'yyyy-mm-dd', both
 * inclusive, empty where there is no end.
 */
export const allShares = 1_000_000;

/** The whole world, only these countries, or all but these; codes are ISO 3166-1 alpha-2. */
export type Territories = { mode: 'world' | 'only' | 'except'; codes: string[] };

export type Claim = {
  id: number;
  share: number;
  territories: Territories;
  fromDay: string;
  toDay: string;
};

/** A span and the countries in which the same claims hold. */
export type Stretch = {
  territories: Territories;
  fromDay: string;
  toDay: string;
  total: number;
  claimIds: number[];
};

export function isWithin({ mode, codes }: Territories, country: string): boolean {
  if (mode === 'world') return true;
  return codes.includes(country) === (mode === 'only');
}

/** Whether there is a country and a day that both are about. */
export function doOverlap(one: Omit<Claim, 'id' | 'share'>, other: Omit<Claim, 'id' | 'share'>): boolean {
  const isBefore = (a: { toDay: string }, b: { fromDay: string }) =>
    a.toDay !== '' && b.fromDay !== '' && a.toDay < b.fromDay;
  if (isBefore(one, other) || isBefore(other, one)) return false;
  return countriesOf([one.territories, other.territories]).some(
    (country) => isWithin(one.territories, country) && isWithin(other.territories, country),
  );
}

/** Where claims come to more than all of it, oldest first. Countries in which the same claims hold are one stretch. */
export function findExcess(claims: readonly Claim[]): Stretch[] {
  return stretchesOf(claims).filter(({ total }) => total > allShares);
}

/** What is claimed on a day: least and most over all countries. Both 0 where nothing is. */
export function coverageOn(claims: readonly Claim[], day: string): { least: number; most: number } {
  const active = claims.filter(
    ({ fromDay, toDay }) => (fromDay === '' || fromDay <= day) && (toDay === '' || day <= toDay),
  );
  const totals = countriesOf(active.map(({ territories }) => territories)).map((country) => sumIn(active, country));
  return { least: Math.min(...totals), most: Math.max(...totals) };
}

/** Stands for every country that no claim names. No code of a country is in lower case. */
const elsewhere = 'elsewhere';

function countriesOf(territories: readonly Territories[]): string[] {
  return [...new Set(territories.flatMap(({ codes }) => codes))].sort().concat(elsewhere);
}

function sumIn(claims: readonly Claim[], country: string): number {
  return claims.reduce((sum, { share, territories }) => sum + (isWithin(territories, country) ? share : 0), 0);
}

/** A sweep over the days on which something begins or has ended, and over the countries. */
function stretchesOf(claims: readonly Claim[]): Stretch[] {
  const countries = countriesOf(claims.map(({ territories }) => territories));
  const open = new Map<string, Stretch>();
  const found: Stretch[] = [];
  const turns = [
    ...new Set(claims.flatMap(({ fromDay, toDay }) => [fromDay, ...(toDay === '' ? [] : [dayAfter(toDay)])])),
  ].sort();
  for (const [index, from] of turns.entries()) {
    const next = turns[index + 1];
    const groups = groupCountries(claims, countries, from);
    for (const [key, stretch] of open) {
      if (groups.has(key)) continue;
      found.push({ ...stretch, toDay: dayBefore(from) });
      open.delete(key);
    }
    for (const [key, group] of groups) {
      if (!open.has(key)) open.set(key, { ...group, fromDay: from, toDay: '' });
    }
    if (next === undefined) found.push(...open.values());
  }
  return found.sort((one, other) => compare(one.fromDay, other.fromDay) || compare(keyOf(one), keyOf(other)));
}

type Group = Pick<Stretch, 'territories' | 'total' | 'claimIds'>;

/** Countries by the claims that hold there on a day; those without any are left out. */
function groupCountries(claims: readonly Claim[], countries: readonly string[], day: string): Map<string, Group> {
  const active = claims.filter(({ fromDay, toDay }) => fromDay <= day && (toDay === '' || day <= toDay));
  const byClaims = new Map<string, string[]>();
  for (const country of countries) {
    const ids = active.filter(({ territories }) => isWithin(territories, country)).map(({ id }) => id);
    if (ids.length === 0) continue;
    const key = ids.join();
    byClaims.set(key, [...(byClaims.get(key) ?? []), country]);
  }
  const groups = [...byClaims].map(([key, members]): [string, Group] => {
    const claimIds = key.split(',').map(Number);
    const total = active.reduce((sum, { id, share }) => sum + (claimIds.includes(id) ? share : 0), 0);
    const territories = territoriesOf(members, countries);
    return [`${key} ${territories.mode} ${territories.codes.join()}`, { territories, total, claimIds }];
  });
  return new Map(groups);
}

function territoriesOf(members: readonly string[], countries: readonly string[]): Territories {
  if (members.length === countries.length) return { mode: 'world', codes: [] };
  if (!members.includes(elsewhere)) return { mode: 'only', codes: [...members] };
  return { mode: 'except', codes: countries.filter((country) => !members.includes(country)) };
}

function keyOf({ claimIds, territories }: Stretch): string {
  return `${claimIds.join()} ${territories.mode} ${territories.codes.join()}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

const dayMs = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
}
