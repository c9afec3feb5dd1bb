import { Forest } from '#core/analysis/tempo/forest.ts';
import { calibrationError, type Judged, rankingArea } from './calibration.ts';
import { isRight } from './examples.ts';
import { type Asked, fitConfidence, fitVote, judge, judgeVoted } from './fit-model.ts';
import { type Guess, guess, leaveKindsOut, type Sample, train } from './samples.ts';

/** Prints what may be said of the resolver: nothing here is judged by a forest that was trained on it. */
export function reportAccuracy(
  clips: readonly Sample[],
  synthetic: readonly Sample[],
  heldOut: readonly Guess[],
  crossed: readonly Guess[],
): void {
  console.log('accuracy 1 / accuracy 2, percent, 4 %');
  show('synthetic kinds, each unheard', heldOut);
  for (const kind of new Set(synthetic.map(({ material }) => material.kind))) {
    const own = heldOut.filter(({ sample }) => sample.material.kind === kind);
    console.log(`    ${kind.padEnd(32)} ${shares(own)}`);
  }
  if (clips.length === 0) return;
  show('cross-validation', crossed);
  const both = ['pop piano', 'pop+drums'];
  const others = leaveKindsOut(clips, synthetic, [['band'], ['loops']]);
  show('leave one kind out', [...leaveKindsOut(clips, synthetic, [both]), ...others]);
  show('leave one kind out, pops apart', [
    ...leaveKindsOut(clips, synthetic, [['pop piano'], ['pop+drums']]),
    ...others,
  ]);
  const only = guess(new Forest(train(synthetic, 3)), clips);
  show('synthetic only', only);
  const weights = fitConfidence(heldOut);
  showCalibration('fitted on synthetic, tested on clips the forest never heard the kind of', judge(only, weights));
  showCalibration('fitted on synthetic, tested in cross-validation', judge(crossed, weights));
  const halves = [0, 1].flatMap((half) => {
    const fitted = fitConfidence([...heldOut, ...crossed.filter((_, index) => index % 2 !== half)]);
    return judge(
      crossed.filter((_, index) => index % 2 === half),
      fitted,
    );
  });
  showCalibration('fitted in cross-validation', halves);
}

/** What asking Essentia about unsure pieces does, fitted on one set of pieces and tested on another. */
export function reportVote(title: string, fitted: readonly Asked[], tested: readonly Asked[]): void {
  const agreeing = tested.filter(({ guess: { bpm }, second }) => isRight(second, bpm));
  const others = tested.filter((asked) => !agreeing.includes(asked));
  const part = (all: readonly Asked[], isTrue: (asked: Asked) => boolean) =>
    `${((100 * all.filter(isTrue).length) / Math.max(1, all.length)).toFixed(0)} %`;
  const ownIsRight = ({ guess: own }: Asked) => own.isRight;
  const secondIsRight = ({ guess: own, second }: Asked) => isRight(second, own.sample.material.bpm);
  console.log(
    `${title}: ${tested.length} asked; right ${part(tested, ownIsRight)}, Essentia ${part(tested, secondIsRight)}; ` +
      `${agreeing.length} agree, of them right ${part(agreeing, ownIsRight)}; ` +
      `where they differ right ${part(others, ownIsRight)}, Essentia ${part(others, secondIsRight)}`,
  );
  showCalibration(
    '  before the vote',
    tested.map(({ confidence, guess: own }) => ({ confidence, isRight: own.isRight })),
  );
  showCalibration('  after the vote', judgeVoted(tested, fitVote(fitted)));
}

function show(title: string, guesses: readonly Guess[]): void {
  const kinds = [...new Set(guesses.map(({ sample }) => sample.material.kind))].toSorted();
  const of = (isWanted: (kind: string) => boolean) =>
    shares(guesses.filter(({ sample }) => isWanted(sample.material.kind)));
  const parts = kinds.length > 6 ? [] : kinds.map((kind) => `${kind} ${of((other) => other === kind)}`);
  if (kinds.includes('loops')) parts.push(`without loops ${of((kind) => kind !== 'loops')}`);
  console.log([title.padEnd(32), ...parts, `all ${shares(guesses)}`].join('  '));
}

function shares(guesses: readonly Guess[]): string {
  const percent = (factors: readonly number[]) => {
    const right = guesses.filter(({ bpm, sample }) =>
      factors.some((factor) => isRight(bpm, factor * sample.material.bpm)),
    );
    return ((100 * right.length) / guesses.length).toFixed(1);
  };
  return `${percent([1])}/${percent([1, 2, 1 / 2, 3, 1 / 3])}`;
}

function showCalibration(title: string, judged: readonly Judged[]): void {
  console.log(`confidence ${title}: ECE ${calibrationError(judged).toFixed(3)}, AUC ${rankingArea(judged).toFixed(2)}`);
}
