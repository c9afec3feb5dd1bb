import type { NameRule, OrganizeRules } from '#shared/contract/organize.ts';

/** Patterns that come with Ledgerline; renderer/messages names them by id. */
export const builtInTemplates: readonly { id: string; pattern: string }[] = [
  { id: 'artistTitle', pattern: '%artist% - %title%' },
  { id: 'genreLabel', pattern: '%genre%/%artist% - %title%[ %[%label%%]]' },
  { id: 'tempoKey', pattern: '%bpm:0% - %key:camelot% - %artist% - %title%' },
  { id: 'artistAlbum', pattern: '%albumartist|artist%/[%album%/][%track:02% - ]%title%' },
  { id: 'labelCatalogue', pattern: '%label%/[%catalog% - ]%artist% - %title%' },
  { id: 'trackNumbers', pattern: '%track:02% - %artist% - %title%' },
  { id: 'studioAlbum', pattern: '%artist% - %year% - %album%[ - %format:upper%]/[%track:02% - ]%title%' },
  { id: 'concertBasic', pattern: '%artist% - %date% - %venue%/[%track:02% - ]%title%' },
  {
    id: 'concertDetailed',
    pattern: '%artist% - %date% - %venue%[ - %quality%][ - %source%]/[%track:02% - ]%title%',
  },
  {
    id: 'bootlegComplete',
    pattern: '%artist% - %date% - %venue%[ - %set%][ - %quality%][ - %source%][ - %generation%]/[%track:02% - ]%title%',
  },
  { id: 'dateSortable', pattern: '%date% - %artist%[ - %venue%]/[%track:02% - ]%title%' },
];

function rule(id: string, formats: string[], pattern: string): NameRule {
  return { id, query: '', formats, pattern, folderId: null, hasFallbacks: false };
}

/** Files are renamed where they are, by their format, until the user says more. */
export const defaultRules: OrganizeRules = {
  rules: [
    rule('flac', ['flac'], '%artist%[ - %album%][ - %track:02%] - %title%'),
    rule('wav', ['wav'], '%artist% - %title%[ - %bpm:0%BPM]'),
    rule('others', [], '%artist% - %title%'),
  ],
  system: 'windows',
  hasPlainPunctuation: true,
  hasShortPaths: false,
};
