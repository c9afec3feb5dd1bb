import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { ReviewPage } from './pages/review-page.ts';
import { makeAllSure, makeUnsure } from './unsure-library.ts';

/** The first test also makes the library. */
const patienceMs = 180_000;

test.describe('with questions', () => {
  test.use({ startWithMusic: true, before: { prepareHome: makeUnsure } });

  let review: ReviewPage;
  let library: LibraryPage;
  test.beforeEach(async ({ app }) => {
    test.setTimeout(patienceMs);
    review = new ReviewPage(app.page);
    library = new LibraryPage(app.page);
    await expect(library.row('Night Bus')).toBeVisible();
  });

  test('it opens from the sidebar with its count, sorted by kind', async ({ app }) => {
    await expect(review.link).toContainText('5 tracks wait');
    await review.open();
    await expect(app.page.getByText('5 tracks where the analysis is not sure')).toBeVisible();
    expect(await review.titles('Tempo')).toEqual(['Night Bus', 'Paper Boats']);
    expect(await review.titles('Key')).toEqual(['Glass Garden', 'Paper Boats']);
    expect(await review.titles('Quality')).toHaveLength(1);
    expect(await review.titles('Mood')).toHaveLength(1);
    await review.expectQuestion('Which tempo?', 'Night Bus');
    await expect(review.work).toContainText('Half-time count');
    await expect(review.work.getByRole('row', { name: /Second opinion/ })).toContainText('66 % sure');
    await review.show('Key');
    expect(await review.titles('Tempo')).toEqual([]);
    await review.expectQuestion('Which key?', 'Glass Garden');
  });

  test('another candidate is accepted by keys: it is the tempo of the track, and undo brings the question back', async ({
    app,
  }) => {
    const { page } = app;
    await review.open();
    await expect(review.candidate(/^124\.0/)).toBeChecked();
    await page.keyboard.press('2');
    await expect(review.candidate(/^62\.0/)).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Tempo of Night Bus set to 62.0')).toBeVisible();
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    expect(await review.titles('Tempo')).toEqual(['Paper Boats']);
    await expect(review.link).toContainText('4 tracks wait');

    await page.keyboard.press('ControlOrMeta+z');
    await review.expectQuestion('Which tempo?', 'Night Bus');
    expect(await review.titles('Tempo')).toEqual(['Night Bus', 'Paper Boats']);

    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    await page.getByRole('link', { name: /^Library/ }).click();
    await expect(library.row('Night Bus')).toContainText('62.0');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(library.row('Night Bus')).toContainText('124.0');
  });

  test('one track asks all its questions before the next one', async ({ app }) => {
    const { page } = app;
    await review.open();
    await page.keyboard.press('j');
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    await expect(review.work.getByRole('listitem').filter({ hasText: 'Tempo' })).toHaveAttribute(
      'aria-current',
      'step',
    );
    await page.keyboard.press('Enter');
    await review.expectQuestion('Which key?', 'Paper Boats');
    await page.keyboard.press('2');
    await expect(review.accept).toContainText('Accept 8B and go on');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Key of Paper Boats set to 8B')).toBeVisible();
    // It goes on in the lane where the first question stood.
    await review.expectQuestion('Which key?', 'Glass Garden');
    expect(await review.titles('Key')).toEqual(['Glass Garden']);
  });

  test('a tempo can be tapped, typed, halved and doubled; letters are off while typing', async ({ app }) => {
    const { page } = app;
    await review.open();
    await page.keyboard.press('h');
    await expect(review.candidate(/^62\.0/)).toBeChecked();
    await page.keyboard.press('d');
    await expect(review.candidate(/^124\.0/)).toBeChecked();
    await page.keyboard.press('d');
    await expect(review.accept).toContainText('Accept 248.0');

    for (let beat = 0; beat < 6; beat++) {
      await page.keyboard.press('t');
      await page.waitForTimeout(300);
    }
    const tapped = Number((await review.accept.innerText()).match(/[\d.]+/)?.[0]);
    // Three hundred milliseconds and what a press takes.
    expect(tapped).toBeGreaterThan(100);
    expect(tapped).toBeLessThanOrEqual(200);

    const field = review.work.getByRole('textbox', { name: 'Tempo of your own' });
    await field.fill('131.5');
    await field.press('h');
    await expect(review.accept).not.toContainText('65');
    await field.fill('131.5');
    await expect(review.accept).toContainText('Accept 131.5 and go on');
    await field.press('Enter');
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    await expect(review.lane).toBeFocused();
    await page.getByRole('link', { name: /^Library/ }).click();
    await expect(library.row('Night Bus')).toContainText('131.5');
  });

  test('accept all takes what is over 60 %, and one undo takes it back', async ({ app }) => {
    const { page } = app;
    await review.open();
    await page.getByRole('button', { name: 'Accept all over 60 %' }).click();
    await expect(page.getByText('2 answers accepted')).toBeVisible();
    await expect.poll(() => review.titles('Tempo')).toEqual(['Night Bus']);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => review.titles('Tempo')).toEqual(['Night Bus', 'Paper Boats']);
  });

  test('skip leaves a question for later, lock answers it and stays', async ({ app }) => {
    const { page } = app;
    await review.open();
    await page.keyboard.press('s');
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    await expect(review.lane.getByRole('option', { name: /Night Bus/ })).toContainText('skipped');
    await page.keyboard.press('l');
    await expect(review.work.getByText('locked', { exact: true })).toBeVisible();
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    await expect.poll(() => review.titles('Tempo')).toEqual(['Night Bus']);
    await page.keyboard.press('j');
    await review.expectQuestion('Which key?', 'Glass Garden');
  });

  test('quality and mood are answered, and the empty lane leads to the library', async ({ app }) => {
    const { page } = app;
    await review.open();
    await review.show('Quality');
    await review.expectQuestion('Is this file fine?', 'Harbour Lights');
    await expect(review.work).toContainText('Made from a lossy file: 93 % of its detail');
    await expect(review.work).toContainText('Clipped 214 times a minute');
    await review.work.getByRole('button', { name: 'Go to 0:03' }).click();
    await library.expectPlaying('Harbour Lights');
    await review.accept.click();
    await expect(page.getByText('Harbour Lights is fine so')).toBeVisible();
    await expect(page.getByText('Nothing waits here. Other questions do')).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();

    await review.show('Mood');
    await expect(review.work.getByRole('button', { name: /^Sad/ })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('2');
    await page.keyboard.press('1');
    await expect(review.work.getByRole('button', { name: /^Sad/ })).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Mood of Slow Lanterns set to relaxed, happy')).toBeVisible();
  });

  test('the whole lane can be answered with the keyboard alone', async ({ app }) => {
    const { page } = app;
    await page.keyboard.press('ControlOrMeta+Alt+2');
    await expect(review.lane).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await review.expectQuestion('Which tempo?', 'Paper Boats');
    await page.keyboard.press('k');
    await review.expectQuestion('Which tempo?', 'Night Bus');
    // Into the cards: arrows choose, Enter accepts there too.
    await review.candidate(/^124\.0/).focus();
    await page.keyboard.press('ArrowRight');
    await expect(review.candidate(/^62\.0/)).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Tempo of Night Bus set to 62.0')).toBeVisible();
    for (const question of ['tempo', 'key', 'key', 'quality', 'mood']) {
      await expect(
        review.work.getByRole('heading', { name: new RegExp(question === 'quality' ? 'fine' : question) }),
      ).toBeVisible();
      await expect(review.accept).toBeEnabled();
      const waiting = await review.lane.getByRole('option').count();
      await page.keyboard.press('Enter');
      await expect(review.lane.getByRole('option')).toHaveCount(waiting - 1);
    }
    await expect(page.getByText('All sure. New tracks that are not will wait here')).toBeVisible();
  });

  test('listening plays the part with clicks on its beats', async ({ app }) => {
    const { page } = app;
    await page.evaluate(() => {
      const clicks: { wait: number; position: number }[] = [];
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (at = 0) {
        const { contextTime = 0, performanceTime = 0 } = (this.context as AudioContext).getOutputTimestamp();
        const heard =
          performanceTime > 0 ? contextTime + (performance.now() - performanceTime) / 1000 : this.context.currentTime;
        clicks.push({ wait: at - heard, position: document.querySelector('audio')?.currentTime ?? 0 });
        return start.call(this, at);
      };
      Object.assign(globalThis, { clicks });
    });
    await review.open();
    await page.keyboard.press('Space');
    await library.expectPlaying('Night Bus');
    type Click = { wait: number; position: number };
    const clicks = () => page.evaluate(() => (globalThis as unknown as { clicks: Click[] }).clicks);
    await expect.poll(async () => (await clicks()).length, { timeout: 20_000 }).toBeGreaterThan(6);
    // Beats of 124 in a minute stand 484 ms apart, and each click is put where its beat will be heard.
    const heardAt = (await clicks()).slice(2, 7).map(({ wait, position }) => position + wait);
    for (let index = 1; index < heardAt.length; index++) {
      const beats = (heardAt[index]! - heardAt[index - 1]!) / (60 / 124);
      expect(Math.abs(beats - Math.round(beats)) * (60 / 124)).toBeLessThan(0.03);
      expect(Math.round(beats)).toBeGreaterThanOrEqual(1);
    }
    await page.keyboard.press('Space');
    await expect(library.player.getByRole('button', { name: 'Play' })).toBeVisible();
    const count = (await clicks()).length;
    await page.waitForTimeout(1200);
    expect((await clicks()).length).toBe(count);
  });

  test('the beats can be moved by keys, by buttons and by dragging', async ({ app }) => {
    const { page } = app;
    await review.open();
    await page.keyboard.press('ArrowRight');
    const place = review.work.getByText(/^First beat of a bar at /);
    await expect(place).toBeVisible();
    const first = await place.innerText();
    await review.work.getByRole('button', { name: 'Move the beats later' }).click();
    await expect(place).not.toHaveText(first);
    await page.keyboard.press('ArrowLeft');
    await expect(place).toHaveText(first);
    const wave = await review.work.getByRole('img', { name: /^Waveform/ }).boundingBox();
    if (!wave) throw new Error('Expected a waveform');
    await page.mouse.move(wave.x + 200, wave.y + 100);
    await page.mouse.down();
    await page.mouse.move(wave.x + 230, wave.y + 100, { steps: 5 });
    await page.mouse.up();
    await expect(place).not.toHaveText(first);
    await review.work.getByRole('button', { name: 'Put the beats back' }).click();
    await expect(place).toHaveCount(0);
  });

  test('no question has a fault', async ({ app }) => {
    await review.open();
    await expectAccessible(app.page);
    for (const kind of ['Key', 'Quality', 'Mood']) {
      await review.show(kind);
      await expect(review.work.getByRole('heading', { level: 2 })).toBeVisible();
      await expectAccessible(app.page);
    }
    await app.page.setViewportSize({ width: 1024, height: 640 });
    await review.show('All');
    await expect(review.accept).toBeInViewport({ ratio: 1 });
    await expectAccessible(app.page);
  });
});

test.describe('with nothing to ask', () => {
  test.use({ startWithMusic: true, before: { prepareHome: makeAllSure } });

  test('the lane says so and leads to the library', async ({ app }) => {
    test.setTimeout(patienceMs);
    const review = new ReviewPage(app.page);
    await review.link.click();
    await expect(app.page.getByText('All sure. New tracks that are not will wait here')).toBeVisible();
    await expectAccessible(app.page);
    await app.page.getByRole('button', { name: 'Go to Library' }).click();
    await expect(new LibraryPage(app.page).row('Night Bus')).toBeVisible();
  });
});
