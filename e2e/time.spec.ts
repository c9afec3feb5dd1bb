import { expect, expectAccessible, test } from './fixtures.ts';
import { prepareIdle, prepareTime } from './time-library.ts';

test.use({ before: { prepareHome: prepareTime } });

test('a timer runs on a step through a reload, cells are typed, overlaps trimmed, and all of it undone', async ({
  app,
}) => {
  const { page } = app;
  const sidebar = page.getByRole('navigation', { name: 'Main' });
  await sidebar.getByRole('link', { name: 'Time' }).click();
  await page.getByRole('button', { name: 'Week before' }).click();
  const week = page.getByRole('grid', { name: 'Time of the week' });
  await expect(week.getByRole('gridcell', { name: /^Remix on Monday, 1:35, overlaps/ })).toBeVisible();
  await expectAccessible(page);

  // Start on a step.
  await page.getByRole('button', { name: 'Start timer' }).click();
  await page.getByRole('combobox', { name: 'Project, task, song or step' }).fill('copper voc');
  await page.getByRole('option', { name: 'Copper Thread Vocals' }).waitFor();
  await page.keyboard.press('Enter');
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer.getByText('Copper Thread, Vocals')).toBeVisible();
  await expect(sidebar.getByRole('link', { name: /Time.*on Copper Thread, Vocals/ })).toBeVisible();
  await expect(page).toHaveTitle(/^0:00 Copper Thread, Vocals/);

  // A reload finds it running; the note is kept.
  await timer.getByRole('textbox', { name: 'Note' }).fill('Second verse');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Changed Copper Thread, Vocals')).toBeVisible();
  await page.reload();
  await expect(timer.getByRole('textbox', { name: 'Note' })).toHaveValue('Second verse');
  await page.keyboard.press('ControlOrMeta+.');
  await expect(page.getByText('Timer stopped on Copper Thread, Vocals')).toBeVisible();
  await expect(timer.getByText('No timer runs')).toBeVisible();

  // A cell is typed, by keys alone.
  const cell = (day: string) => week.getByRole('gridcell', { name: new RegExp(`^Remix on ${day},`) });
  await cell('Tuesday').focus();
  await page.keyboard.type('1h30');
  await page.keyboard.press('Enter');
  await expect(cell('Tuesday')).toHaveAccessibleName('Remix on Tuesday, 1:30');
  await cell('Tuesday').focus();
  await page.keyboard.press('Enter');
  await week.getByRole('textbox', { name: 'Remix on Tuesday' }).fill('soon');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('Hours as 1:30, 1.5, 90m or 1h30, up to a day');
  await page.keyboard.press('Escape');
  await expect(cell('Tuesday')).toHaveAccessibleName('Remix on Tuesday, 1:30');

  // Two entries overlap; the first one is shortened, and that is taken back.
  await expect(page.getByText('Recall after notes overlaps Remix on Monday, 10:10 to 10:35')).toBeVisible();
  await page.getByRole('button', { name: 'Trim Remix' }).click();
  await expect(cell('Monday')).toHaveAccessibleName('Remix on Monday, 1:10');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(cell('Monday')).toHaveAccessibleName(/^Remix on Monday, 1:35, overlaps/);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(cell('Tuesday')).toHaveAccessibleName('Remix on Tuesday, none');

  // An unknown field is said, not answered with nothing.
  await page.getByRole('textbox', { name: 'Search time' }).fill('projct:harbour');
  await expect(page.getByRole('alert')).toHaveText(/^Time is not searched by projct:harbour/);
  await expect(cell('Monday')).toBeVisible();
  await page.getByRole('textbox', { name: 'Search time' }).fill('task:recall');
  await expect(cell('Monday')).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(cell('Monday')).toBeVisible();
});

test('a day is a calendar: entries are opened, moved by keys and by dragging, and added where there is none', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Time' }).click();
  await page.getByRole('button', { name: 'Week before' }).click();
  const monday = page.getByRole('gridcell', { name: /^Remix on Monday/ });
  await monday.click();
  await page.keyboard.press('d');
  await expect(page.getByRole('dialog', { name: 'Remix' }).getByText('Mon', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');

  const line = page.getByRole('group', { name: 'The day, from its first hour to its last' });
  await line.getByRole('button', { name: /^Recall after notes, 10:10–11:00/ }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(line.getByRole('button', { name: /^Recall after notes, 10:10–11:05, 0:55/ })).toBeVisible();

  // Drawn with the pointer: noon to one on a line from eight to eight.
  const box = await line.boundingBox();
  if (!box) throw new Error('The line has no box');
  const x = (hour: number) => box.x + ((hour - 8) / 12) * box.width;
  await page.mouse.move(x(12), box.y + 20);
  await page.mouse.down();
  await page.mouse.move(x(12.5), box.y + 20, { steps: 4 });
  await page.mouse.move(x(13), box.y + 20, { steps: 4 });
  await page.mouse.up();
  const dialog = page.getByRole('dialog', { name: 'Add time' });
  await expect(dialog.getByRole('textbox', { name: 'From' })).toHaveValue('12:00');
  await expect(dialog.getByRole('textbox', { name: 'To' })).toHaveValue('13:00');
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Project, task, song or step' }).fill('recall');
  await dialog.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'To' }).fill('12:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('These times cannot be');
  await dialog.getByRole('textbox', { name: 'To' }).fill('12:45');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(line.getByRole('button', { name: /^Recall after notes, 12:00–12:45, 0:45/ })).toBeVisible();

  // Fill the gap between, then see the same day as a calendar.
  await line.getByRole('button', { name: /^0:55 gap from 11:05 to 12:00/ }).click();
  await expect(dialog.getByRole('textbox', { name: 'From' })).toHaveValue('11:05');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Views of Time' }).getByRole('button', { name: 'Day' }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible();
  await expectAccessible(page);
});

test.describe('a timer that ran while nobody was there', () => {
  test.use({ before: { prepareHome: prepareIdle } });

  test('is asked about wherever the user is, and goes on without the idle time', async ({ app }) => {
    const { page } = app;
    const question = page.getByRole('alertdialog', { name: '1:00 without you' });
    await expect(question.getByRole('button', { name: 'Keep 1:00' })).toBeFocused();
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Discard and go on' }).click();
    await expect(page.getByText('Idle time left out of Copper Thread, Vocals')).toBeVisible();
    const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Time/ });
    await expect(entry).toHaveAccessibleName(/0:00 on Copper Thread, Vocals/);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(entry).toHaveAccessibleName(/2:00 on Copper Thread, Vocals/);
  });
});
