import type { Page } from "@playwright/test";
import { atDesk, deny, doIt, openAct, preview, takeOn } from "../support/desk.js";
import { askForDeletion } from "../support/requester.js";
import { expectFits, expectNoAxeViolations, field, look, narrow, someone, test, tick } from "../support/test.js";

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

/*
 * What the acts do, refuse and say is asked in `web::acts_pages`: here, how what they will do is shown, and that one is done by hand.
 */
test("what an act will do is shown to everybody, and then done", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(240_000);
  const address = someone();
  const first = await askForDeletion(page, habeas, address, "DE");
  const second = await askForDeletion(page, habeas, address, "DE", "profile");
  const desk = await atDesk(browser, agents.first);
  await takeOn(desk.page, second);
  const ticket = desk.page.url();

  let form = await openAct(desk.page, "pause");
  await field(form, "words").fill("Which of the two accounts is it?");
  await field(form, "days").fill("10");
  await preview(desk.page);
  await hold(desk.page, "pause");

  await desk.page.goto(ticket);
  form = await openAct(desk.page, "extend");
  await field(form, "words").fill("Four systems have to be searched.");
  await preview(desk.page);
  await hold(desk.page, "extend");

  await desk.page.goto(ticket);
  form = await openAct(desk.page, "due");
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await field(form, "due").fill(`${day}T12:00`);
  await field(form, "words").fill("She is away until then.");
  await preview(desk.page);
  await hold(desk.page, "due");

  await desk.page.goto(ticket);
  form = await openAct(desk.page, "cancel");
  await tick(form, "reason", "asked_to_stop");
  await field(form, "words").fill("You told us on the phone that you want to stay.");
  await preview(desk.page);
  await hold(desk.page, "cancel");

  await desk.page.goto(ticket);
  form = await openAct(desk.page, "merge");
  await form.locator(".choice > label").filter({ hasText: first }).click();
  await preview(desk.page);
  await hold(desk.page, "merge");
  await doIt(desk.page, "staff-done-merged");
  await page.goto(`/requests/${second}`);
  await expectNoAxeViolations(page);

  await takeOn(desk.page, first);
  await deny(desk.page, "It was about another account.");
  form = await openAct(desk.page, "reopen");
  await tick(form, "how", "same");
  await field(form, "words").fill("We looked at the wrong account.");
  await preview(desk.page);
  await hold(desk.page, "reopen");
  await desk.context.close();
});
