import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyModel } from '../main/core/testing/tiny-model.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const rate = 8000;

async function writeModel(folder: string): Promise<string> {
  const bytes = tinyModel(rate, [20, -20]);
  const source = join(folder, 'tiny.json');
  await writeFile(join(folder, 'tiny.onnx'), bytes);
  await writeFile(
    source,
    JSON.stringify({
      id: 'tiny',
      name: 'Tiny',
      version: '1',
      task: 'tags',
      licence: { name: 'CC0-1.0', text: 'Do what you like with it.' },
      file: 'tiny.onnx',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
      input: { kind: 'waveform', name: 'audio', rate, seconds: 1 },
      output: { name: 'scores', labels: ['up', 'down'], activation: 'none' },
    }),
  );
  return source;
}

test('a model is installed once its licence was shown, listens, and can be taken away', async ({ app }) => {
  const { page } = app;
  const source = await writeModel(app.home);
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Models' }).click();
  await expect(page.getByText('No models.')).toBeVisible();
  await page.getByLabel('Description of a model').fill(join(app.home, 'gone.json'));
  await page.getByRole('button', { name: 'Look' }).click();
  await expect(page.getByText('The file is gone')).toBeVisible();
  await page.getByLabel('Description of a model').fill(source);
  await page.getByRole('button', { name: 'Look' }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the licence' })).toHaveValue('Do what you like with it.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Accept licence and install' }).click();
  const models = page.getByRole('list', { name: 'Installed models' });
  await expect(models).toContainText('Tiny 1');
  await expect(models).toContainText('CC0-1.0');
  await models.getByRole('switch', { name: 'Listens: Tiny' }).focus();
  await page.keyboard.press('Space');
  await expect(models.getByRole('switch')).not.toBeChecked();
  await expectAccessible(page);
  await models.getByRole('button', { name: 'Remove Tiny' }).click();
  await expect(page.getByText('No models.')).toBeVisible();
});
