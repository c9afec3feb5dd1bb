import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ComplexTransform } from './transform.ts';

const value = fc.double({ min: -1, max: 1, noNaN: true });

test('the fast transform agrees with the definition', () => {
  const size = 16;
  const transform = new ComplexTransform(size);
  const series = fc.array(value, { minLength: size, maxLength: size });
  fc.assert(
    fc.property(series, series, (real, imaginary) => {
      transform.real.set(real);
      transform.imaginary.set(imaginary);
      transform.forward();
      for (let k = 0; k < size; k += 1) {
        let re = 0;
        let im = 0;
        for (let n = 0; n < size; n += 1) {
          const angle = (-2 * Math.PI * k * n) / size;
          re += real[n]! * Math.cos(angle) - imaginary[n]! * Math.sin(angle);
          im += real[n]! * Math.sin(angle) + imaginary[n]! * Math.cos(angle);
        }
        expect(transform.real[k]!).toBeCloseTo(re, 9);
        expect(transform.imaginary[k]!).toBeCloseTo(im, 9);
      }
    }),
  );
});
