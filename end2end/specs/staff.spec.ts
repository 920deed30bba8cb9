import { atDesk, findLine, t, takeOn, unfolded } from "../support/desk.js";
import { askForAds } from "../support/requester.js";
import { enrol } from "../support/staff.js";
import { expect, expectRefused, field, signIn, someone, test, words } from "../support/test.js";

test("an invitation makes an account, once", async ({ page, browser, habeas, staff }) => {
  const chief = await staff("administrator", "Ada");
  await signIn(page, chief);
  await page.getByRole("link", { name: t("nav-people") }).click();
  await expect(page.getByTestId("people")).toContainText(chief.email);
  await page.getByTestId("invite").locator("button").click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await page.locator('.choice:has(> input[value="lead"]) > label').click();
  await page.getByTestId("invite").locator("button").click();
  const link = await page.getByTestId("invitation").innerText();
  expect(link).toContain(`${habeas.origin}/staff/join/`);

  const context = await browser.newContext({ locale: "en" });
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByText(t("staff-join-lead", { role: t("role-lead") }))).toBeVisible();
  const form = theirs.getByTestId("join");
  const email = someone("lead");
  await field(form, "email").fill(email);
  await field(form, "password").fill("short");
  await form.locator("button").click();
  await expectRefused(theirs, t, { name: t("error-name-required"), password: t("error-password-short") });
  await expect(field(form, "email")).toHaveValue(email);
  await expect(field(form, "password"), "a password is never given back").toHaveValue("");
  await field(form, "name").fill("Li 李");
  await field(form, "password").fill("passwordpassword");
  await form.locator("button").click();
  await expectRefused(theirs, t, { password: t("error-password-common") });
  await field(form, "password").fill("a calm sea and a grey gull");
  await form.locator("button").click();
  await theirs.goto("/staff/queue");
  const second = await enrol(theirs);
  expect(second.recovery, "ten recovery codes").toHaveLength(10);
  await expect(theirs.getByText("Li 李")).toBeVisible();
  expect((await theirs.goto(link))?.status(), "the link works once").toBe(404);
  await context.close();
});

test("the queue is narrowed by kind, product, state and holder, and searched exactly", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(180_000);
  const address = someone();
  const reference = await askForAds(page, habeas, words("en"), address);
  const desk = await atDesk(browser, agents.first);
  await desk.page.goto("/staff/queue");
  const line = desk.page.getByTestId("line").filter({ hasText: reference });

  const filter = desk.page.getByTestId("filter");
  await field(filter, "kind").selectOption("advertising_opt_out");
  await field(filter, "product").selectOption("hellotalk");
  await field(filter, "state").selectOption("in_review");
  await filter.locator("button").click();
  await expect(desk.page).toHaveURL(/kind=advertising_opt_out/);
  await expect(line).toHaveCount(1);
  await expect(field(filter, "kind"), "the filter says what it does").toHaveValue("advertising_opt_out");
  await desk.page.waitForLoadState();
  for (const kind of await desk.page.getByTestId("line").locator("td:nth-child(4)").allInnerTexts()) expect(kind).toContain(t("staff-kind-advertising-opt-out"));
  await findLine(desk.page, reference, "?view=unassigned");
  for (const query of ["?kind=deletion", "?product=japanese-ai", "?state=requires_input", "?view=mine", "?view=paused", "?view=breached"]) {
    await desk.page.goto(`/staff/queue${query}`);
    await expect(line, query).toHaveCount(0);
  }
  await findLine(desk.page, reference);
  await line.getByRole("button", { name: t("queue-claim") }).click();
  await expect(desk.page, "what was taken on is there to be worked on").toHaveURL(`/staff/tickets/${reference}`);
  await expect(desk.page.getByTestId("done")).toContainText(t("staff-done-claimed"));
  await findLine(desk.page, reference, "?view=mine");
  await expect(line).toContainText(t("queue-me"));

  const find = async (wanted: string) => {
    await field(desk.page, "q").fill(wanted);
    await desk.page.getByTestId("search").locator("button").click();
    await expect(desk.page, "an address does not stand in a URL").toHaveURL("/staff/search");
  };
  for (const wanted of [reference, reference.toLowerCase(), address, address.toUpperCase()]) {
    await find(wanted);
    await expect(line, wanted).toHaveCount(1);
    await expect(desk.page.getByTestId("line")).toHaveCount(1);
  }
  for (const wanted of [address.slice(0, -3), "' OR 1=1 --", "%"]) {
    await find(wanted);
    await expect(desk.page.getByTestId("empty"), wanted).toBeVisible();
  }
  await desk.context.close();
});

test("two agents at one ticket: the second is told what changed, and keeps what was typed", async ({ page, browser, habeas, agents }) => {
  test.setTimeout(180_000);
  const reference = await askForAds(page, habeas, words("en"), someone());
  const first = await atDesk(browser, agents.first);
  const second = await atDesk(browser, agents.second);
  await takeOn(first.page, reference);
  await second.page.goto(`/staff/tickets/${reference}`);
  await expect(second.page.getByTestId("holder")).toHaveText(t("ticket-held-by", { name: agents.first.name }));
  await second.page.getByTestId("claim").locator("button").click();
  await expect(second.page.getByTestId("holder")).toHaveText(t("ticket-held-by-me"));

  const typed = "Dear Mei,\nyour ads are off. 已关闭";
  const form = await unfolded(first.page, "message");
  await field(form, "words").fill(typed);
  await form.locator("button").click();
  const conflict = first.page.getByTestId("conflict");
  await expect(conflict).toContainText(t("ticket-changed-title"));
  await expect(conflict).toContainText(agents.second.name);
  await expect(conflict).toContainText("已关闭");
  await expect(field(first.page.getByTestId("message"), "words")).toHaveValue(typed);
  // Having looked, they can send it: the page now knows what happened.
  await first.page.getByTestId("message").locator("button").click();
  await expect(first.page.getByTestId("done")).toContainText(t("staff-done-message-sent"));
  await first.context.close();
  await second.context.close();
});
