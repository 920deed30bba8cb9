import { deny } from "../support/desk.js";
import { journeys } from "../support/journey.js";
import { expect, field } from "../support/test.js";

journeys({
  code: "advertising_opt_out",
  slug: "advertising",
  end: "denied",
  clocks: 2,
  paused: 1,
  wrong: async (page) => {
    await field(page, "email").fill("mei@example");
    await field(page, "words").fill("On my tablet. 平板电脑");
    return { email: "error-email-no-dot" };
  },
  kept: async (page) => {
    await expect(field(page, "email")).toHaveValue("mei@example");
    await expect(field(page, "words")).toHaveValue("On my tablet. 平板电脑");
  },
  mend: (page, address) => field(page, "email").fill(address),
  read: (details) => expect(details).toContainText("平板电脑"),
  close: async (page) => deny(page, "There is no such account here."),
  said: (t) => [t("reason-outside-scope"), "There is no such account here.", t("mail-ways-any-regulator"), t("mail-ways-court")],
  shown: async (outcome, t) => {
    await expect(outcome).toContainText(t("reason-outside-scope"));
    await expect(outcome).toContainText("There is no such account here.");
    await expect(outcome).toContainText(t("recourse-regulator-unknown"));
    await expect(outcome.getByRole("link", { name: t("recourse-appeal") })).toHaveAttribute("href", "#appeal");
  },
});
