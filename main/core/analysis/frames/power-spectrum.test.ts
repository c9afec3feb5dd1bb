import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PowerSpectrum } from './power-spectrum.ts';

function slowPower(samples: Float32Array, bin: number): number {
  let re = 0;
  let im = 0;
  for (const [n, value] of samples.entries()) {
    const windowed = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / samples.length));
    re += windowed * Math.cos((2 * Math.PI * bin * n) / samples.length);
    im += windowed * Math.sin((2 * Math.PI * bin * n) / samples.length);
  }
  return re * re + im * im;
}

test('the fast transform agrees with the definition', () => {
  const spectrum = new PowerSpectrum(64);
  fc.assert(
    fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }), (values) => {
      const samples = Float32Array.from(values);
      const power = spectrum.transform(samples, 0);
      for (let bin = 0; bin < 32; bin += 1) expect(power[bin]!).toBeCloseTo(slowPower(samples, bin), 6);
    }),
  );
});
