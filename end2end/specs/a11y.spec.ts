import { randomUUID } from "node:crypto";
import { ask, atDesk, deny, findLine, note, takeOn, t as staff, unfolded } from "../support/desk.js";
import { png } from "../support/files.js";
import { hold } from "../support/hold.js";
import { lookAt } from "../support/look.js";
import { askForAds, mailed } from "../support/requester.js";
import { enter, expect, field, linkIn, someone, test, tick, words } from "../support/test.js";

const t = words("en");

const open = [
  ["/", "/hellotalk", "/hellotalk/data", "/hellotalk/promises", "/japanese-ai"],
  ["/requests", "/staff/login", "/nothing", "/guardian", "/account/login", "/account/new"],
];
const forms = [
  ["access", "correction", "deletion"],
  ["ai-training", "advertising", "report"],
];

for (const paths of open) {
  test(`everybody can use ${paths.join(", ")}`, async ({ page }) => {
    test.setTimeout(240_000);
    for (const path of paths) {
      await page.goto(path);
      await hold(page, path);
    }
  });
}

for (const some of forms) {
  test(`everybody can use the forms of ${some.join(", ")}, and their errors`, async ({ page }) => {
    test.setTimeout(300_000);
    for (const form of some) {
      await page.goto(`/hellotalk/${form}`);
      await hold(page, form);
      await page.locator("main form .actions button").last().click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await hold(page, `${form}, refused`);
    }
  });
}

test("what nobody can read is found, in either colour scheme", async ({ page }) => {
  await page.goto("/");
  expect((await lookAt(page)).found).toEqual([]);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => Object.assign(document.querySelector<HTMLElement>("main p")!.style, { color: "#777", backgroundColor: "#888" }));
    const { found, shape } = await lookAt(page);
    expect(found.join("\n"), "against all rules").toContain("color-contrast");
    expect((await lookAt(page, shape)).found.join("\n"), "against those on colours").toContain("color-contrast");
  }
});

test("everybody can use the pages in Chinese", async ({ browser }) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  for (const path of ["/hellotalk", "/hellotalk/deletion"]) {
    await page.goto(path);
    await hold(page, `${path} zh-CN`);
  }
  await context.close();
});

test("everybody can prove, follow, answer and appeal", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(300_000);
  const address = someone();
  await page.goto("/hellotalk/advertising");
  await field(page, "email").fill(address);
  await page.getByRole("button", { name: t("ask-send") }).click();
  await hold(page, "code");
  await field(page, "code").fill("1");
  await page.getByRole("button", { name: t("code-go"), exact: true }).click();
  await hold(page, "code, refused");
  const code = await mailed(habeas, address, t("mail-subject-code", { product: "HelloTalk" }));
  await page.goto(linkIn(code, /\/link\//));
  await hold(page, "link");
  await page.getByRole("button", { name: t("link-yes-advertising-opt-out", { product: "HelloTalk" }) }).click();
  await hold(page, "receipt");
  await page.getByRole("link", { name: t("receipt-follow") }).click();
  await hold(page, "own page, new");
  const reference = page.url().split("/")[4]!;
  await page.goto(linkIn(code, /\/link\//));
  await hold(page, "link, used");

  const desk = await atDesk(browser, agents.first);
  await takeOn(desk.page, reference);
  await ask(desk.page, "Which device is it?");
  await page.goto(`/requests/${reference}`);
  await hold(page, "own page, question");
  await page.getByRole("button", { name: t("track-answer-send") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "own page, answer refused");
  await field(page.getByRole("region", { name: t("track-question") }), "words").fill("The blue one.");
  await page.getByRole("button", { name: t("track-answer-send") }).click();
  await expect(page.locator(".notice.success")).toBeVisible();
  await desk.page.reload();
  await deny(desk.page, "There is no such account.");
  await desk.context.close();
  await page.reload();
  await hold(page, "own page, refused");
  await page.getByRole("button", { name: t("appeal-send") }).click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await hold(page, "own page, appeal refused");
  await field(page.getByRole("region", { name: t("appeal-title") }), "words").fill("Look again.");
  await page.getByRole("button", { name: t("appeal-send") }).click();
  await expect(page.getByText(t("track-state-appealed"))).toBeVisible();
  await hold(page, "own page, appealed");
});

test("everybody can work the queue and a ticket", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(300_000);
  const reference = await askForAds(page, habeas, t, someone(), "On my tablet.");
  const desk = await atDesk(browser, agents.second);
  await findLine(desk.page, reference);
  await hold(desk.page, "queue");
  await desk.page.goto("/staff/queue?kind=access&product=japanese-ai&view=breached");
  await hold(desk.page, "queue, nothing");
  await desk.page.goto(`/staff/tickets/${reference}`);
  await hold(desk.page, "ticket, new");
  await takeOn(desk.page, reference);
  await note(desk.page, "Seen in the console.");
  await hold(desk.page, "ticket, held");
  const form = await unfolded(desk.page, "close");
  await tick(form, "outcome", "partially_fulfilled");
  await form.locator("button").click();
  await expect(desk.page.locator(".error-summary")).toBeVisible();
  await hold(desk.page, "ticket, closing refused");
  await desk.page.goto(`/staff/tickets/${reference}`);
  await deny(desk.page, "There is no such account.");
  await hold(desk.page, "ticket, closed");
  await desk.context.close();
});

test("everybody can decide a report", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(240_000);
  const address = someone();
  await page.goto("/hellotalk/report");
  await tick(page, "harm", "bullying");
  await tick(page, "target", "user");
  await field(page, "value").fill(`@${randomUUID()}`);
  await field(page, "words").fill("In our chat.");
  await field(page, "files").setInputFiles(png());
  await page.getByRole("button", { name: t("report-form-send") }).click();
  await hold(page, "report's receipt");
  const desk = await atDesk(browser, agents.first);
  await desk.page.goto("/staff/queue");
  await field(desk.page, "q").fill((await page.locator("main .reference").first().innerText()).trim());
  await desk.page.getByTestId("search").locator("button").click();
  await desk.page.getByTestId("line").getByRole("link").click();
  await desk.page.getByTestId("claim").locator("button").click();
  await expect(desk.page.getByTestId("decide")).toBeVisible();
  await hold(desk.page, "report's case");
  await desk.page.getByTestId("decide").locator("button").click();
  await expect(desk.page.locator(".error-summary")).toBeVisible();
  await hold(desk.page, "decision, refused");
  await desk.context.close();
  expect(habeas.mail.to(address)).toEqual([]);
});

test("everybody can manage the staff", async ({ page, staff: join }) => {
  test.setTimeout(180_000);
  await enter(page, await join("administrator"));
  await page.goto("/staff/people");
  await hold(page, "people");
  await tick(page, "role", "agent");
  await page.getByTestId("invite").locator("button").click();
  await expect(page.getByTestId("invitation")).toBeVisible();
  await hold(page, "people, invitation", { again: false });
  const link = await page.getByTestId("invitation").innerText();
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByTestId("join").locator("button").click();
  await expect(page.locator(".error-summary")).toContainText(staff("error-name-required"));
  await hold(page, "join, refused");
});

test("everybody who keeps the calendars can use their pages", async ({ page, habeas, staff }) => {
  test.setTimeout(180_000);
  await askForAds(page, habeas, t, someone());
  await enter(page, await staff("administrator", "Ada"));
  for (const path of ["calendars", "calendars/hk?year=2026", "calendars/new/date", "calendars/new/import", "rules"]) {
    await page.goto(`/staff/${path}`);
    await hold(page, `/staff/${path}`);
  }
  for (const form of ["date", "import"]) {
    await page.goto(`/staff/calendars/new/${form}`);
    await page.getByTestId(form).locator(".actions button").click();
    await expect(page.locator(".error-summary")).toBeVisible();
    await hold(page, `${form}, refused`);
  }
  await page.goto("/staff/calendars/new/date");
  const form = page.getByTestId("date");
  await field(form, "date").fill("2031-09-08");
  await field(form, "why").fill("Typhoon signal 8");
  await form.locator(".actions button").click();
  await expect(page.getByTestId("another")).toBeVisible();
  await hold(page, "draft, own");
  const draft = page.url();
  await enter(page, await staff("lead", "Bo"));
  await page.goto(draft);
  await hold(page, "draft, another's");
});
