import { atDesk, say, t as staff, takeOnChild } from "../support/desk.js";
import { aChild, addChild, another, askFor, confirmed, prove, sendCode, test, withAccount } from "../support/guardian.js";
import { hold } from "../support/hold.js";
import { mailed } from "../support/requester.js";
import { expect, field, linkIn, tick, words } from "../support/test.js";

const t = words("en");

test("everybody can add a child, prove and ask", async ({ page, habeas }) => {
  test.setTimeout(240_000);
  const child = aChild(12, "IT");
  await withAccount(page, habeas);
  await page.goto("/account");
  await hold(page, "account, new");
  await page.goto("/guardian");
  await hold(page, "guardian, no child");
  await page.goto("/guardian/children/new");
  await hold(page, "new child");
  await page.getByRole("button", { name: t("guardian-new-send") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "new child, refused");
  const path = await addChild(page, child);
  await page.goto(path);
  await hold(page, "child, unproved");
  await page.goto(`${path}/form`);
  await hold(page, "form to sign");
  await page.goto(`${path}/proof`);
  for (const method of ["child_code", "relationship_document", "id_plus_face"]) await tick(page, "method", method);
  await hold(page, "proof");
  await page.getByRole("button", { name: t("guardian-proof-send") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "proof, refused");
  const reference = await prove(page, path);
  await sendCode(page, habeas, t, path, child);
  await page.goto(path);
  await page.getByRole("button", { name: t("guardian-code-go") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "child, pending, code refused");
  await page.goto(`/requests/${reference}`);
  await hold(page, "case");
  await page.goto("/guardian");
  await hold(page, "guardian, with a child");
});

test("everybody can ask for each thing, and read what came of it", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(240_000);
  const child = aChild(12, "IT");
  await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.lead);
  const path = await confirmed(page, habeas, t, child, desk.page, ["view", "update", "revoke", "consent"]);
  await hold(page, "child, confirmed");
  for (const act of ["access", "correction", "consent", "deletion", "ai-training"]) {
    await page.goto(`${path}/${act}`);
    await hold(page, act);
    if (act === "access") continue;
    await page.getByRole("button", { name: t("ask-send") }).click();
    await expect(page.locator(".error-summary")).toBeVisible();
    await hold(page, `${act}, refused`);
  }
  await page.goto(path);
  await tick(page, "scope", "account");
  await tick(page, "scope", "ai");
  await tick(page, "understood", "yes");
  await page.getByRole("button", { name: t("guardian-consent-give") }).click();
  await askFor(page, t, path, "access");
  await hold(page, "guardian's receipt");
  await page.goto(path);
  await hold(page, "child, with a consent and a request");
  // Another guardian is asked.
  const theirs = await another(browser);
  await withAccount(theirs, habeas, "Kim Two");
  await confirmed(theirs, habeas, t, child, desk.page);
  const asked = await askFor(theirs, t, new URL(theirs.url()).pathname, "deletion");
  await page.goto("/guardian");
  await expect(page.locator("main")).toContainText(asked);
  await hold(page, "guardian, asked by another");
  await theirs.context().close();
  await desk.context.close();
});

test("everybody can read what a child is asked", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(240_000);
  const young = await another(browser);
  const answer = async (link: string, name: string, choice: string) => {
    await young.goto(link);
    await hold(young, name);
    await young.getByRole("button", { name: t("young-send") }).click();
    await expect(young.locator(".error-summary")).toBeVisible();
    await hold(young, `${name}, refused`);
    await tick(young, "choice", choice);
    await young.getByRole("button", { name: t("young-send") }).click();
    await expect(young.getByRole("heading", { level: 1 })).toHaveText(t("young-thanks"));
    await hold(young, `${name}, answered`);
  };
  // Does the child know who this is?
  await withAccount(page, habeas);
  const stranger = aChild(9);
  const claimed = await addChild(page, stranger);
  await prove(page, claimed);
  await answer(linkIn(await sendCode(page, habeas, t, claimed, stranger), /\/young\//), "do you know them", "stranger");
  // Does the child agree as well?
  const french = aChild(12, "FR");
  const desk = await atDesk(browser, carers.agent);
  const path = await confirmed(page, habeas, t, french, desk.page, ["view", "update", "revoke", "consent"]);
  await tick(page, "scope", "account");
  await tick(page, "understood", "yes");
  await page.getByRole("button", { name: t("guardian-consent-give") }).click();
  await hold(page, "child, consent waits for the child");
  const ask = await mailed(habeas, french.email, t("mail-subject-consent-ask", { product: "HelloTalk" }));
  await answer(linkIn(ask, /\/young\//), "do you agree", "disagree");
  // Does the request go on?
  await askFor(page, t, path, "deletion");
  await habeas.sql("UPDATE authorities SET rights_end_at = 1 WHERE country = 'FR'");
  const handed = await mailed(habeas, french.email, t("mail-subject-handover", { product: "HelloTalk" }));
  await answer(linkIn(handed, /\/young\//), "you decide now", "cancel");
  await page.goto(path);
  await hold(page, "child, the rights have ended");
  await young.context().close();
  await desk.context.close();
});

test("everybody can tell that a child uses an account", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/hellotalk/child");
  await hold(page, "notice");
  await page.getByRole("button", { name: t("notice-send") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "notice, refused");
  await field(page, "account").fill("@little");
  await tick(page, "relation", "other");
  await page.getByRole("button", { name: t("notice-send") }).click();
  await hold(page, "notice, received");
});

test("everybody can work at the evidence desk", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(240_000);
  const child = aChild(9);
  await withAccount(page, habeas);
  const reference = await prove(page, await addChild(page, child));
  const desk = await atDesk(browser, carers.lead);
  await desk.page.goto(`/staff/tickets/${reference}`);
  await hold(desk.page, "gate");
  await desk.page.getByTestId("look").locator("button").click();
  await expect(desk.page.locator(".error-summary")).toBeVisible();
  await hold(desk.page, "gate, refused");
  await say(desk.page);
  await takeOnChild(desk.page, reference);
  await hold(desk.page, "evidence desk");
  await desk.page.getByTestId("authority").locator('button[value="grant"]').click();
  await expect(desk.page.locator(".error-summary")).toContainText(staff("error-fact-identity-missing"));
  await hold(desk.page, "evidence desk, refused");
  await desk.context.close();
});
