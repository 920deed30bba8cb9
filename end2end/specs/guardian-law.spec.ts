import { atDesk, t as staff, takeOnChild, unfolded } from "../support/desk.js";
import { aChild, another, approve, askFor, confirmed, filledClosing, test, withAccount } from "../support/guardian.js";
import { askForAds, mailed, prove as proved } from "../support/requester.js";
import { choice, expect, field, linkIn, someone, tick, words } from "../support/test.js";

const t = words("en");
const SEEN = ["right_child", "third_parties_left_out", "secrets_left_out"];

test("an order of protection: place and the other parent stay out, and nothing is done for a suspected guardian", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(8);
  await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.lead);
  const path = await confirmed(page, habeas, t, child, desk.page);
  const reference = await askFor(page, t, path, "access");
  await takeOnChild(desk.page, reference);
  const form = await unfolded(desk.page, "close");
  for (const check of SEEN) await expect(choice(form, "check", check)).toHaveCount(1);
  await expect(choice(form, "check", "location_left_out")).toHaveCount(0);
  const flag = async (code: string, about: string) => {
    const sheet = await unfolded(desk.page, "flag");
    await tick(sheet, "flag", code);
    await tick(sheet, "about", about);
    await field(sheet, "note").fill("Order of 3 March, seen.");
    await sheet.locator("button").click();
    await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-flag-set"));
  };

  await flag("protection_order", "child");
  await unfolded(desk.page, "close");
  for (const check of ["location_left_out", "other_guardian_left_out", "child_not_told"]) await expect(choice(form, "check", check)).toHaveCount(1);
  await expect(desk.page.getByTestId("guardian"), "nor is it given out on one word").toContainText(staff("gpanel-barrier-needs-both"));
  await page.goto(path);
  const before = await page.locator("main").innerText();

  // About this guardian: nothing at all is done for them, and they are not told why, nor that.
  await flag("protection_order", "this_guardian");
  await expect(desk.page.getByTestId("guardian")).toContainText(staff("authority-state-suspended"));
  await (await filledClosing(desk.page, [...SEEN, "location_left_out", "other_guardian_left_out", "child_not_told"])).locator("button").click();
  await expect(desk.page.locator(".error-summary")).toBeVisible();
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-in-progress"));
  await page.reload();
  expect(await page.locator("main").innerText()).toBe(before);
  // An agent reads the flags, and sets none.
  await desk.context.close();
  const agent = await atDesk(browser, carers.agent);
  await takeOnChild(agent.page, reference);
  await expect(agent.page.getByTestId("flags")).toContainText(staff("flag-protection-order"));
  await expect(agent.page.getByTestId("flag")).toHaveCount(0);
  await agent.context.close();
});

test("France: a consent counts once the child has agreed as well", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(12, "FR");
  const parent = await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  await confirmed(page, habeas, t, child, desk.page, ["view", "update", "revoke", "consent"]);
  await desk.context.close();
  await expect(page.getByText(t("guardian-consent-joint"))).toBeVisible();
  await expect(choice(page, "scope", "ai"), "no box that this country's law does not ask for").toHaveCount(0);
  await page.getByRole("button", { name: t("guardian-consent-give") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await tick(page, "scope", "account");
  await tick(page, "understood", "yes");
  await page.getByRole("button", { name: t("guardian-consent-give") }).click();
  await expect(page.getByText(t("guardian-consent-state-awaiting-child"))).toBeVisible();

  const ask = await mailed(habeas, child.email, t("mail-subject-consent-ask", { product: "HelloTalk" }));
  const young = await another(browser);
  await young.goto(linkIn(ask, /\/young\//));
  await expect(young.getByRole("heading", { level: 1 })).toHaveText(t("young-consent-title"));
  await expect(young.getByText(t("young-consent-nothing"))).toBeVisible();
  await tick(young, "choice", "agree");
  await young.getByRole("button", { name: t("young-send") }).click();
  await expect(young.getByText(t("young-thanks-agreed"))).toBeVisible();
  await young.context().close();

  await page.reload();
  await expect(page.getByText(t("guardian-consent-state-given"), { exact: true })).toBeVisible();
  const consent = page.getByRole("region", { name: t("guardian-consent-title") });
  const reference = (await consent.locator(".reference").innerText()).trim();
  const receipt = await mailed(habeas, parent.email, t("mail-subject-consent", { product: "HelloTalk", reference }));
  expect(receipt.text).toContain("Loi Informatique et Libertes Art. 45");

  // Taken back as easily as it was given.
  await consent.getByText(t("guardian-consent-withdraw"), { exact: true }).click();
  await tick(consent, "sure", "yes");
  await page.getByRole("button", { name: t("guardian-consent-withdraw-go") }).click();
  await expect(page.getByText(t("guardian-consent-state-withdrawn"), { exact: true })).toBeVisible();
});

test("Italy: below fourteen, AI needs a consent of its own", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(12, "IT");
  const parent = await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  await confirmed(page, habeas, t, child, desk.page, ["view", "update", "revoke", "consent"]);
  await desk.context.close();
  await expect(page.getByText(t("guardian-consent-ai"))).toBeVisible();
  await expect(page.getByText(t("guardian-consent-joint"))).toHaveCount(0);
  await expect(choice(page, "scope", "ai"), "never ticked beforehand").not.toBeChecked();
  await tick(page, "scope", "account");
  await tick(page, "scope", "ai");
  await tick(page, "understood", "yes");
  await page.getByRole("button", { name: t("guardian-consent-give") }).click();
  await expect(page.getByText(t("guardian-consent-state-given"), { exact: true })).toBeVisible();
  const reference = (await page.getByRole("region", { name: t("guardian-consent-title") }).locator(".reference").innerText()).trim();
  const receipt = await mailed(habeas, parent.email, t("mail-subject-consent", { product: "HelloTalk", reference }));
  expect(receipt.text).toContain(t("consent-scope-ai"));
});

test("a child's own request is the child's alone", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(9);
  const parent = await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, child, desk.page);
  await desk.context.close();
  const young = await another(browser);
  await young.goto("/hellotalk/access");
  await field(young, "email").fill(child.email);
  await field(young, "country").selectOption("GB");
  await field(young, "app_id").fill(child.appId);
  await young.getByRole("button", { name: t("ask-send") }).click();
  const reference = await proved(young, habeas, t, child.email);
  await young.context().close();
  await page.goto(path);
  await expect(page.locator("main"), "the guardian does not see it").not.toContainText(reference);
  await page.goto(`/requests/${reference}`);
  await expect(page.getByRole("heading", { level: 1 }), "nor can open it").toHaveText(t("find-title"));
  for (const mail of habeas.mail.to(parent.email)) expect(`${mail.subject}${mail.text}`, "and is not told").not.toContain(reference);
});

test("a guardian of another child finds nothing", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(300_000);
  const child = aChild(9);
  await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, child, desk.page);
  await desk.context.close();
  const reference = await askFor(page, t, path, "correction");
  const other = await another(browser);
  await withAccount(other, habeas, "Not Mine");
  const nothing = (await other.goto("/guardian/children/01m8096hq0vvs3457pq9e0bn6z"))!;
  expect(nothing.status()).toBe(404);
  const words404 = await other.locator("main").innerText();
  for (const part of ["", "/proof", "/form", "/access", "/correction", "/deletion", "/consent"]) {
    expect((await other.goto(`${path}${part}`))?.status(), part).toBe(404);
    expect(await other.locator("main").innerText(), `${part}: as one that does not exist`).toBe(words404);
  }
  // Every reference leads who does not have it to the page that finds requests: a real one, and one that does not exist.
  const found = async (wanted: string) => (await other.goto(`/requests/${wanted}`), (await other.locator("main").innerHTML()).replaceAll(wanted, ""));
  expect(await found(reference)).toBe(await found("HT-0000-0000"));
  for (const part of ["/code", "/code/enter", "/consents", "/give-up", "/correction", "/proof"]) {
    const answer = await other.request.post(`${path}${part}`, { headers: { origin: habeas.origin }, multipart: { sure: "yes", code: "123456", category: "profile", says: "a", should_say: "b" } });
    expect(answer.status(), `POST ${part}`).toBe(404);
  }
  await other.context().close();
});

test("a child uses this: told without an account, decided by a reviewer, and nothing of the account told back", async ({ page, browser, habeas, carers, staff: member }) => {
  test.setTimeout(300_000);
  await page.goto("/hellotalk");
  await page.locator("main").getByRole("link", { name: t("product-children-tell"), exact: true }).click();
  await expect(page).toHaveURL("/hellotalk/child");
  await expect(page.getByText(t("notice-what-3"))).toBeVisible();
  await page.getByRole("button", { name: t("notice-send") }).click();
  await expect(page.locator(".error-summary").getByRole("listitem")).toHaveText([t("error-child-account-required"), t("error-choose-one")]);
  const teller = someone("teacher");
  await field(page, "account").fill("@little_star_2017");
  await tick(page, "relation", "teacher");
  await field(page, "age").fill("9");
  await field(page, "country").selectOption("DE");
  await field(page, "words").fill("She told the class. 她九岁。");
  await field(page, "email").fill(teller);
  await page.getByRole("button", { name: t("notice-send") }).click();
  await expect(page).toHaveURL("/hellotalk/child/received");
  await expect(page.locator(".due-moment time")).toHaveCount(1);
  const reference = (await page.locator(".reference").innerText()).trim();

  const reviewer = await member("reviewer", "Rue");
  await approve(browser, carers.officer, [reviewer]);
  const desk = await atDesk(browser, reviewer);
  await takeOnChild(desk.page, reference);
  await expect(desk.page.locator("main")).toContainText("@little_star_2017");
  await expect(desk.page.locator("main")).toContainText("她九岁。");
  const form = desk.page.getByTestId("decide");
  await expect(field(form, "words"), "there are no words to the teller").toHaveCount(0);
  await tick(form, "decision", "child_account_closed");
  await field(form, "inside").fill("Profile says born 2017.");
  await form.locator("button").click();
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-decided"));
  await desk.context.close();
  const news = await mailed(habeas, teller, t("mail-subject-notice", { product: "HelloTalk", reference }));
  expect(news.text).toContain(t("mail-notice-nothing"));
  for (const secret of ["little_star", t("decision-child-account-closed"), "2017"]) expect(`${news.subject}${news.text}${news.html}`).not.toContain(secret);
  // Nor does a request of the teller's own lead to it.
  await askForAds(page, habeas, t, teller);
  await page.goto(`/requests/${reference}`);
  await expect(page.getByText("little_star")).toHaveCount(0);
});
