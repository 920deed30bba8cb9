import { expect, type Page, test } from "@playwright/test";
import { expectFits, lookAt, shapeOf } from "./look.js";
import { expectSameBytes, type Twin, withoutScripts } from "./twin.js";

/**
 * Looks at a page as everybody may have it: light and dark, wide and narrow, folded and unfolded, with scripts and without. Wide and
 * folded, narrow and unfolded, it is held against all of axe's rules; and in the other colour scheme against those on colours, where
 * colours are all that has changed.
 * `again: false`: what led to the page changed something, and cannot be asked for once more.
 */
export async function hold(page: Page, name: string, { again = true } = {}): Promise<void> {
  await test.step(name, async () => {
    await expectGoodHeadings(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await see(page, ["light", "dark"]);
    await unfold(page);
    await page.setViewportSize({ width: 390, height: 900 });
    const shape = await see(page, ["dark", "light"]);
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectFits(page);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    // Without a script the page is the same for every browser, to the byte: `same.spec.ts`.
    if ((await page.locator("script").count()) > 0) await holdWithoutScripts(again ? await expectSameBytes(page) : await withoutScripts(page), shape);
  });
}

/** Holds the page against axe's rules in one colour scheme and then the other; returns its shape. */
async function see(page: Page, schemes: readonly ("light" | "dark")[]): Promise<string> {
  let known: string | undefined;
  for (const colorScheme of schemes) {
    // Without motion: a colour on its way to another is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { found, shape } = await lookAt(page, known);
    expect(found, `${page.url()} is accessible`).toEqual([]);
    await expectFits(page);
    known = shape;
  }
  return known ?? "";
}

/** Unfolds all but the menu of languages, which covers what is under it. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll("details:not(.lang-switch)").forEach((each) => each.setAttribute("open", "")));
}

/**
 * The page as a browser without JavaScript has it, where islands sleep: it fits every width, and where it is of another shape it is
 * held against all of axe's rules too.
 */
async function holdWithoutScripts({ page: twin, wake }: Twin, shape: string): Promise<void> {
  await wake();
  await unfold(twin);
  if ((await shapeOf(twin)) !== shape) {
    await expectGoodHeadings(twin);
    expect((await lookAt(twin)).found, `${twin.url()} is accessible without scripts`).toEqual([]);
  }
  for (const width of [320, 360, 390]) {
    await twin.setViewportSize({ width, height: 900 });
    await expectFits(twin);
  }
}

/** One heading of the first level, none left out on the way down, none empty; and every control has a name. */
async function expectGoodHeadings(page: Page): Promise<void> {
  const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((each) => Number(each.tagName[1])));
  expect(levels.filter((level) => level === 1), `${page.url()} has one first heading`).toHaveLength(1);
  // The summary of errors stands above the first heading, as an alert.
  const main = levels.slice(levels.indexOf(1));
  main.forEach((level, at) => expect(level, `${page.url()}: heading ${at + 1} of ${main}`).toBeLessThanOrEqual((main[at - 1] ?? 0) + 1));
  const bare = await page
    .locator(':is(input:not([type="hidden"], [aria-hidden="true"]), select, textarea)')
    .evaluateAll((all) => all.filter((each) => !(each as HTMLInputElement).labels?.length && !each.getAttribute("aria-label")).map((each) => each.outerHTML));
  expect(bare, "controls without a label").toEqual([]);
}
