import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { field, tick } from "./forms.js";
import { act, send } from "./send.js";
import { enter, type Member } from "./staff.js";
import { words } from "./texts.js";

/** The staff work in English in these tests. */
export const t = words("en");

/** Opens a browser of its own in which a member of the staff is signed in. No page is open yet. */
export async function atDesk(browser: Browser, member: Member): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await enter(page, member);
  return { page, context };
}

/** Goes through the queue, page by page, until the line of a ticket stands there. */
export async function findLine(page: Page, reference: string, query = "") {
  await page.goto(`/staff/queue${query}`);
  const line = page.getByTestId("line").filter({ hasText: reference });
  const later = page.locator('a[rel="next"]');
  // Not by a click, which ends with the next page's first bytes: what is counted must be there to its end.
  while ((await line.count()) === 0 && (await later.count()) > 0) await page.goto((await later.getAttribute("href"))!);
  await expect(line).toHaveCount(1);
  return line;
}

/** Takes a ticket on, without a page, and opens it. */
export async function takeOn(page: Page, reference: string): Promise<void> {
  await act(page, reference, "claim");
  await page.goto(`/staff/tickets/${reference}`);
  await expect(page.getByTestId("holder")).toHaveText(t("ticket-held-by-me"));
}

/** Opens a ticket from the queue and takes it on, as people do. */
export async function takeFromQueue(page: Page, reference: string, query = ""): Promise<void> {
  await (await findLine(page, reference, query)).getByRole("link", { name: reference }).click();
  await expect(page.locator("h1")).toContainText(reference);
  await page.getByTestId("claim").getByRole("button").click();
  await expect(page.getByTestId("done")).toContainText(t("staff-done-claimed"));
  await expect(page.getByTestId("holder")).toHaveText(t("ticket-held-by-me"));
}

/** Says what a child's ticket is opened for, where that is asked. */
export async function say(page: Page, purpose = "working_the_request"): Promise<void> {
  const form = page.getByTestId("look");
  await tick(form, "purpose", purpose);
  await form.locator("button").click();
  // The ticket itself: between two pages there is no gate either.
  await expect(page.getByTestId("details")).toBeVisible();
  await expect(page.getByTestId("gate")).toHaveCount(0);
}

/** Says what a child's ticket is opened for and takes it on, without a page, unless this member holds it already. */
export async function takeChild(page: Page, reference: string): Promise<void> {
  const path = `/staff/tickets/${reference}`;
  const html = async () => (await page.context().request.get(path)).text();
  if ((await html()).includes('data-testid="look"')) await send(page, `${path}/look`, { purpose: "working_the_request" });
  if ((await html()).includes('data-testid="claim"')) await act(page, reference, "claim");
}

/** The same, and opens it. */
export async function takeOnChild(page: Page, reference: string): Promise<void> {
  await takeChild(page, reference);
  await page.goto(`/staff/tickets/${reference}`);
  await expect(page.getByTestId("holder")).toHaveText(t("ticket-held-by-me"));
}

/** One of the ticket's forms, by its name, unfolded. */
export async function unfolded(page: Page, name: string) {
  const form = page.getByTestId(name);
  await form.waitFor({ state: "attached" });
  const panel = page.locator("details").filter({ has: form });
  if ((await panel.count()) > 0 && (await panel.getAttribute("open")) === null) await panel.locator("> summary").click();
  await expect(form).toBeVisible();
  return form;
}

/** Asks the requester something: what it will do is shown, and then done. */
export async function ask(page: Page, question: string, days = "7"): Promise<void> {
  const form = await unfolded(page, "question");
  await field(form, "words").fill(question);
  await field(form, "days").fill(days);
  await form.locator("button").click();
  await doIt(page, "staff-done-asked");
}

/** Goes to the page of an act from the ticket's page. */
export async function openAct(page: Page, act: string) {
  await page.locator(`[data-act="${act}"]`).click();
  await expect(page.locator("h1")).toHaveText(t(`act-${act}`));
  return page.getByTestId("act");
}

/** Asks what an act will do. */
export async function preview(page: Page) {
  await page.getByTestId("preview-button").click();
  await expect(page.getByTestId("preview")).toBeVisible();
  return page.getByTestId("preview");
}

/** Does what was shown. */
export async function doIt(page: Page, done: string): Promise<void> {
  await expect(page.getByTestId("preview")).toBeVisible();
  await page.getByTestId("do").click();
  await expect(page.getByTestId("done")).toContainText(t(done));
}

/** Leaves an internal note. */
export async function note(page: Page, text: string): Promise<void> {
  const form = await unfolded(page, "note");
  await field(form, "words").fill(text);
  await form.locator("button").click();
  await expect(page.getByTestId("done")).toContainText(t("staff-done-note-added"));
}

/** Refuses a request as a whole, for a reason that fits every kind. */
export async function deny(page: Page, why: string): Promise<void> {
  const form = await unfolded(page, "close");
  await tick(form, "outcome", "denied");
  await field(form, "reason_0").selectOption("outside_scope");
  await field(form, "why_0").fill(why);
  await field(form, "done_anyway").fill("We looked at it twice.");
  await form.locator("button").click();
  await expect(page.getByTestId("done")).toContainText(t("staff-done-closed"));
}
