import { countries, countryOf } from '#shared/countries.ts';
import { foldText } from '#shared/fold-text.ts';

/** What stands for the world, for several countries, or for one that nobody knows: no problem, and no country. */
const nowhere = new Set(
  (
    'ou zz xx ww wo 1w 00 oo -- ? n/a na? none other others various multi multiple unknown world worldwide ' +
    'welt weltweit monde mundo global international rest row eu europe latam apac emea'
  ).split(' '),
);

/** Names of files that Intl does not give. Old codes that stores still report. */
const otherNames: Readonly<Record<string, string>> = {
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'great britain': 'GB',
  usa: 'US',
  america: 'US',
  'united states of america': 'US',
  korea: 'KR',
  'korea republic of': 'KR',
  'republic of korea': 'KR',
  'south korea': 'KR',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'czech republic': 'CZ',
  holland: 'NL',
  'the netherlands': 'NL',
  macedonia: 'MK',
  turkey: 'TR',
  'hong kong': 'HK',
  macau: 'MO',
  taiwan: 'TW',
  'taiwan province of china': 'TW',
  iran: 'IR',
  'iran islamic republic of': 'IR',
  'bolivia plurinational state of': 'BO',
  'venezuela bolivarian republic of': 'VE',
  'moldova republic of': 'MD',
  'tanzania united republic of': 'TZ',
  'cape verde': 'CV',
  'ivory coast': 'CI',
  swaziland: 'SZ',
  burma: 'MM',
  rom: 'RO',
  an: 'CW',
};

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

let names: ReadonlyMap<string, string> | null = null;

function namesOf(): ReadonlyMap<string, string> {
  if (names) return names;
  const found = new Map(Object.entries(otherNames));
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region' });
    for (const { alpha2 } of countries) {
      const name = foldName(display.of(alpha2) ?? '');
      if (!found.has(name)) found.set(name, alpha2);
    }
  }
  names = found;
  return found;
}

function foldName(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The two letters of the country that a file names by code or name; '' for none in particular; null for one we do not know. */
export function parseTerritory(text: string): string | null {
  const plain = text.trim();
  if (plain === '') return '';
  const code = countryOf(plain.toUpperCase());
  if (code) return code;
  if (nowhere.has(plain.toLowerCase())) return '';
  // 'US-CA' is a part of a country, 'United States (US)' names it twice.
  const part = /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(plain) ?? /\(([A-Z]{2})\)$/.exec(plain);
  return (part && countryOf(part[1] as string)) || (namesOf().get(foldName(plain)) ?? null);
}
