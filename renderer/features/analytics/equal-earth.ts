const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
const half = Math.sqrt(3) / 2;

/**
 * A place of the world on a flat map on which areas are true: Equal Earth (Šavrič, Patterson and Jenny, 2018). Degrees in; x from
 * about −2.707 to 2.707, y from about −1.317 in the north to 1.317 in the south, as screens count.
 */
export function equalEarth([longitude, latitude]: readonly [number, number]): [x: number, y: number] {
  const theta = Math.asin(half * Math.sin((latitude * Math.PI) / 180));
  const square = theta * theta;
  const sixth = square * square * square;
  const slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square);
  const x = (((longitude * Math.PI) / 180) * Math.cos(theta)) / (half * slope);
  const y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square));
  return [x, -y];
}
