import type { Page } from "@playwright/test";
import { another, logIn, signUp, test } from "../support/guardian.js";
import { mailed, referenceOn } from "../support/requester.js";
import { code, type Second, totp } from "../support/staff.js";
import { expect, expectRefused, field, linkIn, someone, tick, words } from "../support/test.js";

const t = words("en");

/** Sets the second step up. The recovery codes were shown, and the page of the second step is open then. */
async function turnOn(page: Page): Promise<Second> {
  await page.goto("/account/second");
  await page.getByRole("button", { name: t("account-factor-start") }).click();
  const key = (await page.locator("main code.ltr").innerText()).replaceAll(/\s/g, "");
  const form = page.getByTestId("factor-on");
  const used = Math.floor(Date.now() / 30_000);
  const right = totp(key, used);
  await field(form, "code").fill(right === "000000" ? "111111" : "000000");
  await form.locator("button").click();
  await expectRefused(page, t, { code: t("error-second-wrong") });
  await field(form, "code").fill(right);
  await form.locator("button").click();
  const recovery = await page.getByTestId("codes").locator("code").allInnerTexts();
  expect(recovery, "ten recovery codes, shown once").toHaveLength(10);
  await page.getByRole("link", { name: t("account-codes-done") }).click();
  await expect(page.getByText(t("account-factor-on-lede"))).toBeVisible();
  return { key, used, recovery };
}

/** Enters a code on the page of the second step. */
async function second(page: Page, entered: string): Promise<void> {
  const form = page.getByTestId("account-second");
  await field(form, "code").fill(entered);
  await form.locator("button").click();
}

test("signing up: the same answer for every address, and the mail alone differs", async ({ page, browser, habeas }) => {
  const parent = await signUp(page, habeas, t);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("account-hello", { name: parent.name }));
  const theirs = await another(browser);
  const said = async (email: string) => {
    await theirs.goto("/account/new");
    await field(theirs, "email").fill(email);
    await theirs.getByTestId("account-email").locator("button").click();
    await expect(theirs).toHaveURL("/account/new/sent");
    return theirs.locator("main").innerHTML();
  };
  const stranger = someone();
  expect(await said(parent.email)).toBe(await said(stranger));
  const first = await mailed(habeas, stranger, t("mail-account-subject-sign-up"));
  await mailed(habeas, parent.email, t("mail-account-subject-exists"));

  // The form behind the link: with mistakes, then well, and then never again.
  const link = linkIn(first, /\/account\/new\//);
  await theirs.goto(link);
  const form = theirs.getByTestId("account-make");
  await field(form, "password").fill("passwordpassword");
  await form.locator("button").click();
  await expectRefused(theirs, t, { name: t("error-name-required"), password: t("error-password-common") });
  await expect(field(form, "password"), "a password is never given back").toHaveValue("");
  await field(form, "name").fill("Ama");
  await field(form, "password").fill("four grey gulls on a wall");
  await form.locator("button").click();
  await expect(theirs).toHaveURL("/account");
  expect((await theirs.goto(link))?.status(), "the link works once").toBe(404);
  await theirs.context().close();
});

test("logging in: wrong passwords and unknown addresses get the same words", async ({ page, habeas }) => {
  const parent = await signUp(page, habeas, t);
  await page.getByRole("button", { name: t("account-logout") }).click();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/account\/login/);
  const said = async (email: string) => {
    await logIn(page, { ...parent, email }, "not the password at all");
    await expect(page.locator(".error-summary")).toBeVisible();
    await expect(page.getByTestId("account-login").locator('input[name="password"]')).toHaveValue("");
    return (await page.locator("main").innerHTML()).replaceAll(email, "");
  };
  expect(await said(parent.email)).toBe(await said(someone()));
  await logIn(page, parent);
  await expect(page).toHaveURL("/account");
  // Nowhere else does the way lead.
  await page.getByRole("button", { name: t("account-logout") }).click();
  await page.goto("/account/login?to=//evil.example/");
  const form = page.getByTestId("account-login");
  await field(form, "email").fill(parent.email);
  await field(form, "password").fill(parent.password);
  await form.locator("button").click();
  await expect(page).toHaveURL("/account");
});

test("the second step: set up, asked for at log-in, and got past by a recovery code once", async ({ page, habeas }) => {
  test.setTimeout(240_000);
  const parent = await signUp(page, habeas, t);
  const factor = await turnOn(page);
  await mailed(habeas, parent.email, t("mail-account-subject-news"));
  await page.context().clearCookies();

  await logIn(page, parent);
  await expect(page).toHaveURL(/\/account\/login\/second/);
  for (const path of ["/account", "/guardian/children/new"]) {
    await page.goto(path);
    await expect(page, "a password alone opens nothing").toHaveURL(/\/account\/login/);
  }
  await logIn(page, parent);
  await second(page, totp(factor.key, factor.used));
  await expectRefused(page, t, { code: t("error-second-wrong") });
  await second(page, await code(factor));
  await expect(page).toHaveURL("/account");

  const spare = factor.recovery.pop()!;
  await page.context().clearCookies();
  await logIn(page, parent);
  await second(page, spare);
  await expect(page).toHaveURL("/account");
  await page.context().clearCookies();
  await logIn(page, parent);
  await second(page, spare);
  await expectRefused(page, t, { code: t("error-second-wrong") });
});

test("a forgotten password: the mail's link proves the mailbox, not the second step", async ({ page, browser, habeas }) => {
  test.setTimeout(240_000);
  const parent = await signUp(page, habeas, t);
  const factor = await turnOn(page);
  const theirs = await another(browser);
  const ask = async (email: string) => {
    await theirs.goto("/account/reset");
    await field(theirs, "email").fill(email);
    await theirs.getByTestId("account-email").locator("button").click();
    await expect(theirs).toHaveURL("/account/reset/sent");
    return theirs.locator("main").innerHTML();
  };
  const nobody = someone();
  expect(await ask(parent.email)).toBe(await ask(nobody));
  const link = linkIn(await mailed(habeas, parent.email, t("mail-account-subject-reset")), /\/account\/reset\//);
  expect(habeas.mail.to(nobody), "who has no account gets no mail").toEqual([]);
  await theirs.goto(link);
  const form = theirs.getByTestId("account-choose");
  const fresh = "three otters and a kettle";
  await field(form, "password").fill(fresh);
  await form.locator("button").click();
  await expectRefused(theirs, t, { code: t("error-code-required") });
  await field(form, "password").fill(fresh);
  await field(form, "code").fill(factor.recovery.pop()!);
  await form.locator("button").click();
  await expect(theirs).toHaveURL("/account");
  await theirs.context().close();

  await page.goto("/account");
  await expect(page, "every other session has ended").toHaveURL(/\/account\/login/);
  await logIn(page, parent);
  await expect(page.locator(".error-summary"), "the old password opens nothing").toBeVisible();
  await logIn(page, parent, fresh);
  await expect(page).toHaveURL(/\/account\/login\/second/);
});

test("sessions are listed, and ended one by one", async ({ page, browser, habeas }) => {
  const parent = await signUp(page, habeas, t);
  const phones = [await another(browser), await another(browser)] as const;
  for (const phone of phones) {
    await logIn(phone, parent);
    await expect(phone).toHaveURL("/account");
  }
  await page.goto("/account/sessions");
  const lines = page.locator("main section.panel");
  await expect(lines).toHaveCount(3);
  await expect(lines.filter({ hasText: t("account-session-this") })).toHaveCount(1);
  await lines.getByRole("button").first().click();
  await expect(page.getByText(t("account-done-ended"))).toBeVisible();
  await expect(lines).toHaveCount(2);
  const open = async () => (await Promise.all(phones.map(async (phone) => (await phone.request.get("/account", { maxRedirects: 0 })).status()))).filter((status) => status === 200).length;
  expect(await open(), "one of the two is out").toBe(1);
  await page.getByRole("button", { name: t("account-sessions-others") }).click();
  await expect(lines).toHaveCount(1);
  expect(await open()).toBe(0);
  for (const phone of phones) await phone.context().close();
});

test("an erased account is gone, and its requests go on", async ({ page, habeas }) => {
  const parent = await signUp(page, habeas, t);
  // Logged in with the very address, there is nothing to prove again.
  await page.goto("/hellotalk/advertising");
  await field(page, "email").fill(parent.email);
  await page.getByRole("button", { name: t("ask-send") }).click();
  const reference = await referenceOn(page);
  await page.goto("/account");
  await expect(page.getByTestId("requests")).toContainText(reference);
  await page.getByRole("link", { name: t("account-settings-erase") }).click();
  await page.getByRole("button", { name: t("account-erase-button") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await tick(page, "sure", "yes");
  await page.getByRole("button", { name: t("account-erase-button") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("account-erased-title"));
  await mailed(habeas, parent.email, t("mail-account-subject-news"));
  await logIn(page, parent);
  await expect(page.locator(".error-summary")).toBeVisible();
  expect(await habeas.sql("SELECT count(*) FROM tickets WHERE account_id IS NOT NULL AND account_id NOT IN (SELECT id FROM accounts)")).toBe("0");
  await page.goto(`/requests/${reference}`);
  await expect(page.locator("main .reference").first(), "the browser that proved it still has it").toContainText(reference);
});
