import { atDesk, takeFromQueue, t as staff, unfolded } from "../support/desk.js";
import { askForAds, enterCode, mailed, mailedCode, pressLink, prove, referenceOn } from "../support/requester.js";
import { expect, expectRefused, field, linkIn, someone, test, tick, words } from "../support/test.js";

const t = words("en");

test("a request is proved by the mail's link, in another browser", async ({ page, browser, habeas }) => {
  const address = someone();
  await page.goto("/hellotalk/advertising");
  await field(page, "email").fill(address);
  await page.getByRole("button", { name: t("ask-send") }).click();
  const code = await mailed(habeas, address, t("mail-subject-code", { product: "HelloTalk" }));
  const phone = await browser.newContext();
  const theirs = await phone.newPage();
  await theirs.goto(linkIn(code, /\/link\//));
  await theirs.goto(linkIn(code, /\/link\//));
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(t("link-prove-title"));
  await pressLink(theirs, t, code, t("link-yes-advertising-opt-out", { product: "HelloTalk" }));
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(t("receipt-title"));
  await mailed(habeas, address, t("mail-subject-receipt", { product: "HelloTalk", reference: await referenceOn(theirs) }));
  await phone.close();
  // The browser that asked holds a code that is used up: it gets another, which opens the page.
  await page.goto("/code");
  await expect(page.getByText(t("code-over"))).toBeVisible();
  await page.getByRole("button", { name: t("code-resend") }).click();
  await enterCode(page, t, await mailedCode(habeas, t, address));
  await expect(page).toHaveURL(/\/requests\//);
});

test("a request is found by its reference and a code; one that does not exist looks the same", async ({ page, browser, habeas }) => {
  const address = someone();
  const reference = await askForAds(page, habeas, t, address);
  const stranger = await browser.newContext();
  const theirs = await stranger.newPage();

  // Whoever has the address of the page alone sees nothing of it.
  const seen = await theirs.goto(`/requests/${reference}`);
  expect(seen?.status()).toBe(200);
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(t("find-title"));
  await expect(field(theirs, "reference")).toHaveValue(reference);
  expect(await theirs.content()).not.toContain(address);
  for (const path of ["withdraw", "messages", "appeal", "fresh"]) {
    const answer = await stranger.request.post(`/requests/${reference}/${path}`, {
      headers: { "sec-fetch-site": "same-origin", origin: habeas.origin },
      form: { sure: "yes", words: "x" },
    });
    expect(answer.status(), path).toBe(404);
  }

  const code = async (typed: string) => {
    await theirs.goto("/requests");
    await field(theirs, "reference").fill(typed);
    await theirs.getByRole("button", { name: t("find-go") }).click();
    await expect(theirs).toHaveURL("/code");
    // The time until which it works is another each time, and so is the code that the form is for.
    return (await theirs.locator("main").innerHTML()).replace(/It works until [^<]*/, "").replace(/ name="of" value="[0-9a-f]{16}"/g, "");
  };
  // Well formed, its check character right, and nobody's.
  const none = await code("HT-0000-000Z");
  await enterCode(theirs, t, "123456");
  await expect(theirs.locator(".error-summary")).toContainText(t("error-code-wrong-left", { count: 4 }));
  // As people type it: small letters, spaces.
  const there = await code(` ${reference.toLowerCase().replaceAll("-", " ")} `);
  expect(there).toBe(none);
  await enterCode(theirs, t, await mailedCode(habeas, t, address));
  await expect(theirs).toHaveURL(`/requests/${reference}`);
  await expect(theirs.getByText(t("track-state-in-review"))).toBeVisible();

  await theirs.goto("/requests");
  const wrong = reference.slice(0, -1) + (reference.endsWith("0") ? "1" : "0");
  await field(theirs, "reference").fill(wrong);
  await theirs.getByRole("button", { name: t("find-go") }).click();
  await expectRefused(theirs, t, { reference: t("error-reference-check") });
  await expect(field(theirs, "reference")).toHaveValue(wrong);
  await stranger.close();

  // Leaving closes the page on this device.
  await page.goto(`/requests/${reference}`);
  await page.getByRole("button", { name: t("track-leave") }).click();
  await page.goto(`/requests/${reference}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("find-title"));
});

test("a request is withdrawn, once it is meant", async ({ page, habeas }) => {
  const address = someone();
  const reference = await askForAds(page, habeas, t, address);
  await page.goto(`/requests/${reference}`);
  await page.getByText(t("withdraw-title")).click();
  await page.getByRole("button", { name: t("withdraw-go") }).click();
  await expectRefused(page, t, { "withdraw-sure": t("error-sure-required") });
  await tick(page, "sure", "yes");
  await page.getByRole("button", { name: t("withdraw-go") }).click();
  await expect(page.getByText(t("track-state-revoked"))).toBeVisible();
  await expect(page.getByRole("button", { name: t("withdraw-go") })).toHaveCount(0);
  await mailed(habeas, address, t("mail-subject-withdrawn", { product: "HelloTalk", reference }));
});

test("an account without an e-mail is proved by a code inside the app", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(180_000);
  const address = someone();
  await page.goto("/hellotalk/advertising");
  await tick(page, "no_email", "yes");
  await expect(page.getByText(t("no-email-text"))).toBeVisible();
  await field(page, "email").fill(address);
  await page.getByRole("button", { name: t("ask-send") }).click();
  await expectRefused(page, t, { login: t("error-login-required"), app_id: t("error-app-id-required") });
  await tick(page, "login", "wechat");
  await field(page, "app_id").fill(`mei_${address.replace(/[^a-z0-9]+/g, "_")}`.slice(0, 40));
  await page.getByRole("button", { name: t("ask-send") }).click();
  const reference = await prove(page, habeas, t, address);

  const desk = await atDesk(browser, agents.first);
  await takeFromQueue(desk.page, reference, "?kind=advertising_opt_out&view=unassigned");
  await expect(desk.page.getByText(staff("subject-contact-no-power"))).toBeVisible();
  // All that the agent can tick is not enough without the code from the app.
  const form = await unfolded(desk.page, "close");
  await tick(form, "outcome", "fulfilled");
  for (const check of ["account_found", "switch_set", "partners_told"]) await tick(form, "check", check);
  await form.locator("button").click();
  await expect(desk.page.locator(".error-summary")).toContainText(staff("error-checklist-missing"));
  await desk.page.getByTestId("in-app").locator("button").click();
  const code = await desk.page.getByTestId("in-app-code").innerText();

  await page.goto(`/requests/${reference}`);
  const box = page.locator("section.panel").filter({ has: page.getByRole("heading", { name: t("in-app-own-title") }) });
  const type = async (typed: string) => {
    // Key by key, as a person does: what the field does not take is not there.
    await field(box, "code").pressSequentially(typed);
    await box.getByRole("button", { name: t("in-app-go") }).click();
  };
  await type("ZZZZ-ZZZZ");
  await expectRefused(page, t, { "in-app-code": t("error-in-app-code-wrong") });
  await type(code.toLowerCase());
  await expect(page.getByText(t("in-app-done"))).toBeVisible();
  await desk.page.goto(`/staff/tickets/${reference}`);
  await expect(desk.page.getByText(staff("subject-contact-power"))).toBeVisible();
  const again = await unfolded(desk.page, "close");
  await tick(again, "outcome", "fulfilled");
  for (const check of ["account_found", "switch_set", "partners_told"]) await tick(again, "check", check);
  await again.locator("button").click();
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-fulfilled"));
  await desk.context.close();
});

test("moments are shown in the zone that was chosen", async ({ page, habeas }) => {
  const reference = await askForAds(page, habeas, t, someone());
  await page.goto(`/requests/${reference}`);
  await page.locator("summary").filter({ hasText: /Times are shown/ }).click();
  await page.locator("#zone").selectOption("America/New_York");
  await page.getByRole("button", { name: t("zone-go") }).click();
  await expect(page.locator(".notice.success")).toContainText(t("track-done-zone"));
  await expect(page.locator("summary").filter({ hasText: "New York" })).toBeVisible();
  await expect(page.locator(".clock .due").first()).toContainText(/UTC[-−]5/);
});
