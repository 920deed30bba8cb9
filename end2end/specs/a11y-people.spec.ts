import type { Page } from "@playwright/test";
import { logIn, test, withAccount } from "../support/guardian.js";
import { hold } from "../support/hold.js";
import { mailed } from "../support/requester.js";
import { type Member, totp } from "../support/staff.js";
import { enter, expect, field, linkIn, words } from "../support/test.js";

const t = words("en");

/** Sends a form as it is, and waits for what is wrong with it. */
async function refused(page: Page, form: string): Promise<void> {
  await page.getByTestId(form).locator("button").first().click();
  await expect(page.locator(".error-summary")).toBeVisible();
}

test("everybody can make, use and end an account", async ({ page, habeas }) => {
  test.setTimeout(240_000);
  await page.goto("/account/reset");
  await hold(page, "reset");
  await page.goto("/account/new");
  await refused(page, "account-email");
  await hold(page, "sign-up, refused");
  const parent = await withAccount(page, habeas);
  for (const path of ["settings", "email", "password", "sessions", "erase"]) {
    await page.goto(`/account/${path}`);
    await hold(page, path);
  }
  await page.goto("/account/password");
  await refused(page, "account-password");
  await hold(page, "password, refused");
  await page.goto("/account/second");
  await hold(page, "second step, off");
  await page.getByRole("button", { name: t("account-factor-start") }).click();
  await hold(page, "second step, waiting");
  const key = (await page.locator("main code.ltr").innerText()).replaceAll(/\s/g, "");
  const form = page.getByTestId("factor-on");
  await field(form, "code").fill(totp(key, Math.floor(Date.now() / 30_000)));
  await form.locator("button").click();
  await expect(page.getByTestId("codes")).toBeVisible();
  await hold(page, "recovery codes");
  await page.getByRole("link", { name: t("account-codes-done") }).click();
  await hold(page, "second step, on");
  // The ten minutes in which nothing is asked again are over.
  await habeas.sql("UPDATE sessions SET fresh_until = 1 WHERE kind = 'account'");
  await page.goto("/account/erase");
  await expect(page).toHaveURL(/\/account\/confirm/);
  await refused(page, "account-confirm");
  await hold(page, "is it you, refused");
  await page.context().clearCookies();
  await logIn(page, parent);
  await hold(page, "log-in, second step");
  await logIn(page, parent, "not it");
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "log-in, refused");
  await page.goto("/account/new");
  const stranger = `other-${parent.email}`;
  await field(page, "email").fill(stranger);
  await page.getByTestId("account-email").locator("button").click();
  await hold(page, "a mail is sent");
  await page.goto(linkIn(await mailed(habeas, stranger, t("mail-account-subject-sign-up")), /\/account\/new\//));
  await refused(page, "account-make");
  await hold(page, "making, refused");
  await page.goto("/account/new/nothing");
  await hold(page, "link is over");
});

test("everybody on the staff can come in, and see to their account", async ({ page, staff }) => {
  test.setTimeout(300_000);
  const member: Member = await staff("agent", "Nia");
  await page.goto("/staff/forgot");
  await hold(page, "forgot");
  await page.goto("/staff/login");
  await field(page, "email").fill(member.email);
  await field(page, "password").fill(member.password);
  await page.getByTestId("login").locator("button").click();
  await hold(page, "second factor");
  await refused(page, "second");
  await hold(page, "second factor, refused");
  await enter(page, member);
  await page.goto("/staff/account");
  await hold(page, "own account");
  await refused(page, "password");
  await hold(page, "own account, refused");
  await page.getByTestId("new-second").locator("button").click();
  await hold(page, "another authenticator");
});

test("everybody who answers for the staff can read the logs and a colleague's page", async ({ page, browser, staff, carers }) => {
  test.setTimeout(300_000);
  await enter(page, carers.officer);
  for (const path of ["access", "refusals", "people", "promises", "promises/ccpa"]) {
    await page.goto(`/staff/${path}`);
    await hold(page, `/staff/${path}`);
  }
  await page.goto("/staff/access?from=never");
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "access log, refused");
  await page.goto("/staff/promises?from=never");
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "promises, refused");
  await page.goto("/staff/people");
  await page.getByTestId("people").getByRole("link").filter({ hasText: carers.agent.name }).first().click();
  await hold(page, "colleague, as the officer");
  const context = await browser.newContext({ locale: "en" });
  const chief = await context.newPage();
  await enter(chief, await staff("administrator", "Ada"));
  await chief.goto("/staff/people");
  await chief.getByTestId("people").getByRole("link").filter({ hasText: carers.agent.name }).first().click();
  await hold(chief, "colleague, as the administrator");
  await context.close();
});
