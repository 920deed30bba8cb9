import { expect, type Page, test } from "@playwright/test";
import { expectFits, expectNoAxeViolations } from "./look.js";

/**
 * Looks at a page as everybody may have it: light and dark, wide and narrow, folded and unfolded. Without scripts the markup
 * is the same, so that one of the four is enough there.
 */
export async function hold(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    const all = test.info().project.name === "js";
    await expectGoodHeadings(page);
    if (all) await see(page, "light", 1280);
    if (all) await see(page, "dark", 1280);
    // All but the menu of languages, which covers what is under it.
    await page.evaluate(() => document.querySelectorAll("details:not(.lang-switch)").forEach((each) => each.setAttribute("open", "")));
    if (all) await see(page, "light", 390);
    await see(page, "dark", 390);
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectFits(page);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  });
}

async function see(page: Page, colorScheme: "light" | "dark", width: number): Promise<void> {
  // Without motion: a colour on its way to another is neither.
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: 900 });
  await expectNoAxeViolations(page);
  await expectFits(page);
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
