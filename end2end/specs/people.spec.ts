import { atDesk, findLine, say, t, takeOn } from "../support/desk.js";
import { aChild, addChild, another, approve, prove, test, withAccount } from "../support/guardian.js";
import { askForAds, mailed } from "../support/requester.js";
import { code, enrol } from "../support/staff.js";
import { enter, expect, expectRefused, field, linkIn, someone, tick, words } from "../support/test.js";

test("an invitation by mail is for its address alone, and opens nothing without a second factor", async ({ page, browser, habeas, staff }) => {
  await enter(page, await staff("administrator", "Ada"));
  await page.goto("/staff/queue");
  await page.getByRole("link", { name: t("nav-people") }).click();
  const form = page.getByTestId("invite");
  const email = someone("agent");
  await tick(form, "role", "agent");
  await tick(form, "products", "hellotalk");
  await field(form, "email").fill(email);
  await form.locator("button").click();
  await expect(page.getByTestId("done")).toContainText(t("people-done-invited"));
  await expect(page.getByTestId("invitation"), "the link is in the mail, and nowhere else").toHaveCount(0);
  await expect(page.getByTestId("invitations")).toContainText(email);

  const mail = await mailed(habeas, email, t("mail-subject-invitation"));
  expect(mail.text).toContain(t("role-agent"));
  const theirs = await another(browser);
  await theirs.goto(linkIn(mail, /\/staff\/join\//));
  const join = theirs.getByTestId("join");
  await expect(join.locator('input[name="email"]')).toHaveValue(email);
  await expect(join.locator('input[name="email"]')).not.toBeEditable();
  await field(join, "name").fill("Nia");
  await field(join, "password").fill("a calm sea and a grey gull");
  await join.locator("button").click();
  for (const path of ["/staff/queue", "/staff/account"]) {
    await theirs.goto(path);
    await expect(theirs, "first the second factor").toHaveURL(/\/staff\/second$/);
  }
  const second = await enrol(theirs);
  await theirs.goto("/staff/account");
  await expect(theirs.locator("main")).toContainText(/hellotalk/i);
  await expect(theirs.locator("main")).not.toContainText(/japanese/i);

  // Later, from another place: a wrong code is refused, an unused one lets in.
  await theirs.context().clearCookies();
  await theirs.goto("/staff/login");
  const login = theirs.getByTestId("login");
  await field(login, "email").fill(email);
  await field(login, "password").fill("a calm sea and a grey gull");
  await login.locator("button").click();
  const asked = theirs.getByTestId("second");
  await field(asked, "code").fill("12345");
  await asked.locator("button").click();
  await expect(theirs.locator(".error-summary")).toBeVisible();
  await field(asked, "code").fill(await code(second));
  await asked.locator("button").click();
  await expect(theirs).toHaveURL("/staff/queue");
  await theirs.context().close();
});

test("a child's ticket opens to approved staff with a purpose, and the privacy officer finds the look", async ({ page, browser, habeas, staff }) => {
  test.setTimeout(240_000);
  const [officer, agent, other] = [await staff("privacy_officer", "Olga"), await staff("agent", "Nia"), await staff("lead", "Ron")];
  const child = aChild();
  await withAccount(page, habeas);
  const reference = await prove(page, await addChild(page, child));

  const desk = await atDesk(browser, agent);
  const line = await findLine(desk.page, reference);
  await expect(line, "nothing personal stands in the queue").not.toContainText(child.name);
  await line.getByRole("link", { name: reference }).click();
  await expect(desk.page.getByTestId("gate")).toContainText(t("gate-no"));
  await expect(desk.page.getByTestId("look")).toHaveCount(0);
  expect(await desk.page.content(), "not even in the page's source").not.toContain(child.appId);

  await approve(browser, officer, [agent]);
  await desk.page.reload();
  const form = desk.page.getByTestId("look");
  await field(form, "note").fill("Second look after a call.");
  await form.locator("button").click();
  await expectRefused(desk.page, t, { purpose: t("error-purpose-required") });
  await expect(field(desk.page.getByTestId("look"), "note")).toHaveValue("Second look after a call.");
  await say(desk.page, "quality_check");
  await expect(desk.page.getByTestId("guardian")).toContainText(child.appId);
  await desk.context.close();

  // Another lead has no approval, and may not read the log either.
  const lead = await atDesk(browser, other);
  await lead.page.goto(`/staff/tickets/${reference}`);
  await expect(lead.page.getByTestId("gate")).toContainText(t("gate-no"));
  await lead.context.close();

  await enter(page, officer);
  await page.goto("/staff/queue");
  await page.getByRole("link", { name: t("nav-access") }).click();
  const filter = page.getByTestId("filter");
  await field(filter, "reference").fill(reference.toLowerCase());
  await tick(filter, "minors", "yes");
  await filter.locator("button").click();
  const look = page.getByTestId("log").locator("tbody tr");
  await expect(look).toHaveCount(1);
  for (const text of [agent.name, reference, t("purpose-quality-check"), t("access-child"), "Second look after a call."]) await expect(look).toContainText(text);
  await field(page.getByTestId("filter"), "from").fill("2001-01-01");
  await field(page.getByTestId("filter"), "to").fill("2001-01-02");
  await page.getByTestId("filter").locator("button").click();
  await expect(page.getByTestId("none")).toBeVisible();

  // The same as a table, and the download is a look too.
  await page.goto(`/staff/access?reference=${reference}`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export").locator("button").click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const rows = Buffer.concat(chunks).toString("utf8").trim().split(/\r?\n/);
  expect(rows, "a head and one look").toHaveLength(2);
  expect(rows[1]).toContain(reference);
  for (const secret of [child.email, child.appId, child.name]) expect(rows[1]).not.toContain(secret);
  await page.goto("/staff/access");
  await expect(page.getByTestId("log").locator("tbody tr").first()).toContainText(t("look-export"));
});

test("who leaves is out at once, and their tickets go to a colleague", async ({ page, browser, habeas, staff }) => {
  test.setTimeout(240_000);
  const [chief, leaver, heir] = [await staff("administrator", "Ada"), await staff("agent", "Leaver"), await staff("agent", "Heir")];
  const reference = await askForAds(page, habeas, words("en"), someone());
  const desk = await atDesk(browser, leaver);
  await takeOn(desk.page, reference);

  await enter(page, chief);
  await page.goto("/staff/people");
  const row = page.getByTestId("people").getByRole("row").filter({ hasText: leaver.email });
  await row.getByRole("link").click();
  const form = page.getByTestId("close-account");
  await field(form, "to").selectOption({ label: heir.name });
  await form.locator("button").click();
  await expect(page.getByTestId("done")).toContainText(t("people-done-closed"));
  await expect(page.getByTestId("people"), "the address is erased").not.toContainText(leaver.email);

  await desk.page.reload();
  await expect(desk.page, "the open browser is out").toHaveURL("/staff/login");
  await field(desk.page, "email").fill(leaver.email);
  await field(desk.page, "password").fill(leaver.password);
  await desk.page.getByTestId("login").locator("button").click();
  await expect(desk.page.locator(".error-summary")).toContainText(t("error-login-failed"));
  await desk.context.close();

  const next = await atDesk(browser, heir);
  await findLine(next.page, reference, "?view=mine");
  await next.page.goto(`/staff/tickets/${reference}`);
  await expect(next.page.getByTestId("holder")).toHaveText(t("ticket-held-by-me"));
  await next.context.close();
});
