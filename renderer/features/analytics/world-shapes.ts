import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json';
import { countryOfNumber } from './country-numbers.ts';
import { equalEarth } from './equal-earth.ts';

type Topology = Parameters<typeof feature>[0];

/** A country as it is drawn; `code` is empty where it has no letters of its own. */
export type CountryShape = { id: string; code: string; path: string };

const scale = 180;
/** The part of the world that is drawn: without the far south. */
export const worldBox = { x: -488, y: -236, width: 976, height: 424 };

/** All countries but Antarctica, from the Natural Earth data in small. */
export function worldShapes(): CountryShape[] {
  const topology = atlas as unknown as Topology;
  const { countries } = topology.objects;
  const world = countries ? feature(topology, countries) : null;
  if (world?.type !== 'FeatureCollection') return [];
  return world.features
    .filter(({ id }) => id !== '010')
    .map(({ id, geometry, properties }) => {
      const name = String(properties?.name ?? '');
      // Kosovo has letters in use and no number.
      const code = id === undefined ? (name === 'Kosovo' ? 'XK' : '') : (countryOfNumber(String(id)) ?? '');
      const polygons =
        geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : geometry.type === 'Polygon'
            ? [geometry.coordinates]
            : [];
      return { id: String(id ?? name), code, path: polygons.flat().map(ringPath).join('') };
    });
}

function ringPath(ring: readonly number[][]): string {
  const places = unwrapRing(ring).map((place) => {
    const [x, y] = equalEarth(place);
    return `${(x * scale).toFixed(1)} ${(y * scale).toFixed(1)}`;
  });
  return `M${places.join('L')}Z`;
}

/** A ring over the date line goes on past 180 degrees, instead of back across the whole map; most of it stays where it belongs. */
export function unwrapRing(ring: readonly number[][]): [number, number][] {
  let turns = 0;
  let before: number | null = null;
  const places = ring.map(([longitude = 0, latitude = 0]): [number, number] => {
    if (before !== null && Math.abs(longitude - before) > 180) turns += longitude < before ? 1 : -1;
    before = longitude;
    return [longitude + turns * 360, latitude];
  });
  const middle = places.reduce((sum, [longitude]) => sum + longitude, 0) / Math.max(1, places.length);
  // Islands right behind the line lie beside what they belong to: Wrangel, and the east of Fiji.
  const shift = -360 * Math.floor((middle + 175) / 360);
  return places.map(([longitude, latitude]) => [longitude + shift, latitude]);
}
