import type { Page } from "@playwright/test";
import { ask, atDesk, takeOn } from "../support/desk.js";
import { awake, dueIn, HOUR, MINUTE, minutes, said, shown, told } from "../support/countdown.js";
import { askForAds } from "../support/requester.js";
import { expect, expectNoAxeViolations, type Habeas, look, someone, test, words } from "../support/test.js";

const t = words("en");

/** What a page is given to play with: the wall clock, whether it is hidden, and every text that its countdown had. */
interface Toys {
  wall: number;
  hidden: boolean;
  seen: string[];
  node: ChildNode | null;
}

/** Lets the test set the browser's wall clock off, and hide the page; `performance.now()` stays as it is, as in a machine that sleeps. */
async function toys(page: Page, wall = 0): Promise<void> {
  await page.addInitScript((wall) => {
    const toys: Toys = { wall, hidden: false, seen: [], node: null };
    Object.assign(window, { toys });
    const now = Date.now.bind(Date);
    Date.now = () => now() + toys.wall;
    Object.defineProperty(document, "hidden", { get: () => toys.hidden });
    new MutationObserver(() => {
      const text = document.querySelector(".countdown [aria-hidden]")?.firstChild;
      toys.node ??= text ?? null;
      if (text?.textContent && toys.seen.at(-1) !== text.textContent) toys.seen.push(text.textContent);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }, wall);
}

/** Sets the wall clock on by so much (negative: back), hides or shows the page, and says so, in this order. */
async function turn(page: Page, change: { wall?: number; hidden?: boolean; event?: string }): Promise<void> {
  await page.evaluate(({ wall = 0, hidden, event }) => {
    const { toys } = window as unknown as { toys: Toys };
    toys.wall += wall;
    if (hidden !== undefined) toys.hidden = hidden;
    if (hidden !== undefined) document.dispatchEvent(new Event("visibilitychange"));
    if (event === "pageshow") window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    else if (event) window.dispatchEvent(new Event(event));
  }, change);
}

/** What the server answers when it is asked for its now: so much later than it is, or nothing. Counts how often. */
async function server(page: Page, later: number | "unreachable"): Promise<{ asked: number; later: number | "unreachable" }> {
  const state = { asked: 0, later };
  await page.route("**/healthz", async (route) => {
    state.asked += 1;
    expect(route.request().method()).toBe("HEAD");
    if (state.later === "unreachable") await route.abort("internetdisconnected");
    else await route.fulfill({ headers: { date: new Date(Date.now() + state.later).toUTCString() } });
  });
  return state;
}

const left = async (page: Page) => minutes(await shown(page).innerText());

/** A page with a clock that is due in four hours and a half, awake. */
async function opened(page: Page, habeas: Habeas, wall = 0): Promise<void> {
  await dueIn(page, habeas, t, 4.5 * HOUR);
  await toys(page, wall);
  await page.reload();
  await awake(page);
  expect(await left(page)).toBe(269);
}

test("a countdown does not jump when it wakes, counts, and does not ask the browser's clock", async ({ page, context, habeas }) => {
  const reference = await askForAds(page, habeas, t, someone());
  await context.clearCookies({ name: "tz" });
  // A browser whose clock is twenty years late.
  await page.clock.install({ time: "2006-01-02T03:04:05Z" });
  await toys(page);
  const asks = await server(page, "unreachable");
  const html = await (await page.goto(`/requests/${reference}`))!.text();
  const sent = /class="countdown">.*?<span aria-hidden="true">(.*?)<\/span>/s.exec(html)![1]!.replace(/<[^>]*>/g, "");
  expect(sent).toMatch(/\d+ (h|d).* left$/);
  await page.clock.runFor(2_000);
  await awake(page);
  const seen = () => page.evaluate(() => (window as unknown as { toys: Toys }).toys.seen);
  expect(await seen(), "from the first byte to the waking it says one thing").toEqual([sent]);
  await page.clock.fastForward("02:00:00");
  await expect.poll(async () => minutes((await seen()).at(-1)!)).toBeLessThanOrEqual(minutes(sent) - 1.9 * 60);
  expect(minutes((await seen()).at(-1)!)).toBeGreaterThanOrEqual(minutes(sent) - 3.1 * 60);
  const same = () => page.evaluate(() => (window as unknown as { toys: Toys }).toys.node === document.querySelector(".countdown [aria-hidden]")!.firstChild);
  expect(await same(), "the text that the server sent is the one that changes").toBe(true);
  expect(asks.asked, "two clocks that agree need no third").toBe(0);
});

test("near the moment it shows seconds, and begins with what the way of the page took", async ({ page, habeas }) => {
  await dueIn(page, habeas, t, 5 * MINUTE);
  await toys(page);
  // The script comes three seconds after the page.
  await page.route("**/pkg/*.wasm", async (route) => {
    await new Promise((done) => setTimeout(done, 3_000));
    await route.continue();
  });
  const before = Date.now();
  await page.reload();
  await awake(page);
  const seen = await page.evaluate(() => (window as unknown as { toys: Toys }).toys.seen);
  const [first, next] = seen.map(minutes);
  expect(Math.round((first! - next!) * 60), "it catches up once, by the seconds that passed").toBeGreaterThanOrEqual(2);
  expect(Math.round((first! - next!) * 60)).toBeLessThanOrEqual((Date.now() - before) / 1000 + 1);
  await expect(told(page), "a screen reader hears no seconds").toHaveText("4 minutes left");
});

test("a wrong clock, in either direction, changes nothing", async ({ browser, habeas }) => {
  for (const wall of [-20 * 365 * 24 * HOUR, 30 * 24 * HOUR]) {
    const page = await browser.newPage({ baseURL: habeas.origin });
    const asks = await server(page, "unreachable");
    await opened(page, habeas, wall);
    await turn(page, { event: "focus" });
    expect(await left(page)).toBe(269);
    expect(asks.asked).toBe(0);
    await page.close();
  }
});

test("after a sleep it is right at once, before the network is back, and then as the server says", async ({ page, habeas }) => {
  const asks = await server(page, "unreachable");
  await opened(page, habeas);
  await turn(page, { hidden: true });
  await turn(page, { wall: 2 * HOUR, hidden: false });
  await expect.poll(() => left(page), { timeout: 1_000 }).toBe(149);
  await expect.poll(() => asks.asked).toBe(1);
  expect(await left(page), "the server could not be asked").toBe(149);
  // The machine slept for three hours, of which the wall clock knew two.
  asks.later = 3 * HOUR;
  await turn(page, { event: "online" });
  await expect.poll(() => left(page)).toBe(89);
  await turn(page, { event: "focus" });
  expect(asks.asked, "and there is no doubt any more").toBe(2);
});

test("a sleep that the page did not notice is noticed, and the server is asked", async ({ page, habeas }) => {
  const asks = await server(page, 2 * HOUR);
  await opened(page, habeas);
  await turn(page, { wall: 2 * HOUR, event: "focus" });
  await expect.poll(() => left(page)).toBe(149);
  expect(asks.asked).toBe(1);
});

test("a clock that is set while the page is open does no harm, with the server or without", async ({ page, habeas }) => {
  const asks = await server(page, "unreachable");
  await opened(page, habeas);
  for (const wall of [8 * HOUR, -16 * HOUR, 40 * 365 * 24 * HOUR]) {
    await turn(page, { wall, event: "focus" });
    expect(await left(page), `${wall}`).toBe(269);
  }
  await turn(page, { hidden: true });
  await turn(page, { wall: -HOUR, hidden: false });
  expect(await left(page), "set back while the page was hidden").toBe(269);
  // What looked like a sleep and was none, the real server puts right: its own answer, through the content policy.
  await turn(page, { hidden: true });
  await turn(page, { wall: 3 * HOUR, hidden: false });
  await expect.poll(() => left(page)).toBe(89);
  expect(asks.asked).toBeGreaterThan(0);
  await page.unroute("**/healthz");
  const answer = page.waitForResponse("**/healthz");
  await turn(page, { event: "online" });
  expect((await answer).headers()["date"]).toMatch(/ GMT$/);
  await expect.poll(() => left(page)).toBe(269);
});

test("a page that comes back from the browser's store asks for the time", async ({ page, habeas }) => {
  const asks = await server(page, HOUR);
  await opened(page, habeas);
  await turn(page, { event: "pageshow" });
  await expect.poll(() => left(page)).toBe(209);
  expect(asks.asked).toBe(1);
});

test("a hidden page asks nobody", async ({ page, habeas }) => {
  const asks = await server(page, HOUR);
  await opened(page, habeas);
  await turn(page, { hidden: true });
  await turn(page, { wall: HOUR, event: "focus" });
  await expect.poll(() => left(page)).toBe(209);
  expect(asks.asked).toBe(0);
  await turn(page, { hidden: false });
  await expect.poll(() => asks.asked).toBe(1);
});

test("when the moment passes, that is said once, and the time runs on as overdue", async ({ page, habeas }) => {
  await dueIn(page, habeas, t, 2 * HOUR + 5 * MINUTE);
  await page.clock.install();
  await page.reload();
  await page.clock.runFor(2_000);
  await awake(page);
  await expect(said(page)).toBeEmpty();
  await expect(shown(page)).toHaveText(/^2 h [345] min left$/);
  const clock = t("clock-review");
  await page.clock.fastForward("10:00");
  await expect(said(page)).toHaveText(t("countdown-turned", { clock, standing: t("clock-standing-red") }));
  await page.clock.fastForward("01:53:00");
  await expect(shown(page)).toHaveText(/^\d+ min \d+ s left$|^overdue/);
  await page.clock.fastForward("05:00");
  await expect(shown(page)).toHaveText(/^overdue by \d+ min \d+ s$/);
  await expect(told(page)).toHaveText(/^overdue by (\d minutes|1 minute|less than a minute)$/);
  const passed = t("countdown-turned-due", { clock });
  await expect(said(page)).toHaveText(passed);
  await said(page).evaluate((status) => {
    let changes = 0;
    new MutationObserver(() => (changes += 1)).observe(status, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { changes: () => changes });
  });
  await page.clock.runFor(5 * MINUTE);
  await expect(said(page)).toHaveText(passed);
  expect(await page.evaluate(() => (window as unknown as { changes(): number }).changes()), "it is not read out again").toBe(0);
  await page.clock.resume();
  await expectNoAxeViolations(page);
  await look(page, "clock-turned");
});

test("a pause counts to its end, and says when it has ended", async ({ page, browser, habeas, agents }) => {
  const reference = await askForAds(page, habeas, t, someone());
  const desk = await atDesk(browser, agents.first);
  await takeOn(desk.page, reference);
  await ask(desk.page, "Which device is it?");
  await desk.context.close();
  await page.clock.install();
  await page.goto(`/requests/${reference}`);
  await page.clock.runFor(2_000);
  await awake(page);
  await expect(shown(page)).toHaveText("paused, ends in 6 d 23 h");
  await expect(told(page)).toHaveText("paused, ends in 6 days 23 hours");
  await page.clock.fastForward(8 * 24 * HOUR);
  await expect(shown(page)).toHaveText(t("countdown-resumed"));
  await expect(told(page)).toHaveText(t("countdown-resumed"));
  await expect(said(page)).toHaveText(t("countdown-turned-resumed", { clock: t("clock-promise") }));
});
