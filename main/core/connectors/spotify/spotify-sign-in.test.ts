import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { awaitCallback } from './spotify-sign-in.ts';

/** Asks for a path as it is, which `fetch` would tidy up. */
function ask(port: number, path: string, host = `127.0.0.1:${port}`): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('what is no address, another path or another host changes nothing; then the answer comes through', async () => {
  const { url, answer } = await awaitCallback('http://127.0.0.1:1', 'client');
  const state = new URL(url).searchParams.get('state') ?? '';
  const port = Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port);
  // Held open without a word, it does not keep the port after the answer.
  const held = connect(port, '127.0.0.1');
  const ended = new Promise((resolve) => held.on('close', resolve).on('error', () => undefined));
  expect(await ask(port, '//')).toBe(404);
  expect(await ask(port, 'http://[')).toBe(404);
  expect(await ask(port, '/callback/../elsewhere')).toBe(404);
  expect(await ask(port, `/callback?code=x&state=${state}`, 'evil.example')).toBe(404);
  expect(await ask(port, '/callback?code=x&state=guessed')).toBe(400);
  expect(await ask(port, `/callback?code=mine&state=${state}`)).toBe(200);
  expect(await answer).toMatchObject({ code: 'mine', redirectUri: `http://127.0.0.1:${port}/callback` });
  await ended;
  await expect(ask(port, '/callback')).rejects.toThrow('ECONNREFUSED');
});
