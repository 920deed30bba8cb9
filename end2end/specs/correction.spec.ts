import { png } from "../support/files.js";
import { journeys } from "../support/journey.js";
import { expect, field, tick } from "../support/test.js";

journeys({
  code: "correction",
  slug: "correction",
  end: "fulfilled",
  clocks: 1,
  // The law of the United Kingdom lets its clock wait for an answer.
  paused: 1,
  wrong: async (page) => {
    await field(page, "says").fill("Mei Lin");
    await field(page, "should_say").fill("Mei Lin");
    await field(page, "email").fill("mei@@example");
    await field(page, "country").selectOption("GB");
    await field(page, "words").fill("My passport says so.");
    return { category: "error-choose-one", should_say: "error-same-value", email: "error-email-many" };
  },
  kept: async (page) => {
    await expect(field(page, "says")).toHaveValue("Mei Lin");
    await expect(field(page, "email")).toHaveValue("mei@@example");
    await expect(field(page, "country")).toHaveValue("GB");
    await expect(field(page, "words")).toHaveValue("My passport says so.");
  },
  mend: async (page, address) => {
    await field(page, "category").selectOption("profile");
    await field(page, "should_say").fill("Méi Lín 梅林");
    await field(page, "email").fill(address);
    await field(page, "files").setInputFiles([png("passport.png"), png("card.png", [200, 30, 30])]);
  },
  read: async (details) => {
    await expect(details).toContainText("Mei Lin");
    await expect(details).toContainText("Méi Lín 梅林");
    const page = details.page();
    await expect(page.getByTestId("files").getByRole("link")).toHaveCount(2);
    const evidence = await page.getByTestId("files").getByRole("link", { name: "passport.png" }).getAttribute("href");
    expect(await (await page.context().request.get(evidence!)).body()).toEqual(png("passport.png").buffer);
  },
  close: async (_page, form) => {
    const sheet = await form();
    await tick(sheet, "outcome", "fulfilled");
    for (const check of ["account_found", "datum_changed", "processors_told"]) await tick(sheet, "check", check);
    await field(sheet, "words").fill("It now reads Méi Lín 梅林.");
    await sheet.locator("button").click();
  },
  said: () => ["It now reads Méi Lín 梅林."],
  shown: async (outcome) => {
    await expect(outcome).toContainText("It now reads Méi Lín 梅林.");
  },
});
