import { ask, atDesk, deny, takeOn } from "../support/desk.js";
import { dueIn, HOUR, MINUTE, said, shown, told } from "../support/countdown.js";
import { hold } from "../support/hold.js";
import { askForAds } from "../support/requester.js";
import { expect, langs, look, manner, someone, test, words } from "../support/test.js";

for (const lang of langs) {
  const t = words(lang);
  test(`a clock says how much is left, to eye and ear, before any script (${lang})`, manner(lang), async ({ browser, habeas }) => {
    const context = await browser.newContext({ locale: lang, baseURL: habeas.origin });
    const page = await context.newPage();
    await dueIn(page, habeas, t, 3 * HOUR + 12 * MINUTE + 50_000);
    await page.reload();
    const time = (pattern: string, hour: string, minute: string) => t(pattern, { time: `${hour} ${minute}` });
    await expect(shown(page)).toHaveText(t("countdown-left", { time: t("countdown-hours", { hours: 3, minutes: 12 }) }));
    await expect(told(page)).toHaveText(time("countdown-left", t("countdown-long-hours", { count: 3 }), t("countdown-long-minutes", { count: 12 })));
    await expect(said(page)).toBeEmpty();
    await dueIn(page, habeas, t, -61 * MINUTE - 1);
    await page.reload();
    await expect(told(page)).toHaveText(time("countdown-over", t("countdown-hour"), t("countdown-minute")));
    await expect(page.locator(".countdown [role=status]"), "nothing comes after the due").toHaveCount(0);
    await context.close();
  });
}

test("a clock says that it runs, that it is paused, and that it is done", { tag: "@js" }, async ({ page, browser, habeas, agents }) => {
  test.setTimeout(300_000);
  const t = words("en");
  const reference = await askForAds(page, habeas, t, someone());
  const desk = await atDesk(browser, agents.first);
  const own = async (name: string) => {
    await page.goto(`/requests/${reference}`);
    await hold(page, name);
    await page.reload();
    await look(page, name);
    await desk.page.goto(`/staff/tickets/${reference}`);
    await look(desk.page, `${name}-desk`);
  };
  await own("clock-running");
  await expect(shown(page)).toHaveText(/ left$/);
  await takeOn(desk.page, reference);
  await ask(desk.page, "Which device is it?");
  await own("clock-paused");
  await expect(shown(page)).toHaveText("paused, ends in 6 d 23 h");
  await deny(desk.page, "There is no such account.");
  await own("clock-done");
  for (const each of [page, desk.page]) {
    await expect(each.locator(".countdown").first()).toHaveText(/^This clock is done. It stopped \d+ (hours?|days?)( \d+ \w+)? before it was due.$/);
    await expect(each.locator(".countdown leptos-island"), "it counts no more").toHaveCount(0);
  }
  await desk.context.close();
});
