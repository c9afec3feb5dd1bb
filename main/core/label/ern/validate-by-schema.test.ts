import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { AppError } from '#shared/errors.ts';
import { checkErn } from './check-ern.ts';
import {
  type ErnMessage,
  ernContributorRoles,
  ernInstruments,
  ernModels,
  ernProfiles,
  ernUses,
  ernVersions,
  ernVersionTypes,
} from './ern-message.ts';
import { SchemaChecker } from './schema-checker.ts';
import { ddexFolder } from './testing/ddex-folder.ts';
import { exampleMessage } from './testing/example-message.ts';
import { SchemaShelf, validateBySchema } from './validate-by-schema.ts';
import { writeErn } from './write-ern.ts';

const schema = (namespace: string, body: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:values" targetNamespace="${namespace}">${body}</xs:schema>`;
const main = schema(
  'urn:main',
  '<xs:import namespace="urn:values" schemaLocation="http://nowhere.example/values.xsd"/><xs:element name="A" type="v:Yes"/>',
);
const values = schema(
  'urn:values',
  '<xs:simpleType name="Yes"><xs:restriction base="xs:string"><xs:enumeration value="yes"/></xs:restriction></xs:simpleType>',
);
const document = (text: string) => `<m:A xmlns:m="urn:main">\n${text}</m:A>`;

async function refusal(folder: string, xml = document('yes')): Promise<unknown> {
  try {
    return await validateBySchema({ xml, folder });
  } catch (error) {
    return error instanceof AppError ? [error.code, error.details] : error;
  }
}

test('schemas are found by what they are about, wherever in the folder, and nothing else is opened', async () => {
  const folder = tempFolder('ledgerline-schemas-', true);
  const at = (name: string) => join(folder.path, name);
  try {
    mkdirSync(at('schemas/avs'), { recursive: true });
    expect(await refusal(at('none'))).toEqual(['FOLDER_NOT_FOUND', {}]);
    expect(await refusal(at('schemas'))).toEqual(['SCHEMA_MISSING', { what: 'urn:main' }]);
    writeFileSync(at('schemas/any-name.xsd'), main);
    writeFileSync(at('values.xsd'), values);
    symlinkSync(at('values.xsd'), at('schemas/avs/values.xsd'));
    expect(await refusal(at('schemas'))).toEqual(['SCHEMA_MISSING', { what: 'urn:values' }]);
    writeFileSync(at('schemas/avs/other.xsd'), values);
    expect(await refusal(at('schemas'), document('yes').replace('\n', ''))).toEqual({
      schema: 'any-name.xsd',
      errors: [],
      isCut: false,
    });
    expect(await refusal(at('schemas'), `<!DOCTYPE a>${document('yes')}`)).toMatchObject([
      'XML_INVALID',
      { reason: 'doctype' },
    ]);
    writeFileSync(at('schemas/avs/other.xsd'), values.replace('xs:string', 'xs:nothing'));
    expect(await refusal(at('schemas'))).toMatchObject(['SCHEMA_INVALID', { file: 'avs/other.xsd', line: 1 }]);
    writeFileSync(at('schemas/any-name.xsd'), main.replace('</xs:schema>', ''));
    expect(await refusal(at('schemas'))).toMatchObject(['SCHEMA_INVALID', { line: 1 }]);
  } finally {
    folder.remove();
  }
});

test('a thread of its own holds messages against them', async () => {
  const folder = tempFolder('ledgerline-schemas-', true);
  const checker = new SchemaChecker({
    workerUrl: new URL('../../../workers/schemas.worker.ts', import.meta.url),
    logError: () => undefined,
  });
  try {
    writeFileSync(join(folder.path, 'main.xsd'), main);
    writeFileSync(join(folder.path, 'values.xsd'), values);
    const reports = ['<b/>', 'no', 'perhaps'].map((text) =>
      checker.validate({ xml: document(text), folder: folder.path }),
    );
    for (const { errors } of await Promise.all(reports))
      expect(errors[0]).toMatchObject({ message: /Element 'A'|Element '.*A'/ });
    await expect(checker.validate({ xml: '', folder: folder.path })).rejects.toMatchObject({ code: 'XML_INVALID' });
  } finally {
    await checker.close();
    folder.remove();
  }
});

test.skipIf(!ddexFolder)('what is written keeps to the official schemas', async () => {
  const shelf = new SchemaShelf();
  for (const version of ernVersions) {
    for (const profile of ernProfiles) {
      for (const action of ['insert', 'update', 'takedown'] as const) {
        const report = await shelf.validate({
          xml: writeErn(exampleMessage(profile, action), version),
          folder: ddexFolder!,
        });
        expect(report).toEqual({ schema: `ern-${version}-release-notification.xsd`, errors: [], isCut: false });
      }
    }
  }
  const wrong = writeErn(exampleMessage()).replace('>MainArtist<', '>Boss<');
  const { errors } = await shelf.validate({ xml: wrong, folder: ddexFolder! });
  expect(errors).toHaveLength(1);
  expect(wrong.split('\n')[(errors[0]?.line ?? 0) - 1]).toContain('Boss');
  shelf.dispose();
});

test.skipIf(!ddexFolder)('every word that we know is one of the official lists', async () => {
  const shelf = new SchemaShelf();
  for (const version of ernVersions) {
    const xml = writeErn(everyWord(), version);
    expect((await shelf.validate({ xml, folder: ddexFolder! })).errors).toEqual([]);
    expect(checkErn(xml).filter(({ severity }) => severity === 'error')).toEqual([]);
  }
  shelf.dispose();
});

/** A recording for each version type, with all roles and instruments, over two discs, in all kinds of files. */
function everyWord(): ErnMessage {
  const message = exampleMessage();
  const audio = [
    ['wav', 'pcm'],
    ['aiff', 'pcm'],
    ['flac', 'flac'],
    ['mp4', 'alac'],
    ['mp4', 'aac'],
    ['mp3', 'mp3'],
    ['ogg', 'vorbis'],
  ] as const;
  const recordings = ernVersionTypes.map((versionType, index): ErnMessage['recordings'][number] => {
    const [container, codec] = audio[index % audio.length]!;
    const first = message.recordings[0]!;
    return {
      ...first,
      isrc: `ZZLR126001${String(index).padStart(2, '0')}`,
      versionType,
      versionTitle: versionType,
      titleLanguage: 'ja-Jpan',
      language: index % 2 === 0 ? 'pt-BR' : 'zxx',
      isInstrumental: index === 3,
      isPreOrderIncentive: index === 4,
      explicit: (['explicit', 'clean', 'not', 'unknown'] as const)[index % 4]!,
      aiContent: (['unset', 'none', 'partly', 'all'] as const)[index % 4]!,
      contributors: [{ party: 'bo', roles: ernContributorRoles, instruments: ernInstruments, aiContent: 'partly' }],
      proprietaryIds: [{ namespace: 'PADPIDA2026010101N', value: `own-${index}` }],
      disc: index < 9 ? 1 : 2,
      number: index < 9 ? index + 1 : index - 8,
      file: {
        ...first.file!,
        uri: `resources/${index}`,
        container,
        codec,
        kbps: codec === 'aac' ? 256 : null,
        bits: null,
      },
    };
  });
  const [deal] = message.deals;
  return {
    ...message,
    isTest: true,
    sentOnBehalfOf: { dpid: 'PADPIDA2026030303D', name: '' },
    recordings,
    release: {
      ...message.release,
      kind: 'compilation',
      grid: 'A10302B0003989564F',
      explicit: 'clean',
      aiContent: 'all',
    },
    artwork: { ...message.artwork!, codec: 'png', explicit: 'unknown' },
    deals: [{ ...deal!, models: ernModels, uses: ernUses, start: '2026-10-02T00:00:00', priceCode: 'TOP' }],
    visibility: { release: '2026-09-01', coverArt: '', trackList: '', clips: '' },
  };
}

test.skipIf(!ddexFolder)('what our rules say of the official samples is explained', () => {
  const rules = (name: string) => {
    const found = checkErn(readFileSync(join(ddexFolder!, name)));
    return [...new Set(found.map(({ rule }) => rule))].sort();
  };
  // Samples show files without their sums and sizes.
  const files = ['file.noHash', 'file.noSize'];
  // No date at all, though the profile asks for one.
  expect(rules('sample43-1-Audio.xml')).toEqual([...files, 'release.noDate']);
  // A made-up code, empty ids, and a credit that names somebody else than the artist.
  expect(rules('sample43-8-DjMix.xml')).toEqual(['artist.unnamed', ...files, 'id.icpn', 'text.empty']);
  // Made-up codes.
  expect(rules('audius-01-delivery.xml')).toEqual(['file.noHash', 'id.dpid', 'id.grid']);
  expect(readdirSync(ddexFolder!).length).toBeGreaterThan(5);
});
