/**
 * Writes the smallest useful ONNX model, for tests: `scores = Softmax(ReduceMean(audio · gains))`.
 *
 * Input `audio`, float32 [1, samples]; output `scores`, float32 [1, labels]: label `n` is as likely as the mean of the
 * samples, times the gain of `n`, is large. Protocol buffers by hand, after onnx.proto3 of ONNX (Apache-2.0), IR 8, opset 17.
 */
export function tinyModel(samples: number, gains: readonly number[]): Uint8Array<ArrayBuffer> {
  const weights = new Float32Array(samples * gains.length);
  for (let sample = 0; sample < samples; sample += 1) {
    for (const [label, gain] of gains.entries()) weights[sample * gains.length + label] = gain / samples;
  }
  const tensor = message([
    [1, samples],
    [1, gains.length],
    [2, 1],
    [8, 'weights'],
    [9, new Uint8Array(weights.buffer)],
  ]);
  const graph = message([
    [1, node('MatMul', ['audio', 'weights'], 'sums')],
    [1, node('Softmax', ['sums'], 'scores')],
    [2, 'tiny'],
    [5, tensor],
    [11, valueInfo('audio', [1, samples])],
    [12, valueInfo('scores', [1, gains.length])],
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, message([[2, 17]])],
  ]);
}

type Field = [number: number, value: number | string | Uint8Array];

function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return message([...inputs.map((input): Field => [1, input]), [2, output], [3, `${operator}-node`], [4, operator]]);
}

function valueInfo(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = message(shape.map((size): Field => [1, message([[1, size]])]));
  const tensorType = message([
    [1, 1],
    [2, dimensions],
  ]);
  return message([
    [1, name],
    [2, message([[1, tensorType]])],
  ]);
}

function message(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts: number[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'number') {
      parts.push(...varint(number << 3), ...varint(value));
      continue;
    }
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    parts.push(...varint((number << 3) | 2), ...varint(bytes.length));
    for (const byte of bytes) parts.push(byte);
  }
  return Uint8Array.from(parts);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}
