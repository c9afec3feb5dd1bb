/**
 * Natural logarithm of four normal numbers above zero, to about 1e-7 of the result or absolutely, whichever is larger.
 *
 * The exponent is taken off and the rest, between √½ and √2, goes through the polynomial of logf in Cephes (S. Moshier,
 * 1984–2000, free of restrictions).
 */
export function naturalLogarithm(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const square = f32x4.mul(f, f);
  let series = f32x4.splat(7.0376836292e-2);
  series = step(series, f, -1.151461031e-1);
  series = step(series, f, 1.167699874e-1);
  series = step(series, f, -1.2420140846e-1);
  series = step(series, f, 1.4249322787e-1);
  series = step(series, f, -1.6668057665e-1);
  series = step(series, f, 2.0000714765e-1);
  series = step(series, f, -2.4999993993e-1);
  series = step(series, f, 3.3333331174e-1);
  let rest = f32x4.mul(f32x4.mul(series, f), square);
  rest = f32x4.add(rest, f32x4.mul(exponent, f32x4.splat(-2.1219444e-4)));
  rest = f32x4.sub(rest, f32x4.mul(f32x4.splat(0.5), square));
  return f32x4.add(f32x4.add(f, rest), f32x4.mul(exponent, f32x4.splat(0.693359375)));
}

function step(series: v128, x: v128, coefficient: f32): v128 {
  return f32x4.add(f32x4.mul(series, x), f32x4.splat(coefficient));
}
