/**
 * What a filter bank works with, laid out in memory by `KernelBands` in TypeScript: the order of the fields is the order
 * of its numbers. Four frames are measured at once, so each value below that says "of four frames" is a vector with a
 * lane for each.
 */
@unmanaged
export class BandTables {
  /** Samples of a frame: a power of two, 16 to 4096. */
  frameLength: i32;
  hop: i32;
  rowCount: i32;
  /** 1 for powers, 0 for magnitudes. */
  isPower: i32;
  /** What the power of a bin is multiplied by: a full-scale sine has 1. */
  scale: f32;
  /** `ln(1 + gain · value)`; 0 for no compression. */
  logGain: f32;
  /** `frameLength` weights. */
  window: usize;
  /** `frameLength / 8` byte offsets into `work`: where the first pass puts what it makes of complex sample m. */
  places: usize;
  /** For each pass but the first the turns of its butterflies, one pass after the other. */
  twiddles: usize;
  /** cos and sin of 2πk / frameLength for k from 0 to frameLength / 4. */
  turns: usize;
  /** `frameLength / 2` complex values of four frames. */
  work: usize;
  /** `frameLength / 2` bins of four frames. */
  bins: usize;
  /** First bin of each row, as a byte offset into `bins`. */
  starts: usize;
  /** Where each row's weights begin; one more at the end. */
  offsets: usize;
  weights: usize;
  /** `rowCount` sums of four frames. */
  sums: usize;
}
