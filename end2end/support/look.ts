import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** For `test.use(…)`: a phone's width, and a reader who asked for dark. */
export const narrow = { viewport: { width: 390, height: 844 } };
export const dark = { colorScheme: "dark" as const };

/** Holds the page against WCAG 2.2 AA and axe's best practices, and names what breaks them and where. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await withScripts(page, (each) =>
    new AxeBuilder({ page: each }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).setLegacyMode(true).analyze(),
  );
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(" ")}`).join("\n")}`);
  expect(told, `${page.url()} is accessible`).toEqual([]);
}

/**
 * axe is a script that waits, and with JavaScript off it would wait for ever. Then it is given a copy of what the reader
 * has: the same elements at the same address, without the page's scripts, in a browser that runs axe's.
 */
async function withScripts<T>(page: Page, work: (page: Page) => Promise<T>): Promise<T> {
  const is = (query: string) => page.evaluate((each) => matchMedia(each).matches, query);
  if (await is("(scripting: enabled)")) return work(page);
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser of its own to copy it in");
  const html = (await page.content())
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, "")
    // Without JavaScript these elements are shown; in the copy they would not be.
    .replace(/<\/?noscript\b[^>]*>/gi, "");
  const context = await browser.newContext({
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    colorScheme: (await is("(prefers-color-scheme: dark)")) ? "dark" : "light",
  });
  try {
    const copy = await context.newPage();
    await copy.route(page.url(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await copy.goto(page.url());
    return await work(copy);
  } finally {
    await context.close();
  }
}

/** Nothing is wider than the window, so nobody has to scroll sideways. */
export async function expectFits(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(content, `${page.url()} fits the window's width`).toBeLessThanOrEqual(window ?? 0);
}

/**
 * Pictures of the page, wide and narrow, light and dark, in the folder that HABEAS_LOOKS names; without it, none.
 * The page is left as it was.
 */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env["HABEAS_LOOKS"];
  if (!folder) return;
  const before = page.viewportSize();
  for (const [size, width] of [["wide", 1280], ["narrow", 390]] as const) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: true, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
