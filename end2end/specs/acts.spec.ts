import type { Page } from "@playwright/test";
import { atDesk, deny, doIt, openAct, preview, t, takeOn } from "../support/desk.js";
import { askForDeletion, mailed } from "../support/requester.js";
import { expect, expectFits, expectNoAxeViolations, expectRefused, field, look, narrow, someone, test, tick } from "../support/test.js";

/** The page of a preview holds: for a screen reader, and on a phone. */
async function hold(page: Page, name: string): Promise<void> {
  await expectNoAxeViolations(page);
  await look(page, `acts-${name}`);
  const before = page.viewportSize();
  await page.setViewportSize(narrow.viewport);
  await expectFits(page);
  await expectNoAxeViolations(page);
  if (before) await page.setViewportSize(before);
}

/** The due of a clock in a column of the preview, as an instant. */
async function due(page: Page, clock: string, column: number): Promise<number> {
  const moment = await page.locator(`[data-clock="${clock}"] td`).nth(column).locator("time").getAttribute("datetime");
  return Date.parse(moment ?? "");
}

test("a pause, its end by hand, and an extension are shown before they are done", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(240_000);
  const address = someone();
  const reference = await askForDeletion(page, habeas, address, "GB");
  const desk = await atDesk(browser, agents.first);
  await takeOn(desk.page, reference);

  let form = await openAct(desk.page, "pause");
  await desk.page.getByTestId("preview-button").click();
  await expectRefused(desk.page, t, { words: t("error-words-required") });
  await field(form, "words").fill("Which of the two accounts is it?");
  await field(form, "days").fill("10");
  await preview(desk.page);
  await expect(field(form, "words"), "what was typed is kept").toHaveValue("Which of the two accounts is it?");
  expect(await due(desk.page, "promise", 2), "the promise moves if nobody answers").toBeGreaterThan(await due(desk.page, "promise", 1));
  expect(await due(desk.page, "promise", 1)).toBe(await due(desk.page, "promise", 0));
  await hold(desk.page, "pause");
  await doIt(desk.page, "staff-done-asked");
  await expect(desk.page.getByTestId("state")).toHaveText(t("staff-state-requires-input"));

  await openAct(desk.page, "resume");
  await preview(desk.page);
  await doIt(desk.page, "staff-done-resumed");
  await expect(desk.page.getByTestId("state")).toHaveText(t("staff-state-in-progress"));

  form = await openAct(desk.page, "extend");
  await field(form, "words").fill("Four systems have to be searched.");
  const shown = await preview(desk.page);
  await expect(shown).toContainText(t("preview-extend-leave"));
  expect(await due(desk.page, "law", 1)).toBeGreaterThan(await due(desk.page, "law", 0));
  await hold(desk.page, "extend");
  const until = await due(desk.page, "law", 1);
  await doIt(desk.page, "staff-done-extended");
  const mail = await mailed(habeas, address, t("mail-subject-delayed", { product: "HelloTalk", reference }));
  expect(mail.text).toContain("Four systems have to be searched.");
  expect(mail.text).toContain(t("mail-extension-line"));
  // The letter has left: the clock is longer as soon as that was noticed.
  await expect(async () => {
    await desk.page.reload();
    const dues = await desk.page.locator(".clock .due time").evaluateAll((all) => all.map((each) => Date.parse(each.getAttribute("datetime") ?? "")));
    expect(dues).toContain(until);
  }).toPass({ timeout: 20_000 });
  await page.goto(`/requests/${reference}`);
  await expect(page.getByText(t("track-event-extended"))).toBeVisible();
  await desk.context.close();
});

test("a due is set by hand, and the same request is cancelled and another reopened", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(240_000);
  const reference = await askForDeletion(page, habeas, someone(), "DE");
  const desk = await atDesk(browser, agents.first);
  await takeOn(desk.page, reference);
  const form = await openAct(desk.page, "due");
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await field(form, "due").fill(`${day}T12:00`);
  await field(form, "words").fill("She is away until then.");
  await preview(desk.page);
  await expect(desk.page.locator('[data-clock="law"]'), "the law has no hand on it").toContainText(t("preview-same"));
  await expect(field(form, "due")).toHaveValue(`${day}T12:00`);
  await hold(desk.page, "due");
  await doIt(desk.page, "staff-done-due-set");
  await expect(desk.page.locator(".clocks")).toContainText(t("source-manual"));

  const cancel = await openAct(desk.page, "cancel");
  await tick(cancel, "reason", "asked_to_stop");
  await field(cancel, "words").fill("You told us on the phone that you want to stay.");
  await preview(desk.page);
  await hold(desk.page, "cancel");
  await doIt(desk.page, "staff-done-cancelled");
  await page.goto(`/requests/${reference}`);
  await expect(page.getByText("You told us on the phone that you want to stay.")).toBeVisible();

  const other = await askForDeletion(page, habeas, someone(), "DE");
  await takeOn(desk.page, other);
  await deny(desk.page, "It was about another account.");
  const reopen = await openAct(desk.page, "reopen");
  await tick(reopen, "how", "same");
  await field(reopen, "words").fill("We looked at the wrong account.");
  await preview(desk.page);
  await hold(desk.page, "reopen");
  await doIt(desk.page, "staff-done-reopened");
  await expect(desk.page.getByTestId("state")).toHaveText(t("staff-state-in-review"));
  await page.goto(`/requests/${other}`);
  await expect(page.getByText(t("track-event-reopened"))).toBeVisible();
  await desk.context.close();
});

test("two requests of one person are joined, from whichever page", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(240_000);
  const address = someone();
  const first = await askForDeletion(page, habeas, address, "DE");
  const second = await askForDeletion(page, habeas, address, "DE", "profile");
  const desk = await atDesk(browser, agents.first);
  await takeOn(desk.page, second);
  const form = await openAct(desk.page, "merge");
  await form.locator(".choice > label").filter({ hasText: first }).click();
  const shown = await preview(desk.page);
  await expect(shown).toContainText(t("preview-goes-on", { reference: first }));
  await expect(shown).toContainText(t("preview-joined", { reference: second }));
  await expect(shown).toContainText(t("clock-standing-cancelled"));
  await hold(desk.page, "merge");
  await doIt(desk.page, "staff-done-merged");
  await expect(desk.page.locator("h1")).toContainText(first);
  await expect(desk.page.getByTestId("joined")).toContainText(second);
  await page.goto(`/requests/${second}`);
  await expect(page.getByText(t("track-joined-to", { reference: first }))).toBeVisible();
  await expectNoAxeViolations(page);
  await desk.context.close();
});
