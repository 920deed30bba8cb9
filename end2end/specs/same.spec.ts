import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { aChild, addChild, askFor, confirmed, sendCode, test, withAccount } from "../support/guardian.js";
import { askForAds, mailed } from "../support/requester.js";
import { act, send } from "../support/send.js";
import { enter, expect, linkIn, someone, words } from "../support/test.js";
import { atDesk } from "../support/desk.js";
import { expectSameBytes } from "../support/twin.js";

/*
 * The server does not know whether a browser runs scripts: with the same cookies it sends the same bytes. So what a page says and
 * where its forms lead needs no second test without JavaScript. Here every page is asked for by both, and it is written down which
 * pages load a script at all: nothing on the others can differ.
 */

const t = words("en");

/** What a page's address is made of, by the names in its route. */
type Names = Record<string, string>;

/** Each route of a page, in groups that take the same steps; `true`: the page loads a script. */
const PAGES: Record<"open" | "requester" | "account" | "guardian" | "staff", Record<string, boolean>> = {
  open: {
    "/": false,
    "/requests": false,
    "/account/new": false,
    "/account/new/sent": false,
    "/account/login": false,
    "/account/reset": false,
    "/account/reset/sent": false,
    "/account/erased": false,
    "/guardian": false,
    "/staff/login": true,
    "/staff/forgot": false,
    "/{product}": false,
    "/{product}/data": false,
    "/{product}/promises": false,
    "/{product}/child": false,
    "/{product}/child/received": false,
    "/{product}/report": true,
    "/{product}/report/received": true,
    "/{product}/{slug}": true,
  },
  requester: {
    "/code": false,
    "/link/{secret}": false,
    "/requests/{reference}": true,
    "/requests/{reference}/received": true,
  },
  account: {
    "/account": false,
    "/account/new/{secret}": true,
    "/account/reset/{secret}": false,
    "/account/confirm": false,
    "/account/settings": false,
    "/account/password": false,
    "/account/email": false,
    "/account/email/{secret}": false,
    "/account/email/stop/{secret}": false,
    "/account/sessions": false,
    "/account/second": false,
    "/account/erase": false,
  },
  guardian: {
    "/guardian/children/new": false,
    "/guardian/children/{id}": false,
    "/guardian/children/{id}/proof": false,
    "/guardian/children/{id}/form": false,
    "/guardian/children/{id}/{slug}": false,
    "/young/{secret}": false,
  },
  staff: {
    "/staff/join/{token}": false,
    "/staff/reset/{token}": false,
    "/staff/confirm": false,
    "/staff/account": false,
    "/staff/queue": true,
    "/staff/search": true,
    "/staff/alerts": true,
    "/staff/rota": false,
    "/staff/people": false,
    "/staff/people/{id}": false,
    "/staff/accounts": false,
    "/staff/access": false,
    "/staff/refusals": false,
    "/staff/promises": false,
    "/staff/promises/tickets": false,
    "/staff/promises/ccpa": false,
    "/staff/simulate": false,
    "/staff/calendars": false,
    "/staff/calendars/new/date": false,
    "/staff/calendars/new/import": false,
    "/staff/calendars/changes/{id}": false,
    "/staff/calendars/{id}": false,
    "/staff/rules": false,
    "/staff/tickets/{reference}": true,
    "/staff/tickets/{reference}/acts/{act}": false,
    "/staff/tickets/{reference}/clocks/{act}": false,
  },
};

/** Routes of GET that are not walked here, and why. */
const ELSEWHERE: Record<string, string> = {
  "/healthz": "no page",
  "/readyz": "no page",
  "/requests/{reference}/files/{id}": "a file",
  "/staff/tickets/{reference}/files/{id}": "a file",
  "/staff/promises.csv": "a file",
  "/staff/promises/ccpa.csv": "a file",
  "/staff/queue/events": "events, without an end",
  "/staff": "leads to the queue",
  "/staff/second": "between two steps of a log-in: a11y-people.spec.ts holds it, without JavaScript as well",
  "/account/login/second": "between two steps of a log-in: a11y-people.spec.ts holds it, without JavaScript as well",
  "/staff/rules/{id}": "there while rules wait for their recomputation: a11y.spec.ts holds it",
  "/dev/mail": "the development portal alone",
  "/dev/mail/{number}": "the development portal alone",
};

test("every page that the server has is walked", () => {
  const source = readFileSync(fileURLToPath(new URL("../../server/src/http/routes.rs", import.meta.url)), "utf8");
  const routes = [...source.matchAll(/^ +(?:#\[dev\] )?\w+: GET "([^"]+)"/gm)].map(([, path]) => path!);
  expect(routes.length).toBeGreaterThan(70);
  const walked = [...Object.values(PAGES).flatMap((group) => Object.keys(group)), ...Object.keys(ELSEWHERE)];
  expect(walked.sort()).toEqual(routes.sort());
});

/** Opens a page and asks for it without JavaScript. */
async function same(page: Page, path: string, script: boolean, status = 200): Promise<void> {
  await test.step(path, async () => {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(status);
    expect(new URL(page.url()).pathname, "the way leads there").toBe(path.replace(/\?.*$/, ""));
    expect((await answer!.text()).includes("<script"), `${path} loads a script`).toBe(script);
    await expectSameBytes(page);
  });
}

/**
 * Walks a group of pages. What stands for the names in a route was made by the test: for this route, or for all; where there are
 * several, they are walked one after the other. `?` is a query.
 */
async function walk(page: Page, group: Record<string, boolean>, made: { all: Names; by?: Record<string, Names | Names[]> }): Promise<void> {
  for (const [route, script] of Object.entries(group)) {
    for (const names of [made.by?.[route] ?? {}].flat()) {
      const path = route.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = names[name] ?? made.all[name];
        if (!value) throw new Error(`nothing was made for ${name} of ${route}`);
        return value;
      });
      await same(page, path + (names["?"] ?? ""), script);
    }
  }
}

/** Sends the form that is open, as it is, and asks for the refusal without JavaScript too. */
async function refused(page: Page, form: string): Promise<void> {
  await test.step(`${new URL(page.url()).pathname}, refused`, async () => {
    await page.locator(form).locator("button").last().click();
    await expect(page.locator(".error-summary")).toBeVisible();
    await expectSameBytes(page);
  });
}

test("pages that are open to everybody", async ({ page }) => {
  test.setTimeout(240_000);
  const slugs = ["access", "correction", "deletion", "ai-training", "advertising"];
  const { "/{product}/report/received": reported, "/{product}/child/received": noticed, ...open } = PAGES.open;
  // Receipts are for who has just sent something.
  await same(page, await send(page, "/hellotalk/report", { harm: "bullying", target: "user", value: "somebody" }), reported!);
  await same(page, await send(page, "/hellotalk/child", { account: "@little", relation: "other" }), noticed!);
  await walk(page, open, {
    all: { product: "hellotalk" },
    by: {
      "/{product}": [{}, { product: "japanese-ai" }],
      "/{product}/{slug}": [...slugs.map((slug) => ({ slug })), { product: "japanese-ai", slug: "deletion" }],
    },
  });
  await same(page, "/nothing", false, 404);
  for (const path of [...slugs.map((slug) => `/hellotalk/${slug}`), "/hellotalk/report", "/hellotalk/child", "/requests", "/account/new", "/account/reset"]) {
    await page.goto(path);
    await refused(page, "main form .actions");
  }
});

test("pages of who asked for something", async ({ page, habeas }) => {
  const address = someone();
  const reference = await askForAds(page, habeas, t, address);
  expect(await send(page, "/hellotalk/deletion", { email: address, scope: "account", understood: "yes" })).toBe("/code");
  await mailed(habeas, address, t("mail-subject-code", { product: "HelloTalk" }));
  const code = await mailed(habeas, address, t("mail-subject-receipt", { product: "HelloTalk", reference }));
  const secret = linkIn(code, /\/link\//).split("/").at(-1)!;
  await walk(page, PAGES.requester, { all: { reference, secret } });
});

test("pages of an account", async ({ page, habeas }) => {
  test.setTimeout(180_000);
  const parent = await withAccount(page, habeas);
  const [stranger, next] = [someone(), someone()];
  const secret = async (email: string, subject: string, pattern: RegExp) => linkIn(await mailed(habeas, email, t(subject)), pattern).split("/").at(-1)!;
  await send(page, "/account/new", { email: stranger });
  const signUp = await secret(stranger, "mail-account-subject-sign-up", /\/account\/new\//);
  await send(page, "/account/reset", { email: parent.email });
  const reset = await secret(parent.email, "mail-account-subject-reset", /\/account\/reset\//);
  await send(page, "/account/email", { email: next });
  const change = await secret(next, "mail-account-subject-change", /\/account\/email\//);
  const { "/account/email/stop/{secret}": stopping, "/account/confirm": confirming, ...first } = PAGES.account;
  await walk(page, first, {
    all: {},
    by: { "/account/new/{secret}": { secret: signUp }, "/account/reset/{secret}": { secret: reset }, "/account/email/{secret}": { secret: change } },
  });
  await page.goto("/account/password");
  await refused(page, "main form .actions");
  // The ten minutes in which nothing is asked again are over.
  await habeas.sql("UPDATE sessions SET fresh_until = 1 WHERE kind = 'account'");
  await same(page, "/account/confirm", confirming!);
  const changed = await page.context().request.post(`/account/email/${change}`, { headers: { "sec-fetch-site": "same-origin" } });
  expect(changed.status()).toBe(200);
  const news = await habeas.mail.waitForMail(parent.email, (mail) => (mail.text ?? "").includes("/account/email/stop/"));
  const stop = linkIn(news, /\/account\/email\/stop\//).split("/").at(-1)!;
  await same(page, `/account/email/stop/${stop}`, stopping!);
});

test("pages of a guardian, and of a child who is asked", async ({ page, browser, habeas, carers }) => {
  test.setTimeout(180_000);
  await withAccount(page, habeas);
  const desk = await atDesk(browser, carers.agent);
  const child = aChild(12, "FR");
  const path = await confirmed(page, habeas, t, child, desk.page, ["view", "update", "revoke", "consent"]);
  await desk.context.close();
  const other = aChild(9);
  const second = await addChild(page, other);
  await send(page, `${second}/proof`, { relation: "parent", method: ["call", "child_code"], words: "Weekdays.", declared: "yes" });
  const secret = linkIn(await sendCode(page, habeas, t, second, other), /\/young\//).split("/").at(-1)!;
  const [id, unproved] = [path, second].map((each) => each.split("/").at(-1)!) as [string, string];
  await walk(page, PAGES.guardian, {
    all: { id, secret },
    by: {
      "/guardian/children/{id}": [{}, { id: unproved }],
      "/guardian/children/{id}/{slug}": ["access", "correction", "consent", "deletion", "ai-training"].map((slug) => ({ slug })),
    },
  });
  await same(page, "/guardian", false);
  await askFor(page, t, path, "correction");
  await expectSameBytes(page);
});

test("pages of the staff", async ({ page, browser, habeas, staff, carers }) => {
  test.setTimeout(300_000);
  const member = await staff("lead", "Nora");
  const reference = await askForAds(page, habeas, t, someone());
  const token = (await habeas.cli("staff", "invite", "--role", "agent")).trim().split("/").at(-1)!;
  const forgot = await page.context().request.post("/staff/forgot", { headers: { "sec-fetch-site": "same-origin" }, form: { email: member.email } });
  expect(forgot.status()).toBe(200);
  const reset = linkIn(await mailed(habeas, member.email, t("mail-subject-staff-reset")), /\/staff\/reset\//).split("/").at(-1)!;
  await enter(page, member);
  await act(page, reference, "claim");
  const draft = await send(page, "/staff/calendars/new/date", { place: "office:hellotalk", date: "2031-10-09", open: "no", why: "Typhoon signal 8" });
  const id = await habeas.sql(`SELECT id FROM staff ORDER BY created_at LIMIT 1`);
  // The figures link to the tickets behind them.
  const figures = /href="\/staff\/promises\/tickets(\?[^"]+)"/.exec(await (await page.context().request.get("/staff/promises")).text())?.[1]?.replaceAll("&amp;", "&") ?? "";
  // Who leads sees everything but the people and their looks: a privacy officer sees those.
  const ofOfficers = ["/staff/people", "/staff/people/{id}", "/staff/accounts", "/staff/access", "/staff/refusals"];
  const [leads, officers] = [true, false].map((lead) => Object.fromEntries(Object.entries(PAGES.staff).filter(([route]) => ofOfficers.includes(route) !== lead)));
  await walk(page, leads!, {
    all: { reference },
    by: {
      "/staff/join/{token}": { token },
      "/staff/reset/{token}": { token: reset },
      "/staff/promises/tickets": { "?": figures },
      "/staff/simulate": [{}, { "?": "?product=hellotalk" }],
      "/staff/calendars/{id}": { id: "hk" },
      "/staff/calendars/changes/{id}": { id: new URL(draft, habeas.origin).pathname.split("/").at(-1)! },
      "/staff/tickets/{reference}/acts/{act}": ["pause", "extend", "cancel"].map((act) => ({ act })),
      "/staff/tickets/{reference}/clocks/{act}": { act: "due" },
    },
  });
  await refused(page, '[data-testid="act"]');
  for (const form of ["date", "import"]) {
    await page.goto(`/staff/calendars/new/${form}`);
    await refused(page, `[data-testid="${form}"] .actions`);
  }
  const officer = await atDesk(browser, carers.officer);
  await walk(officer.page, officers!, { all: { id } });
  await officer.context.close();
  for (const role of ["viewer", "agent", "reviewer", "privacy_officer", "administrator"] as const) {
    await enter(page, await staff(role));
    for (const path of ["/staff/queue", "/staff/alerts"]) await same(page, path, true);
    await same(page, "/staff/rota", false);
    if (role !== "reviewer") await same(page, `/staff/tickets/${reference}`, true);
  }
});
