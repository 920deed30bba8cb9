import { askForAds } from "../support/requester.js";
import { enter, expect, field, look, someone, test, words } from "../support/test.js";

const t = words("en");

// Pictures of the calendars: `HABEAS_LOOKS=folder npx playwright test screenshots-calendars --project=js`.
test("pictures of calendars and rules", async ({ page, habeas, staff }, info) => {
  test.skip(!process.env["HABEAS_LOOKS"] || info.project.name !== "js", "only when HABEAS_LOOKS names a folder");
  test.setTimeout(300_000);
  await askForAds(page, habeas, t, someone());
  const due = Number(await habeas.sql("SELECT promise_due_at FROM tickets LIMIT 1"));
  await enter(page, await staff("administrator", "Ada"));
  await page.goto("/staff/calendars/new/date");
  const form = page.getByTestId("date");
  await look(page, "calendars-date");
  await field(form, "date").fill(new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Hong_Kong" }).format(due));
  await field(form, "why").fill("Typhoon signal 8");
  await form.locator(".actions button").click();
  await expect(page.getByTestId("another")).toBeVisible();
  const draft = page.url();
  await page.goto("/staff/calendars/new/import");
  await page.getByTestId("import").locator(".actions button").click();
  await look(page, "calendars-import");
  await page.goto("/staff/calendars");
  await look(page, "calendars");
  await page.goto("/staff/calendars/cn?year=2026");
  await look(page, "calendars-year");
  await enter(page, await staff("lead", "Bo"));
  await page.goto(draft);
  await look(page, "calendars-draft");
  await page.getByTestId("decide").locator("button").first().click();
  await expect(page.getByTestId("done")).toBeVisible();
  await page.goto("/staff/rules");
  await look(page, "rules");
  await page.goto("/staff/queue");
  await look(page, "queue-alarm");
});
