import { journeys } from "../support/journey.js";
import { choice, expect, field, tick } from "../support/test.js";
import { unfolded } from "../support/desk.js";

// An ID was typed that nobody confirmed: the agent says that the work was done on the account of the e-mail alone.
const checks = ["claimed_id_not_used", "matched_first", "matched_second", "identifiers_read_before_erasing", "erased", "processors_told", "kept_records_listed"];
const record = "The invoice of 3 March 2026";

journeys({
  code: "deletion",
  slug: "deletion",
  whole: "en",
  end: "partially_fulfilled",
  clocks: 2,
  paused: 1,
  wrong: async (page) => {
    await tick(page, "scope", "some");
    await field(page, "app_id").fill("mei_2019");
    await field(page, "country").selectOption("KR");
    await field(page, "words").fill('Please be quick.\n谢谢 <script>alert("x")</script> & "quotes"');
    return { categories: "error-choose-some", understood: "error-understood-required", email: "error-email-required" };
  },
  kept: async (page) => {
    await expect(choice(page, "scope", "some")).toBeChecked();
    await expect(field(page, "app_id")).toHaveValue("mei_2019");
    await expect(field(page, "country")).toHaveValue("KR");
    await expect(field(page, "words")).toHaveValue('Please be quick.\n谢谢 <script>alert("x")</script> & "quotes"');
  },
  mend: async (page, address) => {
    await tick(page, "categories", "profile");
    await tick(page, "categories", "messages");
    await tick(page, "understood", "yes");
    await field(page, "email").fill(address);
  },
  read: async (details) => {
    await expect(details.getByRole("listitem")).toHaveCount(2);
    await expect(details).toContainText('谢谢 <script>alert("x")</script> & "quotes"');
  },
  close: async (page, form) => {
    // The reason that names a record is not taken without one, and nothing that was typed is lost.
    let sheet = await form();
    await tick(sheet, "outcome", "partially_fulfilled");
    for (const check of checks) await tick(sheet, "check", check);
    await tick(sheet, "kept", "payment-records");
    await field(sheet, "item_0").selectOption("profile");
    await field(sheet, "reason_0").selectOption("legal_obligation_retention");
    await field(sheet, "why_0").fill("A payment is tied to it.");
    await field(sheet, "done_anyway").fill("Everything else is erased.");
    await field(sheet, "words").fill("Only the name on one invoice stays.");
    await sheet.locator("button").click();
    await expect(page.locator(".error-summary")).toContainText("Name the record that is kept");
    sheet = await unfolded(page, "close");
    await expect(choice(sheet, "outcome", "partially_fulfilled")).toBeChecked();
    for (const check of checks) await expect(choice(sheet, "check", check)).toBeChecked();
    await expect(field(sheet, "reason_0")).toHaveValue("legal_obligation_retention");
    await expect(field(sheet, "words")).toHaveValue("Only the name on one invoice stays.");
    await field(sheet, "record_0").fill(record);
    await field(sheet, "until_0").fill("2031-03-03");
    await sheet.locator("button").click();
  },
  said: (t) => [t("reason-legal-obligation-retention"), "A payment is tied to it.", record, "Everything else is erased.", t("mail-ways-court"), "Only the name on one invoice stays."],
  shown: async (outcome, t) => {
    await expect(outcome).toContainText(t("reason-legal-obligation-retention"));
    await expect(outcome).toContainText(record);
    await expect(outcome).toContainText("GDPR 17(3)(b)");
    await expect(outcome.getByRole("heading", { name: t("outcome-kept") })).toBeVisible();
    await expect(outcome).toContainText("https://www.pipc.go.kr");
    await expect(outcome).toContainText(t("recourse-court"));
  },
});
