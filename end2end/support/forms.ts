import { expect, type Locator, type Page } from "@playwright/test";
import type { Words } from "./texts.js";

/** A radio button or checkbox by its name and value. */
export function choice(within: Page | Locator, name: string, value: string): Locator {
  return within.locator(`input[name="${name}"][value="${value}"]`);
}

/** Ticks a radio button or checkbox as people do: on its words, which are as large as a thumb. */
export async function tick(within: Page | Locator, name: string, value: string): Promise<void> {
  const input = choice(within, name, value);
  await within.locator(`.choice:has(> input[name="${name}"][value="${value}"]) > label`).click();
  await expect(input).toBeChecked();
}

/** A field by its name: the hidden ones of other forms on the page are not meant. */
export function field(within: Page | Locator, name: string): Locator {
  return within.locator(`:is(input:not([type="hidden"]), select, textarea)[name="${name}"]`);
}

/**
 * The page came back with these errors, by the ids of their fields, and no others: each in the summary, linked to its field,
 * and beside the field in the same words; and the tab says so.
 */
export async function expectRefused(page: Page, t: Words, errors: Record<string, string>): Promise<void> {
  await expect(page).toHaveTitle(new RegExp(`^${t("title-error", { title: "" }).trim()}`));
  const summary = page.locator(".error-summary");
  await expect(summary.getByRole("heading")).toHaveText(t("error-heading"));
  // In the order of the page, so that somebody can work through them. Soft: what follows is worth knowing too.
  await expect.soft(summary.getByRole("listitem")).toHaveText(Object.values(errors), { timeout: 1_000 });
  for (const [id, words] of Object.entries(errors)) {
    const link = summary.locator(`a[href="#${id}"]`);
    await expect(link).toHaveText(words);
    await link.click();
    await expect(page).toHaveURL(new RegExp(`#${id}$`));
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    await expect(page.locator(`[id="${id}-error"]`)).toContainText(words);
    // Whoever comes to the field is told what is wrong with it: by the field itself, or by the group that it is in.
    await expect(page.locator(`:is(#${id}, fieldset:has(#${id}))[aria-describedby~="${id}-error"]`)).toHaveCount(1);
  }
}
