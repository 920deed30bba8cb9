import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

/** For `test.use(…)`: a phone's width, and a reader who asked for dark. */
export const narrow = { viewport: { width: 390, height: 844 } };
export const dark = { colorScheme: "dark" as const };

/** WCAG 2.2 AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * The rules whose answer depends on how the page looks, besides on what it holds and shows. All that axe's other rules ask of a style
 * is whether an element is shown, to the eye and to a screen reader: `shownTo` tells whether that has changed.
 */
const RULES = {
  /** On colours; with another colour scheme, only these can find something else. */
  colours: ["color-contrast", "link-in-text-block"],
  /**
   * And on sizes and places. `aria-hidden-focus` looks at what covers the page as a dialog does, `th-has-data-cells` at borders, which
   * make a table of data.
   */
  style: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "avoid-inline-spacing", "aria-hidden-focus", "th-has-data-cells"],
};

/** Names what breaks axe's rules on the page, and where. `rules`: all of them, or some that depend on how it looks. */
export async function axeFinds(page: Page, rules: "all" | keyof typeof RULES = "all"): Promise<string[]> {
  await withAxe(page);
  const runOnly = rules === "all" ? { type: "tag" as const, values: TAGS } : { type: "rule" as const, values: RULES[rules] };
  return page.evaluate(async (runOnly) => {
    const { violations } = await (window as unknown as WithAxe).axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(" ")}`).join("\n")}`);
  }, runOnly);
}

/** Which of the page's elements are shown to the eye, and which to a screen reader, as axe sees it: the same text for the same answer. */
export async function shownTo(page: Page): Promise<string> {
  await withAxe(page);
  return page.evaluate(() => {
    const { axe } = window as unknown as WithAxe;
    axe.setup(document.documentElement);
    try {
      const { isVisibleOnScreen, isVisibleToScreenReaders } = axe.commons.dom;
      return [...document.querySelectorAll("*")]
        .map((each) => `${each.tagName[0]}${(isVisibleOnScreen(each) ? 1 : 0) + (isVisibleToScreenReaders(each) ? 2 : 0)}`)
        .join("");
    } finally {
      axe.teardown();
    }
  });
}

interface WithAxe {
  axe: Axe & { commons: { dom: Record<"isVisibleOnScreen" | "isVisibleToScreenReaders", (element: Element) => boolean> } };
}
type Axe = Pick<typeof axe, "run" | "setup" | "teardown">;

/** Gives the document axe's script, once. Other documents within the page would go unseen: there must be none. */
async function withAxe(page: Page): Promise<void> {
  expect(page.frames(), "axe looks at one document").toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
}

/** Holds the page, as it is shown, against WCAG 2.2 AA and axe's best practices. It must run scripts: axe is one that waits. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  expect(await axeFinds(page), `${page.url()} is accessible`).toEqual([]);
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
