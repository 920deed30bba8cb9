import type { Page } from "@playwright/test";
import { atDesk, t as staff, takeOnChild, unfolded } from "../support/desk.js";
import { copyOfData } from "../support/files.js";
import { aChild, addChild, another, askFor, type Child, caseOn, confirmed, CORRECTED, filledClosing, prove, sendCode, test, withAccount } from "../support/guardian.js";
import { mailed } from "../support/requester.js";
import { expect, field, type Habeas, linkIn, tick, words } from "../support/test.js";

const t = words("en");

/**
 * The child's birthday comes: the day on which a guardian's rights end is put into the past. The portal's clock is the
 * machine's, and no birthday lies within a test; that midnight is reckoned right is tested where the clock can be moved.
 */
async function comesOfAge(habeas: Habeas, authority: string): Promise<void> {
  await habeas.sql(`UPDATE authorities SET rights_end_at = 1 WHERE ticket_id = (SELECT id FROM tickets WHERE reference = '${authority}')`);
}

/** The young person opens the mail's link and chooses. */
async function answer(page: Page, link: string, choice: string): Promise<void> {
  await page.goto(link);
  await tick(page, "choice", choice);
  await page.getByRole("button", { name: t("young-send") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("young-thanks"));
}

async function handover(habeas: Habeas, child: Child): Promise<string> {
  return linkIn(await mailed(habeas, child.email, t("mail-subject-handover", { product: "HelloTalk" })), /\/young\//);
}

test("the child comes of age: what was not handed over stops, and becomes the young person's own", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(13);
  const parent = await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, child, desk.page);
  const authority = await caseOn(page, t);
  // A revocation is carried out before the birthday, an access is not.
  const revoked = await askFor(page, t, path, "consent");
  await takeOnChild(desk.page, revoked);
  await (await filledClosing(desk.page, ["right_child", "account_found", "collection_stopped", "processors_told"])).locator("button").click();
  await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-closed"));
  const reference = await askFor(page, t, path, "access");
  await comesOfAge(habeas, authority);

  const link = await handover(habeas, child);
  const told = await mailed(habeas, parent.email, t("mail-subject-handover-told", { product: "HelloTalk", reference }));
  expect(told.text).toContain(t("mail-handover-told-next"));
  await page.goto(path);
  await expect(page.getByText(t("guardian-blocked-ended")).first()).toBeVisible();
  await expect(page.locator(".request-list li").filter({ hasText: revoked }), "what was carried out stays").toContainText(t("state-fulfilled"));
  await expect(page.locator(".request-list li").filter({ hasText: reference })).toContainText(t("state-handover-pending"));

  const young = await another(browser);
  await young.goto(link);
  await expect(young.getByRole("heading", { level: 1 })).toHaveText(t("young-handover-title"));
  await expect(young.getByText(t("young-handover-what-access"))).toBeVisible();
  expect(await young.content(), "nothing of the guardian's").not.toContain(parent.email);
  await young.getByRole("button", { name: t("young-send") }).click();
  await expect(young.locator(".error-summary")).toBeVisible();
  await answer(young, link, "adopt");
  expect((await young.goto(link))?.status(), "the link works once").toBe(404);
  await young.context().close();

  await page.goto(`/requests/${reference}`);
  await expect(page.getByRole("heading", { level: 1 }), "it is not the guardian's any more").toHaveText(t("find-title"));
  await page.goto(path);
  await expect(page.locator(".request-list"), "nor on their list").not.toContainText(reference);
  await takeOnChild(desk.page, reference);
  await expect(desk.page.getByTestId("subject"), "the answer goes to the young person").toContainText(child.email);
  await expect(desk.page.locator("main")).not.toContainText(parent.email);
  await desk.context.close();
});

test("the child comes of age: a deletion that was not done holds still, and the young person stops it", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(13);
  await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, child, desk.page);
  const authority = await caseOn(page, t);
  const reference = await askFor(page, t, path, "deletion");
  await takeOnChild(desk.page, reference);
  await comesOfAge(habeas, authority);
  const link = await handover(habeas, child);
  await desk.page.reload();
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-handover-pending"));
  await expect(desk.page.getByTestId("guardian")).toContainText(staff("gpanel-barrier-authority-ended"));

  const young = await another(browser);
  await answer(young, link, "cancel");
  await expect(young.getByText(t("young-thanks-cancelled"))).toBeVisible();
  await young.context().close();
  await page.goto(`/requests/${reference}`);
  await expect(page.locator("section.outcome")).toContainText(t("reason-authority-ended"));
  await desk.context.close();
});

test("the child comes of age: a copy that was ready is not the guardian's to fetch", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(13);
  await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, child, desk.page);
  const authority = await caseOn(page, t);
  const reference = await askFor(page, t, path, "access");
  await takeOnChild(desk.page, reference);
  const box = await unfolded(desk.page, "package");
  const copy = copyOfData("mina");
  await field(box, "file").setInputFiles(copy);
  await box.locator("button").click();
  await expect(desk.page.getByTestId("done")).toBeVisible();
  await (await filledClosing(desk.page, ["right_child", "third_parties_left_out", "secrets_left_out"])).locator("button").click();
  await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-closed"));
  await page.goto(`/requests/${reference}`);
  const href = await page.getByRole("link", { name: copy.name }).getAttribute("href");
  await comesOfAge(habeas, authority);
  await handover(habeas, child);
  expect((await page.request.get(href!)).status()).toBe(404);
  await desk.context.close();
});

test("two guardians: without the other's word nothing is given out, with it it is", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(9);
  const first = await withAccount(page, habeas, "Jo One");
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, child, desk.page);
  const theirs = await another(browser);
  const second = await withAccount(theirs, habeas, "Kim Two");
  await confirmed(theirs, habeas, t, child, desk.page);

  const disputed = await askFor(page, t, path, "deletion");
  const news = await mailed(habeas, second.email, t("mail-subject-other-guardian", { product: "HelloTalk", reference: disputed }));
  await theirs.goto("/guardian");
  const asked = theirs.locator("section.panel").filter({ hasText: disputed });
  await expect(asked).toContainText(t("guardian-act-deletion"));
  for (const text of [news.text ?? "", await theirs.content()]) for (const secret of [first.email, first.name]) expect(text, "nobody learns who the other is").not.toContain(secret);
  await asked.getByRole("button", { name: t("guardian-asked-object") }).click();
  await expect(asked).toContainText(t("guardian-asked-objected"));

  await takeOnChild(desk.page, disputed);
  const panel = desk.page.getByTestId("guardian");
  await expect(panel).toContainText(staff("gpanel-barrier-needs-both"));
  await expect(panel).toContainText(staff("gpanel-others-objected"));
  await expect(panel, "the other guardian is a number").not.toContainText(second.email);
  const erased = ["right_child", "identifiers_read_before_erasing", "erased", "processors_told", "kept_records_listed"];
  await (await filledClosing(desk.page, erased)).locator("button").click();
  await expect(desk.page.locator(".error-summary"), "the press of a button does not get past it").toBeVisible();
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-in-progress"));

  // What both want is done, though they differ on the rest; and what protects waits for nobody.
  const agreed = await askFor(page, t, path, "correction");
  await mailed(habeas, second.email, t("mail-subject-other-guardian", { product: "HelloTalk", reference: agreed }));
  await takeOnChild(desk.page, agreed);
  await expect(panel).toContainText(staff("gpanel-barrier-needs-both"));
  await theirs.goto("/guardian");
  await theirs.locator("section.panel").filter({ hasText: agreed }).getByRole("button", { name: t("guardian-asked-agree") }).click();
  await expect(theirs.locator("section.panel").filter({ hasText: agreed })).toContainText(t("guardian-asked-agreed"));
  await desk.page.reload();
  await expect(panel).not.toContainText(staff("gpanel-barrier-needs-both"));
  await (await filledClosing(desk.page, CORRECTED)).locator("button").click();
  await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-closed"));
  const protective = await askFor(page, t, path, "consent");
  await takeOnChild(desk.page, protective);
  await expect(panel).not.toContainText(staff("gpanel-barrier-needs-both"));
  await (await filledClosing(desk.page, ["right_child", "account_found", "collection_stopped", "processors_told"])).locator("button").click();
  await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-closed"));
  await theirs.context().close();
  await desk.context.close();
});

test("the child does not know this person: staff see it, and whoever asked sees nothing", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(11);
  await withAccount(page, habeas, "A Stranger");
  const path = await addChild(page, child);
  const reference = await prove(page, path);
  const mail = await sendCode(page, habeas, t, path, child);
  await page.goto(path);
  const [before, track] = [await page.locator("main").innerText(), async () => (await page.goto(`/requests/${reference}`), page.locator("main").innerText())];
  const tracked = await track();

  const young = await another(browser);
  const link = linkIn(mail, /\/young\//);
  await young.goto(link);
  await expect(young.getByRole("heading", { level: 1 })).toHaveText(t("young-guardian-title"));
  await expect(young.getByText(t("young-guardian-seen"))).toBeVisible();
  await answer(young, link, "stranger");
  await expect(young.getByText(t("young-thanks-stranger"))).toBeVisible();
  await expect(young.getByText(t("young-help-text"))).toBeVisible();
  await young.context().close();

  await page.goto(path);
  expect(await page.locator("main").innerText(), "the child's page is as it was").toBe(before);
  expect(await track(), "and so is the case's").toBe(tracked);
  const desk = await atDesk(browser, carers.agent);
  await takeOnChild(desk.page, reference);
  await expect(desk.page.getByTestId("guardian")).toContainText(staff("authority-state-suspended"));
  await expect(desk.page.getByTestId("flags")).toContainText(staff("flag-safeguarding"));
  const form = desk.page.getByTestId("authority");
  await tick(form, "done", "call");
  await tick(form, "right", "view");
  await form.locator('button[value="grant"]').click();
  await expect(desk.page.locator(".error-summary"), "an agent does not decide this").toBeVisible();
  await desk.context.close();
});
