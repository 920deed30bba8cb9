import { randomUUID } from "node:crypto";
import { awake } from "../support/countdown.js";
import { atDesk, findLine, t } from "../support/desk.js";
import { askByHand, askForAds } from "../support/requester.js";
import { join } from "../support/staff.js";
import { choice, enter, expect, field, type Habeas, someone, startHabeas, test, words } from "../support/test.js";

/** A report without an address: the quickest ticket. */
async function report(habeas: Habeas): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ harm: "bullying", target: "user", value: randomUUID(), words: "Seen." })) body.set(name, value);
  const answer = await fetch(`${habeas.origin}/hellotalk/report`, { method: "POST", headers: { origin: habeas.origin, "sec-fetch-site": "same-origin" }, body, redirect: "manual" });
  expect(answer.status).toBe(303);
}

test("the queue and the ticket are worked with single keys", async ({ browser, habeas, agents }) => {
  test.setTimeout(180_000);
  await report(habeas);
  await report(habeas);
  const { page, context } = await atDesk(browser, agents.first);
  await page.goto("/staff/queue?kind=report&view=unassigned");
  await awake(page);
  const rows = page.getByTestId("line");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toHaveAttribute("aria-current", "true");
  await expect(rows.nth(0).getByRole("link")).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toHaveAttribute("aria-current", "true");
  await expect(page.locator('[data-row][aria-current="true"]')).toHaveCount(1);
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toHaveAttribute("aria-current", "true");

  // A letter in a field is a letter.
  await page.keyboard.press("/");
  await expect(field(page, "q")).toBeFocused();
  await expect(field(page, "q")).toHaveValue("");
  await page.keyboard.type("jk?c");
  await expect(field(page, "q")).toHaveValue("jk?c");
  await page.keyboard.press("Escape");
  await expect(field(page, "q")).not.toBeFocused();

  const help = page.getByTestId("keys");
  await page.keyboard.press("?");
  await expect(help).toHaveAttribute("open");
  await page.keyboard.press("?");
  await expect(help).not.toHaveAttribute("open");

  const reference = await rows.nth(0).getByRole("link").innerText();
  await rows.nth(0).getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/staff/tickets/${reference}`);
  await awake(page);
  await expect(async () => {
    await page.keyboard.press("c");
    await expect(page.getByTestId("holder")).toHaveText(t("ticket-held-by-me"), { timeout: 1_000 });
  }).toPass();
  await awake(page);
  await expect(async () => {
    await page.keyboard.press("e");
    await expect(field(page.getByTestId("note"), "words")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("a note");
  await expect(field(page.getByTestId("note"), "words")).toHaveValue(/a note$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await expect(page).toHaveURL("/staff/queue");

  // Claimed from the queue, by the current row's own button.
  await page.goto("/staff/queue?kind=report&view=unassigned");
  const next = await rows.nth(0).getByRole("link").innerText();
  await awake(page);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.locator("[data-row].is-current")).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(`/staff/tickets/${next}`);
  await expect(await findLine(page, next, "?kind=report&view=mine")).toContainText(t("queue-me"));

  // Whoever speaks to their computer switches single keys off, for good.
  await page.goto("/staff/queue");
  await awake(page);
  await help.locator("summary").click();
  await expect(async () => {
    if (await page.getByRole("button", { name: t("keys-off") }).isVisible()) await page.getByRole("button", { name: t("keys-off") }).click();
    await expect(page.getByRole("button", { name: t("keys-on") })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.reload();
  await help.locator("summary").click();
  await expect(page.getByRole("button", { name: t("keys-on") })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.locator("[data-row].is-current")).toHaveCount(0);
  await context.close();
});

test("the queue says that something is new, and moves nothing under the hand", async ({ browser }) => {
  // A server of its own: on a shared one, what other tests have left to the jobs changes the queue too.
  const habeas = await startHabeas();
  const { page, context } = await atDesk(browser, await join(habeas, "lead"));
  // What happens before the page listens is no news to it.
  await page.addInitScript(() => {
    window.EventSource = class extends EventSource {
      constructor(url: string | URL, init?: EventSourceInit) {
        super(url, init);
        this.addEventListener("open", () => document.documentElement.setAttribute("data-listens", new URL(url, location.href).pathname));
      }
    };
  });
  await page.goto(`${habeas.origin}/staff/queue`);
  await expect(page.locator("html")).toHaveAttribute("data-listens", "/staff/queue/events");
  const before = await page.getByTestId("line").count();
  const bar = page.locator(".live-bar");
  await expect(bar.getByRole("button")).toBeHidden();
  await report(habeas);
  await expect(bar.getByRole("status")).toHaveText(t("live-one"));
  await report(habeas);
  await expect(bar.getByRole("status")).toHaveText(t("live-many", { count: 2 }));
  expect(await page.getByTestId("line").count()).toBe(before);
  await bar.getByRole("button", { name: t("live-show") }).click();
  await expect(page.getByTestId("line")).toHaveCount(Math.min(before + 2, 50));
  await context.close();
  await habeas.stop();
});

test("the browser's zone goes with the form, and pages are shown in it", async ({ page, habeas }) => {
  await page.goto("/hellotalk/advertising");
  await expect(page.locator('input[name="tz"]')).toHaveValue("Asia/Tokyo");
  await awake(page);
  const address = someone();
  await askByHand(page, habeas, words("en"), address);
  await expect(page.locator(".due-moment")).toContainText("UTC+9");
  const receipt = await habeas.mail.waitForMail(address, (mail) => /HT-/.test(mail.subject ?? ""));
  expect(receipt.text).toContain("UTC+9");
});

test("a link is copied", async ({ page, context, staff }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await enter(page, await staff("administrator"));
  await page.goto("/staff/people");
  await page.locator('.choice:has(> input[value="agent"]) > label').click();
  await expect(choice(page, "role", "agent")).toBeChecked();
  await page.getByTestId("invite").locator("button").click();
  const link = await page.getByTestId("invitation").innerText();
  await page.getByRole("button", { name: t("copy"), exact: true }).click();
  await expect(page.getByRole("button", { name: t("copied") })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
});

test("no page says anything to the console, and the content policy refuses nothing", async ({ page, habeas, agents, staff }) => {
  test.setTimeout(240_000);
  const said: string[] = [];
  page.on("console", (message) => said.push(`${page.url()}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`${page.url()}: ${error.message}`));
  await page.exposeFunction("refused", (what: string) => said.push(`${page.url()}: refused: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      void (window as unknown as { refused(what: string): void }).refused(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const visit = async (path: string) => {
    await page.goto(path);
    if (await page.locator("leptos-island").count()) await awake(page);
    // Everything that opens is opened: what is in it is looked at too.
    for (const each of await page.locator("details:not([open]) > summary").all()) if (await each.isVisible()) await each.click();
  };
  const kinds = ["access", "correction", "deletion", "ai-training", "advertising", "report"];
  for (const path of ["/", "/hellotalk", "/japanese-ai", "/hellotalk/data", ...kinds.map((kind) => `/hellotalk/${kind}`), "/requests", "/staff/login"]) await visit(path);
  await page.getByTestId("login").waitFor();
  const reference = await askForAds(page, habeas, words("en"), someone());
  await visit(`/requests/${reference}/received`);
  await visit(`/requests/${reference}`);
  await enter(page, agents.first);
  for (const path of ["/staff/queue", `/staff/tickets/${reference}`]) await visit(path);
  await page.getByTestId("claim").locator("button").click();
  await visit(`/staff/tickets/${reference}`);
  await enter(page, await staff("administrator"));
  await visit("/staff/people");
  expect(said).toEqual([]);
});

