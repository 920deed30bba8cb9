import { askForAds } from "../support/requester.js";
import { enter, look, someone, test, words } from "../support/test.js";

const t = words("en");

// Pictures of what clocks have: `HABEAS_LOOKS=folder npx playwright test screenshots-clocks --project=js`.
test("pictures of clocks, acts, alerts and figures", async ({ page, habeas, staff }, info) => {
  test.skip(!process.env["HABEAS_LOOKS"] || info.project.name !== "js", "only when HABEAS_LOOKS names a folder");
  test.setTimeout(180_000);
  await askForAds(page, habeas, t, someone());
  const reference = String(await habeas.sql("SELECT reference FROM tickets LIMIT 1"));
  await page.goto("/hellotalk/promises");
  await look(page, "promises-public");
  await enter(page, await staff("lead", "Ada"));
  await page.goto(`/staff/tickets/${reference}`);
  await page.getByTestId("computed").locator("summary").click();
  await look(page, "clocks-ticket");
  for (const act of ["acts/pause", "acts/cancel", "clocks/due"]) {
    await page.goto(`/staff/tickets/${reference}/${act}`);
    await look(page, `clocks-${act.replace("/", "-")}`);
  }
  for (const [path, name] of [
    ["/staff/alerts", "alerts"],
    ["/staff/rota", "rota"],
    ["/staff/promises", "promises"],
    ["/staff/promises/ccpa", "promises-ccpa"],
    ["/staff/simulate?product=hellotalk", "simulate"],
  ] as const) {
    await page.goto(path);
    await look(page, name);
  }
});
