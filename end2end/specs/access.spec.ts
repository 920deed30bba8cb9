import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { copyOfData } from "../support/files.js";
import { journeys } from "../support/journey.js";
import { enterCode, mailedCode } from "../support/requester.js";
import { choice, expect, field, tick, type Habeas, type Words } from "../support/test.js";
import { unfolded } from "../support/desk.js";

const copy = copyOfData("mei");

journeys({
  code: "access",
  slug: "access",
  whole: "zh-CN",
  end: "fulfilled",
  clocks: 1,
  paused: 1,
  wrong: async (page) => {
    await tick(page, "scope", "some");
    await tick(page, "format", "both");
    await tick(page, "transfers", "yes");
    await field(page, "email").fill("mei example.com");
    await field(page, "country").selectOption("GB");
    await field(page, "words").fill("Since 2019.");
    return { categories: "error-choose-some", email: "error-email-invalid" };
  },
  kept: async (page) => {
    await expect(choice(page, "scope", "some")).toBeChecked();
    await expect(choice(page, "format", "both")).toBeChecked();
    await expect(choice(page, "transfers", "yes")).toBeChecked();
    await expect(field(page, "email")).toHaveValue("mei example.com");
    await expect(field(page, "country")).toHaveValue("GB");
    await expect(field(page, "words")).toHaveValue("Since 2019.");
  },
  mend: async (page, address) => {
    await tick(page, "categories", "profile");
    await tick(page, "categories", "ads");
    await field(page, "email").fill(address);
  },
  read: async (details) => {
    await expect(details.getByRole("listitem")).toHaveCount(2);
    await expect(details).toContainText("Since 2019.");
  },
  close: async (page, form) => {
    // Without a copy, and without saying that nothing is held, it does not close.
    let sheet = await form();
    await tick(sheet, "outcome", "fulfilled");
    for (const check of ["matched_first", "matched_second", "third_parties_left_out", "secrets_left_out"]) await tick(sheet, "check", check);
    await sheet.locator("button").click();
    await expect(page.locator(".error-summary a")).toHaveAttribute("href", "#close-nothing_held");
    const package_ = await unfolded(page, "package");
    await field(package_, "file").setInputFiles(copy);
    await package_.locator("button").click();
    await expect(page.getByTestId("done")).toBeVisible();
    sheet = await form();
    await tick(sheet, "outcome", "fulfilled");
    for (const check of ["matched_first", "matched_second", "third_parties_left_out", "secrets_left_out"]) await tick(sheet, "check", check);
    await field(sheet, "words").fill("Here is all of it.");
    await sheet.locator("button").click();
  },
  said: (t) => [t("mail-package-never-attached"), "Here is all of it."],
  shown: async (outcome) => {
    await expect(outcome).toContainText("Here is all of it.");
  },
  afterwards: download,
});

/** A fresh code, three downloads, and no fourth. */
async function download(page: Page, habeas: Habeas, t: Words, address: string): Promise<void> {
  const box = page.locator("section.panel").filter({ has: page.getByRole("heading", { name: t("package-title-own") }) });
  await expect(box.getByText(copy.name)).toBeVisible();
  await expect(box.getByRole("link"), "the page alone opens nothing").toHaveCount(0);
  await box.getByRole("button", { name: t("package-fresh") }).click();
  await enterCode(page, t, await mailedCode(habeas, t, address));
  await expect(page).toHaveURL(/\/requests\/[^/]+$/);
  await expect(box).toContainText(t("file-downloads-left", { count: 3 }));
  const href = await box.getByRole("link", { name: copy.name }).getAttribute("href");
  const [saved] = await Promise.all([page.waitForEvent("download"), box.getByRole("link", { name: copy.name }).click()]);
  expect(saved.suggestedFilename()).toBe(copy.name);
  expect(await readFile(await saved.path())).toEqual(copy.buffer);
  for (let time = 2; time <= 3; time += 1) {
    const answer = await page.request.get(href!);
    expect(await answer.body()).toEqual(copy.buffer);
    expect(answer.headers()["content-disposition"]).toContain("attachment");
    expect(answer.headers()["cache-control"]).toContain("no-store");
  }
  expect((await page.request.get(href!)).status(), "the fourth time").toBe(404);
  await page.reload();
  await expect(box).toContainText(t("file-downloads-left", { count: 0 }));
}
