import { askForAds } from "../support/requester.js";
import { enter, expect, field, look, someone, test, words } from "../support/test.js";

const t = words("en");

/** A list that marks its days, and leaves two in doubt. */
const FEED = [
  "BEGIN:VCALENDAR",
  ...[
    ["20270101", "元旦（休）", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY"],
    ["20270206", "春节（班）", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"],
    ["20270214", "情人节", ""],
    ["20270501", "劳动节（加班三倍工资）", ""],
    ["20270930", "国庆节前夕（半天）", ""],
  ].flatMap(([day, name, mark]) => ["BEGIN:VEVENT", `DTSTART;VALUE=DATE:${day}`, `SUMMARY:${name}`, ...(mark ? [mark] : []), "END:VEVENT"]),
  "END:VCALENDAR",
].join("\n");

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
  const year = page.getByTestId("import");
  await field(year, "calendar").selectOption("cn");
  await field(year, "text").fill(FEED);
  await field(year, "status").selectOption("official");
  await field(year, "source").fill("https://www.gov.cn/zhengce/2026.htm");
  await field(year, "why").fill("The notice is out");
  await year.locator(".actions button").click();
  await expect(page.getByTestId("doubts")).toBeVisible();
  await look(page, "calendars-doubts");
  for (const group of await page.getByTestId("doubts").locator("fieldset").all()) await group.locator("label").nth(1).click();
  await year.locator(".actions button").click();
  await expect(page.getByTestId("list")).toBeVisible();
  await look(page, "calendars-imported");
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
