import { expect, type Page, test } from "@playwright/test";
import { axeFinds, expectFits, shownTo } from "./look.js";
import { expectSameBytes, type Twin, withoutScripts } from "./twin.js";

/**
 * Looks at a page as everybody may have it: light and dark, wide and narrow, folded and unfolded, with scripts and without. What is
 * shown is held against all of axe's rules once. Where other elements are shown (another width, something unfolded) it is held
 * against all of them again; where the same are at another width, against those that depend on colours, sizes and places; and where
 * the colours alone are others, against those that depend on colours.
 * `again: false`: what led to the page changed something, and cannot be asked for once more.
 */
export async function hold(page: Page, name: string, { again = true } = {}): Promise<void> {
  await test.step(name, async () => {
    const seen = new Set<string>();
    const see = async (colorScheme: "light" | "dark", again?: "recoloured") => {
      // Without motion: a colour on its way to another is neither.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const shown = await shownTo(page);
      const rules = !seen.has(shown) ? "all" : again ? "colours" : "style";
      expect(await axeFinds(page, rules), `${page.url()} is accessible`).toEqual([]);
      seen.add(shown);
      await expectFits(page);
    };
    await expectGoodHeadings(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await see("light");
    await see("dark", "recoloured");
    await unfold(page);
    await page.setViewportSize({ width: 390, height: 900 });
    await see("dark");
    await see("light", "recoloured");
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectFits(page);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    // Without a script the page is the same for every browser, to the byte: `same.spec.ts`.
    if ((await page.locator("script").count()) > 0) await holdWithoutScripts(again ? await expectSameBytes(page) : await withoutScripts(page), seen);
  });
}

/** Unfolds all but the menu of languages, which covers what is under it. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll("details:not(.lang-switch)").forEach((each) => each.setAttribute("open", "")));
}

/** The page as a browser without JavaScript has it, where islands sleep: if other elements are shown, it is held against all of axe's rules too. */
async function holdWithoutScripts({ page: twin, wake }: Twin, seen: ReadonlySet<string>): Promise<void> {
  await expectGoodHeadings(twin);
  await twin.setViewportSize({ width: 390, height: 900 });
  await twin.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await wake();
  await unfold(twin);
  await expectFits(twin);
  if (!seen.has(await shownTo(twin))) expect(await axeFinds(twin), `${twin.url()} is accessible without scripts`).toEqual([]);
  for (const width of [320, 360]) {
    await twin.setViewportSize({ width, height: 800 });
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
