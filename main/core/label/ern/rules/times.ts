import type { Report } from '../ern-finding.ts';
import { type ErnView, primaryResources } from '../ern-view.ts';
import { readDuration } from '../iso-duration.ts';
import { childOf, descendants, textOf } from '../read-xml.ts';

const dateElements =
  /^(?:Start|End|Creation|Mastered|Remastered|Effective|PreOrderRelease|PreOrderPreview|TrackListingPreviewStart|CoverArtPreviewStart|ClipPreviewStart|ReleaseDisplayStart|(?:Global)?(?:Original)?(?:Digital)?Release|FirstPublication)Date$/;
const durationElements = /^(?:Duration|DurationUsed|UsableResourceDuration)$/;

/** Days, moments and lengths are real ones, and none comes before what it has to follow. */
export function checkTimes(view: ErnView, report: Report): void {
  for (const node of descendants(view.root)) {
    if (node.children.length > 0 || node.text === '') continue;
    if (dateElements.test(node.name) && !isDay(node.text)) report('date.malformed', node, { value: node.text });
    if (node.name.endsWith('DateTime') && !isMoment(node.text)) report('date.malformed', node, { value: node.text });
    if (node.name === 'Year' && !/^\d{4}$/.test(node.text)) report('date.malformed', node, { value: node.text });
    if (durationElements.test(node.name) && !((readDuration(node.text) ?? 0) > 0)) {
      report('duration.malformed', node, { value: node.text });
    }
  }
  checkReleaseDates(view, report);
  for (const { node, start, end } of view.deals) {
    if (start !== '' && end !== '' && start > end) report('date.order', node, { earlier: start, later: end });
  }
  checkSum(view, report);
}

/** A release cannot be older than its first appearance; DDEX calls that the original date. */
function checkReleaseDates({ releases }: ErnView, report: Report): void {
  for (const { node, details } of releases) {
    for (const at of new Set([node, ...details])) {
      const date = textOf(at, 'ReleaseDate') || textOf(at, 'GlobalReleaseDate');
      const original = textOf(at, 'OriginalReleaseDate') || textOf(at, 'GlobalOriginalReleaseDate');
      const length = Math.min(date.length, original.length);
      if (length > 0 && original.slice(0, length) > date.slice(0, length)) {
        report('date.order', at, { earlier: original, later: date });
      }
    }
  }
}

/** The release lasts as long as its tracks together; each may be rounded by a second. */
function checkSum(view: ErnView, report: Report): void {
  const tracks = primaryResources(view).map(({ node }) => readDuration(textOf(node, 'Duration')));
  const main = view.releases.find(({ isMain }) => isMain);
  const said = main ? childOf(main.node, 'Duration') : null;
  const total = said ? readDuration(said.text) : null;
  if (!said || total === null || tracks.length === 0) return;
  const sum = tracks.reduce<number>((seconds, track) => seconds + (track ?? 0), 0);
  if (Math.abs(sum - total) > tracks.length) report('duration.sum', said, { sum: Math.round(sum), said: total });
}

function isDay(text: string): boolean {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!match) return false;
  const [, year, month = '01', day = '01'] = match;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}

function isMoment(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/.exec(text);
  if (!match) return false;
  const [, day = '', hours, minutes, seconds] = match;
  return isDay(day) && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}

/** Whether a day or a moment lies before `now` wherever on earth it is meant: of a day where it begins last. */
export function isPastEverywhere(start: string, now: string): boolean {
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(start);
  const local = start.length === 10 ? `${start}T00:00:00` : start;
  // The last zone is twelve hours behind.
  return new Date(hasZone ? start : `${local}-12:00`).getTime() <= new Date(now).getTime();
}
