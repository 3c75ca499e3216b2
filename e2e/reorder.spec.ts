import { join } from 'node:path';
import { App } from './support/app.ts';
import { openChromium } from './support/browsers.ts';
import { expect, test } from './support/test.ts';

test.use({ beginning: 'sample' });

/** Names of the first spaces of the sidebar, from the top. */
const firstOf = async (app: App, count: number) => {
  const names = await app.spaces.locator('.space-name').allInnerTexts();
  return names.slice(0, count);
};

test('a space moved by key is where it was moved on another device, and keeps the focus', async ({
  app,
  gateway,
  directory,
}) => {
  const phrase = await app.loadSample();
  expect(await firstOf(app, 3)).toEqual(['Night Trains', 'Tide Tables', 'Allotment 14']);
  const moved = app.spaces.getByRole('link', { name: 'Night Trains' });
  await moved.focus();
  await app.page.keyboard.press('Alt+ArrowDown');
  await app.page.keyboard.press('Alt+ArrowDown');
  expect(await firstOf(app, 3)).toEqual(['Tide Tables', 'Allotment 14', 'Night Trains']);
  await expect(app.page.getByText('Night Trains is now 3 of 50')).toBeAttached();
  await expect(moved).toBeFocused();
  await expect(moved).toHaveAccessibleDescription(/Alt/);
  await expect(app.spaces.getByRole('listitem').filter({ hasText: 'Night Trains' })).toHaveAttribute(
    'aria-posinset',
    '3',
  );
  await app.page.keyboard.press('Alt+ArrowUp');
  await app.isDelivered();

  const context = await openChromium(join(directory, 'other'));
  try {
    const other = new App(await context.newPage(), gateway.url);
    await other.join(phrase);
    await expect.poll(() => firstOf(other, 3)).toEqual(['Tide Tables', 'Night Trains', 'Allotment 14']);
    await app.page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => firstOf(other, 3)).toEqual(['Night Trains', 'Tide Tables', 'Allotment 14']);
  } finally {
    await context.close();
  }
});

test('a space can be moved through all of a long list by key, and the focus stays with it', async ({ app }) => {
  await app.loadSample();
  await expect.poll(() => app.page.evaluate(settlingMarks)).toBe(0); // What has just been delivered says so for a while.
  await app.spaces.getByRole('link', { name: 'Night Trains' }).focus();
  await app.page.keyboard.press('Alt+End');
  const moved = app.spaces.getByRole('link', { name: 'Night Trains' });
  await expect(moved).toBeFocused();
  await expect(moved).toBeInViewport();
  await app.page.keyboard.press('Home');
  await expect(app.spaces.getByRole('link', { name: 'Tide Tables' })).toBeFocused();
  await expect(app.spaces.getByRole('link', { name: 'Tide Tables' })).toBeInViewport();
  await app.spaces.hover();
  await app.page.mouse.wheel(0, 5_000);
  await expect(moved).toBeInViewport();
  expect(await app.page.evaluate(settlingMarks)).toBe(0); // Nothing has changed where they are.
  await app.page.keyboard.press('ArrowDown');
  await expect(app.spaces.getByRole('link', { name: 'Allotment 14' })).toBeFocused();
  await app.isDelivered();
  await app.page.reload();
  await expect(moved).toBeInViewport(); // It is the open one.
});

function settlingMarks(): number {
  return (
    document
      .querySelector('nav')
      ?.getAnimations({ subtree: true })
      .filter((animation) => animation instanceof CSSAnimation && animation.animationName === 'mark-settle').length ?? 0
  );
}

test('a space is dragged by the mouse, stays after a reload, and Escape lets go of it', async ({ app }) => {
  await app.loadSample();
  const { mouse, keyboard } = app.page;
  const rowOf = async (name: string) => {
    const box = await app.spaces.getByRole('link', { name }).boundingBox();
    if (box === null) throw new Error(`${name} is not shown.`);
    return { x: box.x + 40, y: box.y + box.height / 2 };
  };
  const drag = async (name: string, to: string) => {
    const [start, end] = [await rowOf(name), await rowOf(to)];
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x, (start.y + end.y) / 2);
    await mouse.move(start.x, end.y);
  };
  await drag('Bakers of the North', 'Night Trains');
  await keyboard.press('Escape');
  await mouse.up();
  expect(await firstOf(app, 2)).toEqual(['Night Trains', 'Tide Tables']);

  await drag('Bakers of the North', 'Night Trains');
  await mouse.up();
  await expect.poll(() => firstOf(app, 2)).toEqual(['Bakers of the North', 'Night Trains']);
  await expect(app.page.getByRole('heading', { name: 'Night Trains', level: 1 })).toBeVisible(); // A drag follows no link.
  await app.isDelivered();
  await app.page.reload();
  await expect.poll(() => firstOf(app, 2)).toEqual(['Bakers of the North', 'Night Trains']);
});

test.describe('with fingers', () => {
  test.use({ device: { hasTouch: true, isMobile: true } });

  test('a space is dragged by its handle', async ({ app }) => {
    await app.loadSample();
    const grip = app.spaces.locator('.space-grip').nth(2);
    const box = await grip.boundingBox();
    if (box === null) throw new Error('There is no handle.');
    const session = await app.page.context().newCDPSession(app.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: box.x + 20, y }] });
    await touch('touchStart', box.y + 20);
    await touch('touchMove', box.y);
    await touch('touchMove', box.y - 30);
    await touch('touchEnd');
    await expect.poll(() => firstOf(app, 3)).toEqual(['Night Trains', 'Allotment 14', 'Tide Tables']);
  });
});
