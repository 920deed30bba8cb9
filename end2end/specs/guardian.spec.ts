import type { Page } from "@playwright/test";
import { atDesk, findLine, say, t as staff, unfolded } from "../support/desk.js";
import { aChild, approve, type Child, CORRECTED, caseOn, filledClosing, logIn, signUp, test } from "../support/guardian.js";
import { duesOn, mailed, REFERENCE } from "../support/requester.js";
import { choice, codeIn, expect, expectFits, expectRefused, field, linkIn, manner, narrow, tick, words } from "../support/test.js";
import type { Lang, Words } from "../support/texts.js";

/** Fills the form of a child, which is open, and sends it; answers the path of its page, which is open then. */
async function fillChild(page: Page, t: Words, child: Child): Promise<string> {
  await tick(page, "product", "hellotalk");
  await field(page, "name").fill(child.name);
  await field(page, "app_id").fill(child.appId);
  await field(page, "email").fill(child.email);
  await field(page, "birth_day").fill(String(child.birth.day));
  await field(page, "birth_month").fill(String(child.birth.month));
  await field(page, "birth_year").fill(String(child.birth.year));
  await field(page, "country").selectOption(child.country);
  await page.getByRole("button", { name: t("guardian-new-send") }).click();
  await expect(page).toHaveURL(/\/guardian\/children\/(?!new$)[0-9a-z]+$/);
  return new URL(page.url()).pathname;
}

/** A parent with a phone in the evening, from the first page to a datum changed; the agent sits at a desk. */
for (const lang of ["en", "zh-CN"] satisfies Lang[]) {
  test.describe(lang, () => {
    test.use({ locale: lang, ...narrow });
    test(`a guardian has a child's datum corrected (${lang})`, manner(lang), async ({ page, browser, habeas, staff: member }) => {
      test.setTimeout(300_000);
      const t = words(lang);
      const child = aChild(10, "GB", "Mina 敏娜");

      // A stranger reads what it takes, and makes an account.
      await page.goto("/");
      await page.getByRole("link", { name: t("footer-guardians") }).first().click();
      await expect(page).toHaveURL("/guardian");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("guardian-title"));
      for (const line of ["guardian-can-view", "guardian-takes-3", "guardian-takes-4", "guardian-child-first"]) await expect(page.getByText(t(line))).toBeVisible();
      await expectFits(page);
      await page.getByRole("link", { name: t("guardian-start") }).click();
      await expect(page).toHaveURL("/account/new");
      const parent = await signUp(page, habeas, t);
      await page.getByRole("link", { name: t("account-children-go") }).click();
      await expect(page.getByText(t("guardian-none"))).toBeVisible();

      // The child: once with nothing, then well.
      await page.getByRole("link", { name: t("guardian-add") }).click();
      await page.getByRole("button", { name: t("guardian-new-send") }).click();
      await expectRefused(page, t, {
        product: t("error-choose-one"),
        name: t("error-child-name-required"),
        app_id: t("error-child-id-required"),
        birth: t("error-birth-invalid"),
        country: t("error-child-country-required"),
      });
      const path = await fillChild(page, t, child);
      await expect(page.locator(".notice.success")).toContainText(t("guardian-done-added"));
      await expect(page.getByText(t("guardian-authority-none"))).toBeVisible();
      await expectFits(page);

      // The proof: who one is, how one belongs to the child, and that nothing limits it; each with its why, who and until when.
      await page.getByRole("link", { name: t("guardian-proof-go") }).click();
      await expect(page.getByText(t("guardian-proof-who-text"))).toBeVisible();
      await tick(page, "method", "child_code");
      await expect(page.getByText(t("guardian-method-why-child-code"))).toBeVisible();
      await field(page, "words").fill("她和我同住 <b>& us</b>");
      await page.getByRole("button", { name: t("guardian-proof-send") }).click();
      await expectRefused(page, t, { relation: t("error-choose-one"), method: t("error-method-identity"), declared: t("error-declaration-required") });
      await expect(field(page, "words")).toHaveValue("她和我同住 <b>& us</b>");
      await tick(page, "relation", "parent");
      await tick(page, "method", "call");
      await tick(page, "declared", "yes");
      await page.getByRole("button", { name: t("guardian-proof-send") }).click();
      await expect(page.locator(".notice.success")).toContainText(t("guardian-done-proof-sent"));
      await expect(page.getByText(t("guardian-authority-pending"))).toBeVisible();
      const authority = await caseOn(page, t);
      await mailed(habeas, parent.email, t("mail-subject-receipt", { product: "HelloTalk", reference: authority }));

      // The child gets a code in its own words, and gives it to the guardian.
      await page.getByRole("button", { name: t("guardian-code-send") }).click();
      await expect(page.locator(".notice.success")).toContainText(t("guardian-done-code-sent"));
      const letter = await mailed(habeas, child.email, t("mail-subject-child-code", { product: "HelloTalk" }));
      expect(letter.text).toContain(t("mail-child-code-if-not"));
      expect(letter.text).toContain(t("mail-child-help"));
      const code = codeIn(letter);
      await field(page, "code").fill(code === "000000" ? "111111" : "000000");
      await page.getByRole("button", { name: t("guardian-code-go") }).click();
      await expectRefused(page, t, { "code-code": t("error-child-code-wrong") });
      await field(page, "code").fill(code);
      await page.getByRole("button", { name: t("guardian-code-go") }).click();
      await expect(page.locator(".notice.success")).toContainText(t("guardian-done-code-right"));

      // A correction while the proof is being checked. The password was entered long ago: it is asked for again, and before
      // anything is typed. (The ten minutes are over because the database is told so.)
      await habeas.sql("UPDATE sessions SET fresh_until = 1 WHERE kind = 'account'");
      await page.getByRole("link", { name: t("guardian-act-correction"), exact: true }).click();
      await expect(page).toHaveURL(`/account/confirm?to=${encodeURIComponent(`${path}/correction`)}`);
      await field(page, "password").fill("not the password at all");
      await page.getByTestId("account-confirm").locator("button").click();
      await expectRefused(page, t, { password: t("error-password-wrong") });
      await field(page, "password").fill(parent.password);
      await page.getByTestId("account-confirm").locator("button").click();
      await expect(page).toHaveURL(`${path}/correction`);
      await expect(page.getByText(t("guardian-ask-pending"))).toBeVisible();
      await expect(page.getByText(t("guardian-ask-told-text"))).toBeVisible();
      await field(page, "category").selectOption("profile");
      await field(page, "says").fill("Mia");
      await page.getByRole("button", { name: t("ask-send") }).click();
      await expectRefused(page, t, { should_say: t("error-should-say-required") });
      await expect(field(page, "says")).toHaveValue("Mia");
      await field(page, "should_say").fill("Mina 敏娜");
      await page.getByRole("button", { name: t("ask-send") }).click();
      await expect(page).toHaveURL(/\/requests\/[^/]+\/received$/);
      await expectFits(page);
      const reference = REFERENCE.exec(page.url())![0];
      await page.goto(`/requests/${reference}`);
      await expect(page.getByText(t("track-state-authority-pending"))).toBeVisible();
      const dues = await duesOn(page);
      expect(dues.length, "its clocks run while it waits").toBeGreaterThan(0);
      expect(habeas.mail.to(child.email), "the child hears nothing of a request that may never be").toHaveLength(1);

      // A privacy officer approves the agent for children's data; the agent says what the ticket is opened for, and decides.
      const [officer, agent] = [await member("privacy_officer", "Olga"), await member("agent", "Nia")];
      await approve(browser, officer, [agent]);
      const desk = await atDesk(browser, agent);
      await (await findLine(desk.page, authority, "?kind=guardian_authority")).getByRole("link", { name: authority }).click();
      await expect(desk.page.getByTestId("gate")).toBeVisible();
      const closed = await desk.page.locator("main").innerText();
      for (const secret of [parent.email, child.email, child.appId, "Mina", "同住"]) expect(closed, "nothing personal before the purpose").not.toContain(secret);
      await desk.page.getByTestId("look").locator("button").click();
      await expect(desk.page.locator(".error-summary")).toContainText(staff("error-purpose-required"));
      await say(desk.page);
      await expect(desk.page.getByTestId("guardian")).toContainText(child.appId);
      await expect(desk.page.getByTestId("guardian")).toContainText(staff("gpanel-code-right"));
      await desk.page.getByTestId("claim").getByRole("button").click();
      const form = desk.page.getByTestId("authority");
      await form.locator('button[value="grant"]').click();
      await expect(desk.page.locator(".error-summary")).toContainText(staff("error-fact-identity-missing"));
      await tick(form, "done", "call");
      await form.locator('button[value="grant"]').click();
      await expect(desk.page.locator(".error-summary"), "a code to an address that nobody looked up proves no link").toContainText(staff("error-fact-link-missing"));
      await expect(choice(form, "done", "call"), "what was ticked is ticked still").toBeChecked();
      await tick(form, "address_matches", "yes");
      await form.locator('input[name="console_id"]').fill(child.appId.toUpperCase());
      for (const right of ["view", "update", "revoke"]) await tick(form, "right", right);
      await form.locator('button[value="grant"]').click();
      await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-authority-decided"));
      await mailed(habeas, parent.email, t("mail-subject-outcome", { product: "HelloTalk", reference: authority }));

      // The child is told of both, in words a child reads.
      const subject = t("mail-subject-child-told", { product: "HelloTalk" });
      const told = [await mailed(habeas, child.email, subject), await mailed(habeas, child.email, subject)].map((mail) => mail.text ?? "");
      for (const line of [t("mail-child-told-authority", { product: "HelloTalk" }), t("mail-child-told-correction")]) {
        expect(told.filter((text) => text.includes(line)), line).toHaveLength(1);
      }
      for (const text of told) expect(text).toContain(t("mail-child-told-yours"));

      // The correction, with before and after; it does not close until the agent has looked at the right child.
      await desk.page.goto(`/staff/tickets/${reference}`);
      await say(desk.page);
      await desk.page.getByTestId("claim").getByRole("button").click();
      await expect(desk.page.getByTestId("details")).toContainText("Mia");
      await expect(desk.page.getByTestId("details")).toContainText("Mina 敏娜");
      let sheet = await filledClosing(desk.page, CORRECTED.slice(1));
      await sheet.locator("button").click();
      await expect(desk.page.locator(".error-summary")).toBeVisible();
      sheet = await unfolded(desk.page, "close");
      await tick(sheet, "check", "right_child");
      await field(sheet, "words").fill("Her name now reads Mina 敏娜.");
      await sheet.locator("button").click();
      await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-closed"));
      await desk.context.close();

      // The guardian reads it: in the mail, on the request's page, and among the child's requests.
      const outcome = await mailed(habeas, parent.email, t("mail-subject-outcome", { product: "HelloTalk", reference }));
      expect(outcome.text).toContain("Her name now reads Mina 敏娜.");
      await page.goto(path);
      await expect(page.getByText(t("guardian-authority-granted"))).toBeVisible();
      await expect(page.locator(".request-list li").filter({ hasText: reference })).toContainText(t("state-fulfilled"));
      await page.locator(".request-list li").filter({ hasText: reference }).getByRole("link").click();
      expect(await duesOn(page), "the clock that ran from the first day").toEqual(dues);
      await expect(page.locator("section.outcome")).toContainText("Her name now reads Mina 敏娜.");
      await expectFits(page);

      // And the next evening, from another phone.
      await page.context().clearCookies();
      await page.goto(path);
      await expect(page).toHaveURL(/\/account\/login/);
      await logIn(page, parent);
      await page.goto(path);
      await expect(page.getByText(t("guardian-authority-granted"))).toBeVisible();
      expect(linkIn(letter, /\/young\//), "the child's way to say no was in its mail").toContain(habeas.origin);
    });
  });
}
