import { expect, test } from 'vitest';
import { countryOf, readCountries } from './countries.ts';

test('countries are read by their codes, each once, and what is none is refused', () => {
  expect(countryOf('DEU')).toBe('DE');
  expect(readCountries(' us, de;CHE de')).toEqual(['CH', 'DE', 'US']);
  expect(readCountries('')).toEqual([]);
  expect(readCountries('DE, XQ')).toBeNull();
});
