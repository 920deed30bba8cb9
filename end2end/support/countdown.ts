import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { Habeas } from "./habeas.js";
import { referenceOn } from "./requester.js";
import { send } from "./send.js";
import type { Words } from "./texts.js";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What a countdown shows, and what a screen reader is told instead. */
export const shown = (page: Page) => page.locator(".countdown [aria-hidden]").first();
export const told = (page: Page) => page.locator(".countdown .visually-hidden").first();
/** What is announced when a clock turns. */
export const said = (page: Page) => page.locator(".countdown [role=status]").first();

/**
 * Reports somebody, and sets the moment of the report back so that its clock of 24 hours is due in so many milliseconds. The
 * receipt, which shows that one clock, is open then; load it again to see the clock so.
 */
export async function dueIn(page: Page, habeas: Habeas, t: Words, left: number): Promise<void> {
  await page.goto(await send(page, "/hellotalk/report", { harm: "bullying", target: "user", value: `@${randomUUID()}` }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("receipt-title-report"));
  const received = Date.now() + left - 24 * HOUR;
  await habeas.sql(`UPDATE reports SET received_at = ${received} WHERE reference = '${await referenceOn(page)}'`);
}

/** The islands are awake once the page's loader says so: after the effects of the last of them. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => "awake" in document.documentElement.dataset);
}

/** What a countdown shows, in minutes: "2 d 3 h", "3 h 12 min", "4 min 5 s". */
export function minutes(text: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+) ${unit}\\b`).exec(text)?.[1] ?? 0);
  return (part("d") * 24 + part("h")) * 60 + part("min") + part("s") / 60;
}
