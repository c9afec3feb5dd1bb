type Place = readonly [x: number, y: number];

/** Each series on top of those before; what is less than 0 adds nothing. */
export function stackValues(values: readonly (readonly number[])[], points: number): number[][] {
  const sums = Array.from({ length: points }, () => 0);
  return values.map((line) =>
    sums.map((_, point) => {
      const sum = (sums[point] ?? 0) + Math.max(0, line[point] ?? 0);
      sums[point] = sum;
      return sum;
    }),
  );
}

/** Round values from 0 to at least the largest one: four or five lines of an axis. */
export function niceSteps(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const count = Math.ceil(most / step);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** The area between two lines. Curves run through every point and never swing past it: a monotone cubic (Fritsch and Carlson). */
export function areaPath(upper: readonly Place[], lower: readonly Place[]): string {
  const [first] = upper;
  const back = lower.toReversed();
  const [turn] = back;
  if (!first || !turn) return '';
  return `M${at(first)}${curve(upper)}L${at(turn)}${curve(back)}Z`;
}

function curve(places: readonly Place[]): string {
  const slopes = tangents(places);
  return places
    .slice(1)
    .map((place, index) => {
      const from = places[index] as Place;
      const third = (place[0] - from[0]) / 3;
      const one: Place = [from[0] + third, from[1] + third * (slopes[index] ?? 0)];
      const two: Place = [place[0] - third, place[1] - third * (slopes[index + 1] ?? 0)];
      return `C${at(one)} ${at(two)} ${at(place)}`;
    })
    .join('');
}

function tangents(places: readonly Place[]): number[] {
  const slopes = places.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = places[index] as Place;
    return (y - fromY) / (x - fromX);
  });
  return places.map((_, index) => {
    const [before, after] = [slopes[index - 1], slopes[index]];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}

function at([x, y]: Place): string {
  return `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`;
}
