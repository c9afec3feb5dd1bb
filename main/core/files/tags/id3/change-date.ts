import { type DateField, type DatePart, dateIds, meaningOf } from './field-frames.ts';
import type { FrameList } from './frame-list.ts';
import type { RawFrame } from './id3-tag.ts';
import { encodedTexts, encodingFor } from './id3-texts.ts';
import { DateParts, plainDate } from './read-frames.ts';

/**
 * Sets a date, '' to take it away. All frames of the old date go, those of the other version too, so that nothing
 * contradicts the new one.
 */
export function changeDate(list: FrameList, field: DateField, asked: string): void {
  const { version } = list.shape;
  const partOf = (frame: RawFrame) => {
    const meaning = meaningOf(version, frame);
    return meaning.type === 'date' && meaning.field === field ? meaning.part : null;
  };
  const found = new DateParts();
  for (const frame of list.frames) {
    const part = partOf(frame);
    if (part) found.take(field, part, frame);
  }
  const date = plainDate(asked);
  if (found.date(version, field) === date && date !== '') return;
  const parts = version === 4 ? [['full', date] as const] : partsOf3(field, date);
  const contents = parts.map(([part, text]) => {
    const encoding = encodingFor(version, [text]);
    return {
      id: dateIds[field][part]!,
      content: Buffer.concat([Buffer.from([encoding]), encodedTexts([text], encoding)]),
    };
  });
  list.exchange((frame) => partOf(frame) !== null, date === '' ? [] : contents);
}

/**
 * 2.3 can say a year, and of the recording also day and month. What it cannot say, a month without a day or the day of
 * the first release, stands besides in the frame of 2.4, which most programs read in any tag.
 */
function partsOf3(field: DateField, date: string): (readonly [DatePart, string])[] {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(date) ?? [];
  if (!year) return [['year', date]];
  if (!month) return [['year', year]];
  if (day && field === 'date') {
    return [
      ['year', year],
      ['dayMonth', `${day}${month}`],
    ];
  }
  return [
    ['year', year],
    ['full', date],
  ];
}
