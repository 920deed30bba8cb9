import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { atDesk, findLine, takeFromQueue, t as staff } from "../support/desk.js";
import { png } from "../support/files.js";
import { duesOn, enterCode, mailed, mailedCode, referenceOn } from "../support/requester.js";
import { choice, expect, expectRefused, field, langs, linkIn, manner, someone, test, tick, type Words, words } from "../support/test.js";

/** Fills what every report has. */
async function tell(page: Page, harm: string, target: string, value: string, about = ""): Promise<void> {
  await page.goto("/hellotalk/report");
  await tick(page, "harm", harm);
  await tick(page, "target", target);
  await field(page, "value").fill(value);
  await field(page, "words").fill(about);
}

const send = (page: Page, t: Words) => page.getByRole("button", { name: t("report-form-send") }).click();

for (const lang of langs) {
  const t = words(lang);
  test.describe(lang, () => {
    test.use({ locale: lang });

    test(`two reports make one case, and who left an address is told (${lang})`, manner(lang), async ({ page, browser, habeas, agents }) => {
      test.setTimeout(240_000);
      const post = `hellotalk.com/m/${randomUUID()}`;
      const address = someone("reporter");

      // The first is anonymous: with mistakes at first.
      await page.goto("/hellotalk");
      await page.getByRole("link", { name: t("card-title-report"), exact: true }).click();
      await field(page, "value").fill("javascript:alert(1) x");
      await tick(page, "target", "link");
      await field(page, "words").fill("It is about money. 骗钱的");
      await send(page, t);
      await expectRefused(page, t, { harm: t("error-choose-harm"), value: t("error-link-invalid") });
      await expect(field(page, "words")).toHaveValue("It is about money. 骗钱的");
      await expect(choice(page, "target", "link")).toBeChecked();
      await tick(page, "harm", "scam_or_spam");
      await field(page, "value").fill(`https://www.${post}`);
      await send(page, t);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("receipt-title-report"));
      const first = await referenceOn(page);
      await expect(page.getByText(t("receipt-keep-no-mail"))).toBeVisible();
      const dueText = (await page.locator(".due-moment time").getAttribute("datetime"))!;
      const due = Date.parse(dueText);
      expect(due - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
      expect(due - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
      await page.reload();
      expect(await referenceOn(page), "reloading reports nothing twice").toBe(first);

      // The second has an address and a picture.
      await tell(page, "scam_or_spam", "link", `${post}#top`, "I was asked too.");
      await field(page, "files").setInputFiles(png("chat.png"));
      await field(page, "email").fill(address);
      await send(page, t);
      await expect(page.getByText(t("code-report-in"))).toBeVisible();
      const second = await referenceOn(page);
      expect(second).not.toBe(first);
      await enterCode(page, t, await mailedCode(habeas, t, address));
      await expect(page).toHaveURL(`/requests/${second}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("track-title-report"));
      await expect(page.getByText(t("track-report-in-review"))).toBeVisible();
      // Their own day, counted from their own report: the first one's due would tell that there was one before.
      const own = Date.parse((await page.locator(".clock .due time").getAttribute("datetime"))!);
      expect(own).toBeGreaterThan(due);
      expect(own - due).toBeLessThan(60_000);
      const receipt = await mailed(habeas, address, t("mail-subject-report-receipt", { product: "HelloTalk", reference: second }));
      expect(receipt.text).toContain(t("mail-report-next"));

      // One case at the desk, with both under it.
      const desk = await atDesk(browser, agents.first);
      await desk.page.goto("/staff/queue");
      await field(desk.page, "q").fill(second);
      await desk.page.getByTestId("search").getByRole("button").click();
      await expect(desk.page.getByTestId("line")).toHaveCount(1);
      const case_ = await referenceOn(desk.page);
      await takeFromQueue(desk.page, case_, "?kind=report&view=unassigned");
      expect(await duesOn(desk.page), "the first report's clock governs the case").toEqual([dueText]);
      const reports = desk.page.getByTestId("reports").locator("article");
      await expect(reports).toHaveCount(2);
      await expect(reports.first()).toContainText("骗钱的");
      await expect(reports.first()).toContainText(staff("report-anonymous"));
      await expect(reports.last()).toContainText(address);
      await expect(reports.last()).toContainText(staff("report-email-proved"));
      await expect(desk.page.getByTestId("target").locator("a"), "what is reported is never a link").toHaveCount(0);
      await reports.last().locator("summary").click();
      const picture = await reports.last().locator("img").getAttribute("src");
      const shown = await desk.context.request.get(picture!);
      expect(await shown.body()).toEqual(png().buffer);
      expect(shown.headers()["content-type"]).toBe("image/png");

      // The decision: nothing without words to the reporters; what stays inside stays there.
      const form = desk.page.getByTestId("decide");
      await tick(form, "decision", "content_removed");
      await field(form, "inside").fill("Rule 7, seen in the console.");
      await form.locator("button").click();
      await expectRefused(desk.page, staff, { "decide-words": staff("error-words-required") });
      await expect(field(form, "inside")).toHaveValue("Rule 7, seen in the console.");
      await field(form, "words").fill("Thank you. 谢谢。");
      await form.locator("button").click();
      await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-decided"));
      await expect(desk.page.getByTestId("outcomes")).toContainText("Rule 7, seen in the console.");
      await desk.context.close();

      const decision = await mailed(habeas, address, t("mail-subject-decision", { product: "HelloTalk", reference: second }));
      for (const text of [t("decision-content-removed"), "Thank you. 谢谢。"]) expect(decision.text).toContain(text);
      expect(`${decision.text}${decision.html}`).not.toContain("Rule 7");
      await page.goto(linkIn(decision, /\/link\//));
      await page.getByRole("button", { name: t("link-open-go") }).click();
      await expect(page.getByText(t("track-report-decided"))).toBeVisible();
      await expect(page.locator("section.outcome")).toContainText(t("decision-content-removed"));
      await expect(page.locator("section.outcome")).toContainText("Thank you. 谢谢。");
      expect(await page.content()).not.toContain("Rule 7");
      // Of the other reporter nothing is seen.
      expect(await page.content()).not.toContain(first);
    });

    test(`of a child's exploitation the link alone is taken, and it is looked at first (${lang})`, manner(lang), async ({ page, browser, agents, staff: join, habeas }) => {
      test.setTimeout(240_000);
      const lead = await join("lead");
      const value = `https://hellotalk.com/m/${randomUUID()}`;
      await tell(page, "child_sexual_exploitation", "link", value);
      await expect(page.getByText(t("report-form-cse-title"))).toBeVisible();
      await expect(page.getByText(t("report-form-cse-text"))).toBeVisible();
      await expect(field(page, "files"), "there is nowhere to put a picture").toBeHidden();

      // Whoever chose a picture before they said what it is about is refused, and told why.
      await tick(page, "harm", "other");
      await field(page, "files").setInputFiles(png());
      await tick(page, "harm", "child_sexual_exploitation");
      await send(page, t);
      await expect(page.locator(".error-summary")).toContainText(t("error-no-files-here"));
      await expect(field(page, "value")).toHaveValue(value);
      await send(page, t);
      await expect(page.getByText(t("receipt-next-escalated"))).toBeVisible();

      const alarm = await habeas.mail.waitForMail(lead.email, (mail) => /HT-/.test(mail.subject ?? ""));
      expect(`${alarm.text}${alarm.subject}`, "the alarm says nothing of what is reported").not.toContain(value);
      const reference = /HT-[0-9A-Z-]{9}/.exec(alarm.subject!)![0];

      const desk = await atDesk(browser, agents.first);
      await desk.page.goto("/staff/queue");
      const urgent = desk.page.getByTestId("line").filter({ hasText: staff("queue-urgent") });
      const lines = desk.page.getByTestId("line");
      await expect(lines.first().getByText(staff("queue-urgent")), "it stands on top").toHaveCount(1);
      await expect(urgent).not.toHaveCount(0);
      await (await findLine(desk.page, reference)).getByRole("link").click();
      await expect(desk.page.getByText(staff("ticket-csam-title"))).toBeVisible();
      await expect(desk.page.getByTestId("pictures")).toHaveCount(0);
      await expect(desk.page.getByTestId("target").locator("..").getByRole("button"), "nothing to copy").toHaveCount(0);
      await expect(desk.page.getByTestId("target").locator("a")).toHaveCount(0);
      await desk.context.close();
    });
  });
}
