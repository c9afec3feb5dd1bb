import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SongStepState } from '#core/studio/song-records.ts';
import { wavFile } from '#core/testing/audio-files.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { ExchangeId, FileStep } from '#shared/contract/exchange.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { mergeSteps } from './merge-steps.ts';
import { makeKeyPair, readSigned, writeSigned } from './signed-file.ts';

const root = tempFolder();
const post = join(root.path, 'post');
/** Mara owns the song, Ida works on it. */
let mara: TestCore;
let ida: TestCore;
let song: SongId;

async function openBoth(): Promise<void> {
  mkdirSync(post, { recursive: true });
  mara = await open('mara', 'Mara Ellery');
  ida = await open('ida', 'Ida Quill');
  song = (await mara.call('songs.create', { title: 'Copper Thread', artist: 'Mara Ellery', status: 'inProgress' })).id;
}

async function closeBoth(): Promise<void> {
  await Promise.all([mara.core.close(), ida.core.close()]);
  expect([...mara.logged, ...ida.logged]).toEqual([]);
  root.remove();
}

async function open(home: string, name: string): Promise<TestCore> {
  const core = await openTestCore(join(root.path, home), { runAnalysis: false });
  const [me] = await core.call('people.list', {});
  if (!me) throw new Error('A new library has an owner');
  await core.call('people.edit', { ids: [me.id], change: { name } });
  return core;
}

const steps = async (core: TestCore, id: SongId) => (await core.call('songs.get', { id })).stepList;
const tick = (core: TestCore, id: SongId, key: string, isDone = true) =>
  core.call('songs.tick', { ids: [id], keys: [key], isDone });

async function share(core: TestCore, id: SongId, more: { withAudio?: boolean } = {}): Promise<string> {
  const { fileName } = await core.call('exchange.share', { songIds: [id], folder: post, ...more });
  return join(post, fileName);
}

async function read(core: TestCore, path: string) {
  const { id } = await core.call('exchange.read', { path });
  return core.call('exchange.get', { id });
}

async function takeAll(core: TestCore, path: string) {
  const { id, items } = await read(core, path);
  return core.call('exchange.decide', { id, refs: items.map(({ ref }) => ref) });
}

async function onlySong(core: TestCore): Promise<SongId> {
  const { ids } = await core.call('songs.list', {});
  expect(ids).toHaveLength(1);
  return ids[0] as SongId;
}

describe('between two installations', () => {
  beforeEach(openBoth);
  afterEach(closeBoth);

  test('shared work comes over with steps and comments, and its progress goes back step by step', async () => {
    const [first, second, third] = (await steps(mara, song)).map(({ key }) => key) as [string, string, string];
    await tick(mara, song, first);
    const { id: comment } = await mara.call('comments.add', { songId: song, text: 'Less reverb' });
    await mara.call('comments.reply', { id: comment, text: 'In the bridge, I mean' });

    const detail = await read(ida, await share(mara, song));
    expect(detail).toMatchObject({ kind: 'work', sender: 'Mara Ellery', signer: 'new', state: 'pending' });
    expect(detail.items).toMatchObject([{ title: 'Copper Thread', action: 'new', commentCount: 1, songId: null }]);
    await ida.call('exchange.decide', { id: detail.id, refs: detail.items.map(({ ref }) => ref) });
    const copy = await onlySong(ida);
    expect((await ida.call('songs.get', { id: copy })).owner?.name).toBe('Mara Ellery');
    expect((await steps(ida, copy)).filter(({ isDone }) => isDone).map(({ key }) => key)).toEqual([first]);
    expect(await ida.call('comments.list', { songId: copy })).toMatchObject([
      { text: 'Less reverb', person: { name: 'Mara Ellery' }, replies: [{ text: 'In the bridge, I mean' }] },
    ]);

    // Both go on: what one did is not undone by what the other did not know.
    await tick(ida, copy, second);
    await ida.call('comments.add', { songId: copy, text: 'Done with that' });
    await tick(mara, song, third);
    await tick(mara, song, first, false);
    const back = await read(mara, await share(ida, copy));
    expect(back.items[0]).toMatchObject({ action: 'update', commentCount: 1, conflicts: [], songId: song });
    expect(back.items[0]?.changes).toMatchObject([{ field: 'done' }]);
    await mara.call('exchange.decide', { id: back.id, refs: back.items.map(({ ref }) => ref) });
    expect((await steps(mara, song)).filter(({ isDone }) => isDone).map(({ key }) => key)).toEqual([second, third]);
    expect(await mara.call('comments.list', { songId: song })).toHaveLength(2);

    await mara.call('history.undo', {});
    expect((await steps(mara, song)).filter(({ isDone }) => isDone).map(({ key }) => key)).toEqual([third]);
    expect(await mara.call('exchange.get', { id: back.id })).toMatchObject({ state: 'pending' });
  });

  test('a request asks for free parts, is granted in part, and the answer comes back', async () => {
    await takeAll(ida, await share(mara, song));
    const copy = await onlySong(ida);
    const [first, second, third] = (await steps(mara, song)).map(({ key }) => key) as [string, string, string];
    await tick(mara, song, second);
    const asked = { songId: copy, steps: [first, second], wantsEdit: true };
    const request = await ida.call('exchange.request', { songs: [asked], message: 'May I?', folder: post });
    expect(await errorCode(ida.call('exchange.request', { songs: [asked], folder: post }))).toBe('EXCHANGE_PENDING');

    const path = join(post, request.fileName);
    const seen = await read(mara, path);
    expect(seen).toMatchObject({ kind: 'request', message: 'May I?', canAnswer: false });
    expect(seen.items[0]?.asks.map(({ state }) => state)).toEqual(['free', 'done']);
    await mara.call('exchange.decide', { id: seen.id, refs: seen.items.map(({ ref }) => ref) });
    // The same file again is the same request, and changes nothing.
    expect(await mara.call('exchange.read', { path })).toEqual({ id: seen.id, isNew: false });
    const owned = await mara.call('songs.get', { id: song });
    expect(owned.stepList.filter(({ assignee }) => assignee?.name === 'Ida Quill').map(({ key }) => key)).toEqual([
      first,
    ]);
    expect(owned.people).toMatchObject([{ name: 'Ida Quill', canEdit: true }]);
    expect(await mara.call('exchange.get', { id: seen.id })).toMatchObject({
      state: 'partlyApproved',
      canAnswer: true,
    });

    const answer = await mara.call('exchange.saveAnswer', { id: seen.id, folder: post });
    await takeAll(ida, join(post, answer.fileName));
    const states = (await ida.call('exchange.list')).map(
      ({ kind, direction, state }) => `${kind} ${direction} ${state}`,
    );
    expect(states).toContain('request out partlyApproved');
    const mine = await steps(ida, copy);
    expect(mine.find(({ key }) => key === first)?.assignee?.name).toBe('Ida Quill');
    expect(mine.find(({ key }) => key === third)?.assignee).toBeNull();
  });

  test('songs that are not known are skipped and named, none of them rejects, and a request can be taken back', async () => {
    const [mine, other] = [
      await ida.call('songs.create', { title: 'Nobody knows', artist: 'X', status: 'inProgress' }),
      await ida.call('songs.create', { title: 'Copper Thread', artist: 'mara ellery', status: 'inProgress' }),
    ];
    const [step] = (await steps(ida, mine.id)).map(({ key }) => key) as [string];
    const songs = [mine, other].map(({ id }) => ({ songId: id, steps: [step] }));
    const request = await ida.call('exchange.request', { songs, folder: post });
    const seen = await read(mara, join(post, request.fileName));
    expect(seen.items.map(({ action, problem }) => [action, problem])).toEqual([
      ['skip', 'unknownSong'],
      ['grant', null],
    ]);
    expect((await mara.call('exchange.decide', { id: seen.id, refs: [] })).skipped).toEqual([]);
    expect(await mara.call('exchange.get', { id: seen.id })).toMatchObject({ state: 'rejected' });
    const decided = await mara.call('exchange.decide', { id: seen.id, refs: seen.items.map(({ ref }) => ref) });
    expect(decided.skipped).toEqual([{ title: 'Nobody knows', problem: 'unknownSong' }]);
    expect(await mara.call('exchange.get', { id: seen.id })).toMatchObject({ state: 'partlyApproved' });

    await ida.call('exchange.cancel', { id: request.id });
    const answer = await mara.call('exchange.saveAnswer', { id: seen.id, folder: post });
    const late = await read(ida, join(post, answer.fileName));
    expect(late.items.map(({ problem }) => problem)).toEqual(['notAsked', 'notAsked']);
    expect(await errorCode(ida.call('exchange.cancel', { id: request.id }))).toBe('STATE_REFUSED');
  });

  test('a file that anybody touched is refused, and one with another key than before is warned of', async () => {
    const path = await share(mara, song);
    const text = readFileSync(path, 'utf8');
    const tampered = join(post, 'tampered.ledgerline-exchange');
    writeFileSync(tampered, text.replace('Copper Thread', 'Copper Threat'));
    expect(await errorCode(ida.call('exchange.read', { path: tampered }))).toBe('EXCHANGE_SIGNATURE');
    for (const broken of ['', '{}', text.slice(0, -40), text.replace('"version": 1', '"version": 99')]) {
      writeFileSync(tampered, broken);
      expect(await errorCode(ida.call('exchange.read', { path: tampered }))).toMatch(/EXCHANGE_(INVALID|TOO_NEW)/);
    }
    // Well signed, and still nothing that a song can be.
    const whole = readSigned(text).payload;
    const [first] = whole.kind === 'work' ? whole.songs : [];
    if (!first) throw new Error('The file holds a song');
    const odd = [{ steps: [...first.steps, ...first.steps] }, { deadline: 'soon' }, { year: 0 }, { title: '' }];
    for (const values of odd) {
      writeFileSync(
        tampered,
        writeSigned({ ...whole, songs: [{ ...first, ...values }] } as typeof whole, makeKeyPair()),
      );
      expect(await errorCode(ida.call('exchange.read', { path: tampered }))).toBe('EXCHANGE_INVALID');
    }
    expect(await ida.call('exchange.list')).toEqual([]);
    expect(await errorCode(mara.call('exchange.read', { path }))).toBe('EXCHANGE_OWN');

    await takeAll(ida, path);
    const { payload } = readSigned(text);
    const fileId = '5b0b6c3e-9a51-4c50-8f1d-8d3c6a0f2f11';
    writeFileSync(tampered, writeSigned({ ...payload, fileId }, makeKeyPair()));
    const detail = await read(ida, tampered);
    expect(detail.signer).toBe('changed');
    const refs = detail.items.map(({ ref }) => ref);
    expect(await errorCode(ida.call('exchange.decide', { id: detail.id, refs }))).toBe('EXCHANGE_KEY_CHANGED');
    await ida.call('exchange.decide', { id: detail.id, refs, trustsKey: true });
    expect(await ida.call('exchange.get', { id: detail.id })).toMatchObject({ signer: 'known' });
  });

  test('the private key is nowhere in the library, and said not to be kept without a keychain', async () => {
    expect(await errorCode(mara.call('exchange.get', { id: 99 as ExchangeId }))).toBe('NOT_FOUND');
    await share(mara, song);
    expect(await mara.call('exchange.identity')).toMatchObject({ name: 'Mara Ellery', isKept: false });
    const before = (await mara.call('exchange.identity')).fingerprint;
    expect(before).toMatch(/^([0-9a-f]{4} ){5}[0-9a-f]{4}$/);
    await mara.core.close();
    const secrets = readdirSync(join(root.path, 'mara'), { recursive: true }).filter((name) =>
      String(name).includes('secret'),
    );
    expect(secrets.filter((name) => String(name).endsWith('.secret'))).toEqual([]);
    mara = await openTestCore(join(root.path, 'mara'), { runAnalysis: false });
    await share(mara, song);
    expect((await mara.call('exchange.identity')).fingerprint).not.toBe(before);
  });

  test('a bounce goes along where that is chosen, and only the one that was sent is taken', async () => {
    const bounce = join(root.path, 'bounce.wav');
    writeFileSync(bounce, wavFile({}, undefined, { seed: 5 }));
    await mara.call('versions.addFiles', { songId: song, paths: [bounce] });
    await mara.core.waitForIdle();
    const path = await share(mara, song, { withAudio: true });
    expect(readdirSync(post).sort()).toEqual([
      'Copper Thread from Mara Ellery.ledgerline-exchange',
      'Copper Thread v1 bounce.wav',
    ]);
    await takeAll(ida, path);
    await ida.core.waitForIdle();
    const copy = await onlySong(ida);
    expect((await ida.call('versions.list', { songId: copy })).versions).toMatchObject([{ number: 1, state: 'here' }]);

    const elsewhere = join(root.path, 'elsewhere');
    mkdirSync(elsewhere);
    copyFileSync(path, join(elsewhere, 'x.ledgerline-exchange'));
    const seen = await ida.call('exchange.read', { path: join(elsewhere, 'x.ledgerline-exchange') });
    expect(seen.isNew).toBe(false);
  });
});

const stepOf = (values: Partial<FileStep>): FileStep => ({
  ...{ key: 'mix', name: 'Mix', stage: '', isRequired: true, isEnabled: true, isDone: false, doneAt: null },
  ...{ assignee: '', due: '', note: '', after: '' },
  ...values,
});
const mineOf = ({ assignee: _assignee, ...step }: FileStep): SongStepState => ({
  ...step,
  assigneeId: null,
  doneBy: null,
});
const sides = { isTheirs: false, personOf: () => null, doneBy: 7 };

test('what only one side did counts; what both did is a conflict that the user decides', () => {
  const states = fc.record({ isDone: fc.boolean(), note: fc.constantFrom('', 'a', 'b') });
  fc.assert(
    fc.property(states, states, states, (base, mine, theirs) => {
      const merged = mergeSteps([mineOf(stepOf(mine))], [stepOf(theirs)], { ...sides, base: [stepOf(base)] });
      const [step] = merged.steps;
      for (const field of ['isDone', 'note'] as const) {
        if (mine[field] === base[field]) expect(step?.[field]).toBe(theirs[field]);
        else if (theirs[field] === base[field] || field === 'note') expect(step?.[field]).toBe(mine[field]);
      }
      const bothChanged = mine.note !== base.note && theirs.note !== base.note && mine.note !== theirs.note;
      expect(merged.conflicts.length).toBe(bothChanged ? 1 : 0);
    }),
  );
  const done = stepOf({ isDone: true, doneAt: 5 });
  const unknown = mergeSteps([mineOf(stepOf({}))], [done], { ...sides, base: undefined });
  expect([unknown.steps[0]?.isDone, unknown.conflicts[0]?.newer]).toEqual([true, 'theirs']);
  const chosen = new Map([['mix', 'mine' as const]]);
  const kept = mergeSteps([mineOf(stepOf({}))], [done], { ...sides, base: undefined, choices: chosen });
  expect(kept.steps[0]?.isDone).toBe(false);
});

test('no other byte of a file may be another one', () => {
  const keys = makeKeyPair();
  const sender = { id: '5b0b6c3e-9a51-4c50-8f1d-8d3c6a0f2f11', name: 'Mara', email: '' };
  const grants = { kind: 'answer' as const, requestId: sender.id, songs: [] };
  const text = writeSigned({ ...grants, fileId: sender.id, madeAt: 1, sender, message: 'Grüße' }, keys);
  expect(readSigned(text).publicKey).toBe(keys.publicKey);
  const { payload } = JSON.parse(text) as { payload: string };
  fc.assert(
    fc.property(fc.nat(payload.length - 1), fc.constantFrom('x', '0', '"', ' '), (at, letter) => {
      fc.pre(payload[at] !== letter);
      const file = { ...JSON.parse(text), payload: payload.slice(0, at) + letter + payload.slice(at + 1) };
      expect(() => readSigned(JSON.stringify(file))).toThrow();
    }),
    { numRuns: 50 },
  );
});
