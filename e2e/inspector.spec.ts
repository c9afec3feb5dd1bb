import { expect, expectAccessible, test } from './fixtures.ts';
import { InspectorPage } from './pages/inspector-page.ts';
import { LibraryPage } from './pages/library-page.ts';

// Everything here waits for an analysis first.
test.describe.configure({ timeout: 120_000 });
test.use({ startWithMusic: true });

let library: LibraryPage;
let inspector: InspectorPage;
test.beforeEach(async ({ app }) => {
  library = new LibraryPage(app.page);
  inspector = new InspectorPage(app.page);
  await library.row('Night Bus').click();
  await app.page.keyboard.press('ControlOrMeta+i');
  await expect(inspector.value('BPM')).toBeVisible({ timeout: 60_000 });
});

test('a tempo set by hand is locked, survives a reload and a new analysis, and is given back', async ({ app }) => {
  const { page } = app;
  const found = await inspector.shown('BPM');
  await inspector.setTempo('93.5');
  await expect(inspector.value('BPM')).toContainText('93.5');
  await expect(inspector.lock('BPM')).toBeVisible();
  await expect(library.row('Night Bus')).toContainText('93.5');
  await page.reload();
  await library.row('Night Bus').click();
  await expect(inspector.value('BPM')).toContainText('93.5');

  await library.row('Night Bus').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Analyse again' }).click();
  await expect(page.getByText('1 track waits for analysis')).toBeVisible();
  await inspector.waitForAnalysis();
  await expect(inspector.value('BPM')).toContainText('93.5');
  await expect(inspector.lock('BPM')).toBeVisible();

  await inspector.value('BPM').click();
  await page.getByRole('button', { name: 'Reset to automatic' }).click();
  await expect(inspector.value('BPM')).toContainText(found);
  await expect(inspector.lock('BPM')).toHaveCount(0);
});

test('what is no tempo is refused with the reason', async ({ app }) => {
  await inspector.value('BPM').click();
  const field = app.page.getByRole('textbox', { name: 'Tempo in BPM' });
  await field.fill('4000');
  await field.press('Enter');
  await expect(app.page.getByText('From 20 to 400 BPM')).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(inspector.lock('BPM')).toHaveCount(0);
});

test('taps set a tempo', async ({ app }) => {
  const { page } = app;
  await inspector.value('BPM').click();
  const field = page.getByRole('textbox', { name: 'Tempo in BPM' });
  await expect(field).toBeFocused();
  const before = await field.inputValue();
  for (let tap = 0; tap < 5; tap++) {
    await page.keyboard.press('t');
    await page.waitForTimeout(400);
  }
  await expect(field).not.toHaveValue(before);
  // A busy machine taps late, never early.
  const tapped = Number(await field.inputValue());
  expect(tapped).toBeGreaterThan(60);
  expect(tapped).toBeLessThan(151);
  await page.getByRole('button', { name: 'Set tempo' }).click();
  await expect(inspector.lock('BPM')).toBeVisible();
});

test('doubling a tempo is undone by the toast and by keys', async ({ app }) => {
  const { page } = app;
  const found = await inspector.shown('BPM');
  await inspector.setTempo('90');
  await expect(inspector.value('BPM')).toContainText('90.0');
  await inspector.value('BPM').click();
  await page.getByRole('button', { name: 'Double' }).click();
  await expect(inspector.value('BPM')).toContainText('180.0');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(inspector.value('BPM')).toContainText('90.0');

  await inspector.value('BPM').click();
  await page.getByRole('button', { name: 'Halve' }).click();
  await expect(inspector.value('BPM')).toContainText('45.0');
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(inspector.value('BPM')).toContainText('90.0');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(inspector.value('BPM')).toContainText(found);
  await expect(inspector.lock('BPM')).toHaveCount(0);
});

test('a key is picked, moods are chosen, and a genre is typed', async ({ app }) => {
  const { page } = app;
  await inspector.value('Key').click();
  await page.getByRole('radio', { name: '3B, Db' }).click();
  await expect(inspector.value('Key')).toContainText('3B');
  await expect(inspector.lock('Key')).toBeVisible();
  await expect(library.row('Night Bus')).toContainText('3B');

  await inspector.value('Mood').click();
  const pressed = page.getByRole('dialog').getByRole('button', { pressed: true });
  while ((await pressed.count()) > 0) await pressed.first().click();
  await page.getByRole('button', { name: 'happy', exact: true }).click();
  await page.getByRole('button', { name: 'party', exact: true }).click();
  await page.getByRole('button', { name: 'Set mood' }).click();
  await expect(inspector.value('Mood')).toContainText('happy');
  await expect(inspector.value('Mood')).toContainText('party');

  await inspector.value('Genre').click();
  const genre = page.getByRole('textbox', { name: 'Genre' });
  await genre.fill('Night house');
  await genre.press('Enter');
  await expect(inspector.value('Genre')).toContainText('Night house');
  await library.find('genre:"night house"');
  await expect(library.row('Night Bus')).toBeVisible();
  await expect(library.row('Paper Boats')).toHaveCount(0);
});

test('the history tells each change and who made it', async ({ app }) => {
  const { page } = app;
  await inspector.setTempo('93.5');
  await expect(inspector.lock('BPM')).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  const newest = inspector.panel.getByRole('listitem').first();
  await expect(newest).toContainText('BPM');
  await expect(newest).toContainText('→ 93.5');
  await expect(newest).toContainText('by you');
  await expect(inspector.panel.getByText('by analysis', { exact: false }).first()).toBeVisible();
});

test('tracks that mix say why, and lead to one another', async ({ app }) => {
  const { page } = app;
  await library.waitForAnalysis(8);
  await inspector.waitForAnalysis();
  const mixing = inspector.panel.getByRole('list', { name: 'Mixes well' });
  await expect(mixing.getByRole('listitem').first()).toContainText(/same key|one up|one down|to major/);
  const play = await mixing
    .getByRole('button', { name: /^Play / })
    .first()
    .getAttribute('aria-label');
  const title = play?.slice('Play '.length) ?? '';
  const entry = mixing
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `Play ${title}`, exact: true }) });
  await entry.getByRole('button').first().click();
  await library.expectPlaying(title);
  await library.player.getByRole('button', { name: 'Pause' }).click();
  await entry.getByRole('button').nth(1).click();
  await expect(inspector.panel.getByRole('heading', { name: title, level: 2 })).toBeVisible();
  await page.getByRole('radio', { name: 'Sounds alike' }).click();
  await expect(inspector.panel.getByRole('list', { name: 'Sounds alike' }).getByRole('listitem').first()).toContainText(
    '% alike',
  );
});

test('the beat grid is moved near by, by keys and to a place, and goes back', async ({ app }) => {
  const { page } = app;
  const { panel } = inspector;
  const beatOne = panel.getByText(/^Beat one at/);
  const found = await beatOne.innerText();
  await panel.getByRole('button', { name: 'Nearer' }).click();
  await panel.getByRole('button', { name: 'Grid 10 ms later' }).click();
  await expect(beatOne).not.toHaveText(found);
  await expect(panel.getByRole('button', { name: 'Reset grid' })).toBeVisible();
  await panel.getByRole('slider', { name: 'Beat grid' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(beatOne).toHaveText(found);

  // Dragging the bars does the same.
  const bars = await panel.getByRole('slider', { name: 'Beat grid' }).boundingBox();
  if (!bars) throw new Error('The ruler is not on screen');
  await page.mouse.move(bars.x + bars.width / 2, bars.y + bars.height / 2);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width / 2 + 20, bars.y + bars.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(beatOne).not.toHaveText(found);
  // The toast of this move, not of the one before.
  const moved = (await beatOne.innerText()).replace('Beat one at ', '');
  await expect(page.getByRole('status').filter({ hasText: moved })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(beatOne).toHaveText(found);

  const place = panel.getByRole('slider', { name: 'Place in the track' });
  const box = await place.boundingBox();
  await place.click({ position: { x: (box?.width ?? 0) / 2, y: 20 } });
  await panel.getByRole('button', { name: 'Beat one is here' }).click();
  await expect(beatOne).not.toHaveText(found);
  await panel.getByRole('button', { name: 'Reset grid' }).click();
  await expect(beatOne).toHaveText(found);
  await expect(panel.getByRole('button', { name: 'Reset grid' })).toHaveCount(0);
});

test('several tracks are changed at once, and back', async ({ app }) => {
  const { page } = app;
  await library.find('night');
  await expect(library.row('Paper Boats')).toHaveCount(0);
  await library.row('Night Bus').click();
  await library.row('Night Bus (Dub)').click({ modifiers: ['ControlOrMeta'] });
  await expect(inspector.panel.getByRole('heading', { name: '2 tracks' })).toBeVisible();
  await inspector.value('Key').click();
  await page.getByRole('radio', { name: '5A, Cm' }).click();
  await expect(page.getByText('Key set to 5A on 2 tracks')).toBeVisible();
  await expect(library.row('Night Bus')).toContainText('5A');
  await expect(library.row('Night Bus (Dub)')).toContainText('5A');
  await inspector.panel.getByRole('button', { name: 'Reset to automatic' }).click();
  await expect(library.row('Night Bus')).not.toContainText('5A');
});

test('the menu of a row halves its tempo and finds what mixes with it', async ({ app }) => {
  const { page } = app;
  await library.waitForAnalysis(8);
  await inspector.setTempo('184');
  await expect(library.row('Night Bus')).toContainText('184.0');
  await library.row('Night Bus').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Halve tempo' }).click();
  await expect(library.row('Night Bus')).toContainText('92.0');
  await library.row('Night Bus').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show compatible tracks' }).click();
  await expect(page.getByRole('button', { name: 'Clear the search' })).toBeVisible();
  await expect(library.row('Night Bus')).toBeVisible();
  await expect(library.row('Slow Lanterns')).toHaveCount(0);
});

test('the inspector and its editors have no fault', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await inspector.panel.getByRole('button', { name: 'Nearer' }).click();
  for (const name of [/^Quality report/, /^More about the sound/]) {
    const fold = inspector.panel.getByRole('button', { name });
    if (await fold.count()) await fold.click();
  }
  await expectAccessible(page);
  for (const field of ['BPM', 'Key', 'Mood', 'Genre']) {
    await inspector.value(field).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(inspector.panel.getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await library
    .row('Paper Boats')
    .first()
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(inspector.panel.getByRole('heading', { name: '2 tracks' })).toBeVisible();
  await expectAccessible(page);
});
