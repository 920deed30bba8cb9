import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import type axe from "axe-core";

/** For `test.use(…)`: a phone's width, and a reader who asked for dark. */
export const narrow = { viewport: { width: 390, height: 844 } };
export const dark = { colorScheme: "dark" as const };

/** axe for a browser, in its short form: every document that is looked at reads it anew. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** WCAG 2.2 AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules on colours: with another colour scheme, where nothing but colours has changed, only these can find something else. */
const ON_COLOURS = ["color-contrast", "link-in-text-block"];

/** How a page is looked at. */
export interface Looked {
  /** Which rules are broken, and where. */
  found: string[];
  /** What the page holds, and what of it is shown where: where this is the same, only rules on colours can find something else. */
  shape: string;
}

/**
 * Holds the page, as it is shown, against axe's rules: against all of them, or where its shape is `known` to be good, against those
 * on colours. A rule that breaks off has found nothing and is no better than a broken one: it is told as well.
 */
export async function lookAt(page: Page, known?: string): Promise<Looked> {
  expect(page.frames(), "axe looks at one document").toHaveLength(1);
  const all = { type: "tag" as const, values: TAGS };
  const onColours = { type: "rule" as const, values: ON_COLOURS };
  const shape = await shapeOf(page);
  const runOnly = shape === known ? onColours : all;
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: Axe };
    // Where a style sheet has drawn something, axe says that it cannot be sure; so it measures against the colour of the element.
    const { options } = axe._audit.checks["color-contrast"];
    axe.configure({ checks: [{ id: "color-contrast", options: { ...options, ignorePseudo: true } }] });
    const { violations, incomplete } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    const brokenOff = incomplete.filter(({ nodes }) => nodes.some((node) => [...node.any, ...node.all, ...node.none].some(({ id }) => id === "error-occurred")));
    return [...violations, ...brokenOff].map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(" ")}`).join("\n")}`);
  }, runOnly);
  return { found, shape };
}

/**
 * Each element of the page with its attributes, and all of its style by which axe tells whether it is shown to the eye and to a screen
 * reader. What another second or another request may change is left out: timestamps, nonces, sealed tokens, what an island is given.
 */
export function shapeOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const STYLE = ["display", "visibility", "content-visibility", "opacity", "position", "overflow", "clip", "clip-path"];
    const CHANGING = /^(datetime|nonce|value|data-.*)$/;
    const { clientWidth } = document.documentElement;
    const lines = [...document.querySelectorAll("body, body *")].map((each) => {
      const { left, right, bottom, width, height } = each.getBoundingClientRect();
      const box = [width > 1, height > 1, right <= 0, left >= clientWidth, bottom + window.scrollY <= 0].map(Number).join("");
      const style = getComputedStyle(each);
      const attributes = [...each.attributes].filter(({ name }) => !CHANGING.test(name)).map(({ name, value }) => `${name}=${value}`);
      return [each.tagName, box, ...STYLE.map((name) => style.getPropertyValue(name)), ...attributes].join(" ");
    });
    return lines.join("\n");
  });
}

/** axe, with what its checks are set to: to set one option is to set them all. */
type Axe = Pick<typeof axe, "configure" | "run"> & { _audit: { checks: Record<"color-contrast", { options: object }> } };

/** Holds the page, as it is shown, against WCAG 2.2 AA and axe's best practices. It must run scripts: axe is one that waits. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  expect((await lookAt(page)).found, `${page.url()} is accessible`).toEqual([]);
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
