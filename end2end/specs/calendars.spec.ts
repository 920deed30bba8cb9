import { atDesk, t } from "../support/desk.js";
import { lookAt } from "../support/look.js";
import { askForAds } from "../support/requester.js";
import { enter, expect, expectRefused, field, type Habeas, someone, startHabeas, test, tick, words } from "../support/test.js";

/** The civil date of a moment in Hong Kong. */
function dateOf(moment: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Hong_Kong" }).format(new Date(moment));
}

/** A server apart: the day that closes here is open for the other tests. */
const apart = test.extend<object, { habeas: Habeas }>({
  habeas: [
    async ({}, use) => {
      const habeas = await startHabeas();
      await use(habeas);
      await habeas.stop();
    },
    { scope: "worker" },
  ],
});

apart("a typhoon is drafted by one, approved by another, and then the due has moved", async ({ page, browser, habeas, staff }) => {
  test.setTimeout(300_000);
  const [ada, bo] = [await staff("lead", "Ada"), await staff("lead", "Bo")];
  const reference = await askForAds(page, habeas, words("en"), someone());
  const told = async () => habeas.sql(`SELECT promise_due_at FROM tickets WHERE reference = '${reference}'`);
  const before = Number(await told());
  const date = dateOf(new Date(before).toISOString());

  // A mistake is told beside its field, and what was typed stays.
  await enter(page, ada);
  await page.goto("/staff/queue");
  await page.getByRole("navigation", { name: t("nav-label") }).getByRole("link", { name: t("nav-calendars") }).click();
  await page.getByRole("link", { name: t("calendars-date-link") }).click();
  const form = page.getByTestId("date");
  await field(form, "place").selectOption("office:hellotalk");
  await field(form, "hours").fill("nine to five");
  await tick(form, "open", "yes");
  await field(form, "why").fill("Typhoon signal 8");
  await form.locator(".actions button").click();
  await expectRefused(page, t, { date: t("error-date-required"), hours: t("error-hours-wrong") });
  await expect(field(form, "hours")).toHaveValue("nine to five");
  await field(form, "date").fill(date);
  await field(form, "hours").fill("");
  await tick(form, "open", "no");
  await form.locator(".actions button").click();

  // The draft: what would move is there, the decision is not.
  await expect(page.getByTestId("done")).toContainText(t("calendars-done-drafted"));
  const draft = page.url();
  await expect(page.getByTestId("moves")).toContainText(reference);
  await expect(page.getByTestId("another")).toContainText(t("change-another"));
  await expect(page.getByTestId("decide")).toHaveCount(0);
  expect(Number(await told()), "a draft moves nothing").toBe(before);

  const desk = await atDesk(browser, bo);
  await desk.page.goto("/staff/calendars");
  await desk.page.getByTestId("drafts").getByRole("link").filter({ hasText: date.slice(0, 4) }).first().click();
  await expect(desk.page).toHaveURL(draft);
  await desk.page.getByTestId("decide").getByRole("button", { name: t("change-approve") }).click();
  await expect(desk.page.getByTestId("done")).toContainText(t("calendars-done-approved"));
  await expect.poll(async () => Number(await told()), { timeout: 15_000 }).toBeGreaterThan(before);
  await desk.page.goto(`/staff/tickets/${reference}`);
  await expect(desk.page.locator("main")).toContainText(t("event-clocks-recomputed"));
  await desk.page.goto("/staff/rules");
  await expect(desk.page.getByTestId("runs")).toContainText(t("rules-cause-calendar"));
  await desk.context.close();
});

test("a year is pasted, refused with its line, and drafted", async ({ page, staff }) => {
  await enter(page, await staff("lead", "Ada"));
  await page.goto("/staff/calendars/new/import");
  const form = page.getByTestId("import");
  const text = "[[year]]\nyear = 2031\nstatus = \"official\"\nsource = \"gazette\"\nversion = 1\ndays = [\n  { date = \"2031-02-30\", open = false, name = \"A day\" },\n]";
  await field(form, "calendar").selectOption("gb");
  await field(form, "text").fill(text);
  await field(form, "why").fill("It is out.");
  await form.locator(".actions button").click();
  await expect(page.locator(".error-summary")).toContainText("7");
  await expect(field(form, "text")).toHaveValue(text);
  await form.locator('input[type="file"]').setInputFiles({ name: "2031.toml", mimeType: "text/plain", buffer: Buffer.from(text.replace("02-30", "02-28")) });
  await form.locator(".actions button").click();
  await expect(page.getByTestId("done")).toContainText(t("calendars-done-drafted"));
  await expect(page.getByTestId("days")).toContainText("A day");
});

test("what a list leaves in doubt is asked, and each day is shown with its reason", async ({ page, staff }) => {
  await enter(page, await staff("lead", "Ada"));
  await page.goto("/staff/calendars/new/import");
  const form = page.getByTestId("import");
  const day = (date: string, name: string) => `BEGIN:VEVENT\nDTSTART;VALUE=DATE:${date}\nSUMMARY:${name}\nEND:VEVENT\n`;
  await field(form, "calendar").selectOption("cn");
  await field(form, "text").fill(`BEGIN:VCALENDAR\n${day("20310101", "元旦（休）")}${day("20310503", "劳动节（加班三倍工资）")}END:VCALENDAR`);
  await field(form, "status").selectOption("official");
  await field(form, "source").fill("The gazette");
  await field(form, "why").fill("It is out.");
  await form.locator(".actions button").click();
  await expectRefused(page, t, { "day-2031-05-03": t("error-import-day-required") });
  const asked = page.getByTestId("doubts");
  await expect(asked).toContainText("加班三倍工资");
  await expect(asked.locator("input:checked")).toHaveCount(0);
  expect((await lookAt(page)).found).toEqual([]);
  await tick(asked, "day-2031-05-03", "closed");
  await form.locator(".actions button").click();
  await expect(page.getByTestId("list").locator("tbody tr")).toHaveCount(2);
  await expect(page.getByTestId("list")).toContainText(t("import-why-chosen"));
  expect((await lookAt(page)).found).toEqual([]);
});
