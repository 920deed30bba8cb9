import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { atDesk, t as staff, takeChild, unfolded } from "./desk.js";
import { field, tick } from "./forms.js";
import type { Habeas } from "./habeas.js";
import { codeIn, linkIn } from "./mail.js";
import { mailed, REFERENCE } from "./requester.js";
import { act, send } from "./send.js";
import { cookie, join, type Member, type Role } from "./staff.js";
import { someone, test as base } from "./test.js";
import type { Words } from "./texts.js";

/** Somebody with an account of their own. */
export interface Parent {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A child as a guardian tells of it. */
export interface Child {
  readonly name: string;
  readonly appId: string;
  /** Its account's address; empty: it has none. */
  readonly email: string;
  readonly birth: { year: number; month: number; day: number };
  readonly country: string;
}

/** A child of some years, somewhere. No other test has it. */
export function aChild(years = 10, country = "GB", name = "Mina"): Child {
  const born = new Date();
  // Half a year from any birthday, so that no test depends on the day on which it runs.
  born.setUTCMonth(born.getUTCMonth() - 6, 1);
  const birth = { year: born.getUTCFullYear() - years, month: born.getUTCMonth() + 1, day: 1 };
  return { name, appId: `kid_${randomUUID().slice(0, 8)}`, email: someone("child"), birth, country };
}

/** Gives a page's browser an account of its own, without a page. The pages of signing up are tested by `web::account_pages`. */
export async function withAccount(page: Page, habeas: Habeas, name = "Jo Parent"): Promise<Parent> {
  const parent = { name, email: someone("parent"), password: `a lamp and ${randomUUID()}` };
  await habeas.make({ make: "account", ...parent });
  const value = cookie(await habeas.make({ make: "account_session", email: parent.email }));
  await page.context().addCookies([{ name: "account", value, url: habeas.origin, httpOnly: true, sameSite: "Lax" }]);
  return parent;
}

/** Makes an account the way people do: the address, the mail's link, a name and a password. `/account` is open then. */
export async function signUp(page: Page, habeas: Habeas, t: Words, name = "Jo Parent"): Promise<Parent> {
  const parent = { name, email: someone("parent"), password: `a lamp and ${randomUUID()}` };
  await page.goto("/account/new");
  await field(page, "email").fill(parent.email);
  await page.getByTestId("account-email").locator("button").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("account-sent-title"));
  await page.goto(linkIn(await mailed(habeas, parent.email, t("mail-account-subject-sign-up")), /\/account\/new\//));
  const form = page.getByTestId("account-make");
  await expect(form.or(page.getByText(parent.email)).first()).toBeVisible();
  await field(form, "name").fill(name);
  await field(form, "password").fill(parent.password);
  await form.locator("button").click();
  await expect(page).toHaveURL("/account");
  return parent;
}

/** Logs an account in. */
export async function logIn(page: Page, parent: Parent, password = parent.password): Promise<void> {
  await page.goto("/account/login");
  const form = page.getByTestId("account-login");
  await field(form, "email").fill(parent.email);
  await field(form, "password").fill(password);
  await form.locator("button").click();
}

/** Adds a child; answers its page's path. No page is opened here, nor by the proof and the code: `guardian.spec.ts` has theirs. */
export async function addChild(page: Page, child: Child): Promise<string> {
  const { birth, ...about } = child;
  return send(page, "/guardian/children/new", {
    product: "hellotalk",
    name: about.name,
    app_id: about.appId,
    email: about.email,
    birth_day: String(birth.day),
    birth_month: String(birth.month),
    birth_year: String(birth.year),
    country: about.country,
  });
}

/** Claims authority by a call and the code to the child's address; answers the case's reference. */
export async function prove(page: Page, path: string): Promise<string> {
  const fields = { relation: "parent", method: ["call", "child_code"], words: "Weekdays after 19:00.", declared: "yes" };
  expect(await send(page, `${path}/proof`, fields)).toBe(path);
  const html = await (await page.context().request.get(path)).text();
  return /href="\/requests\/([^"/]+)"/.exec(html)![1]!;
}

/** The reference of the case that a child's page names. */
export async function caseOn(page: Page, t: Words): Promise<string> {
  const href = await page.getByRole("link", { name: t("guardian-authority-case") }).getAttribute("href");
  return href!.split("/").at(-1)!;
}

/** Has the code sent to the child; answers the mail that the child gets. */
export async function sendCode(page: Page, habeas: Habeas, t: Words, path: string, child: Child) {
  await send(page, `${path}/code`);
  return mailed(habeas, child.email, t("mail-subject-child-code", { product: "HelloTalk" }));
}

/** Has the code sent, and enters it. */
export async function proveCode(page: Page, habeas: Habeas, t: Words, path: string, child: Child): Promise<void> {
  const mail = await sendCode(page, habeas, t, path, child);
  await send(page, `${path}/code/enter`, { code: codeIn(mail) });
}

/** The shortest acts: the form's page is open, filled, and sent. Answers the reference; the receipt is open then. */
export async function askFor(page: Page, t: Words, path: string, kind: "access" | "correction" | "deletion" | "consent"): Promise<string> {
  await page.goto(`${path}/${kind}`);
  if (kind === "correction") {
    await field(page, "category").selectOption("profile");
    await field(page, "says").fill("Mia");
    await field(page, "should_say").fill("Mina 敏娜");
  }
  if (kind === "deletion") await tick(page, "scope", "account");
  if (kind === "deletion" || kind === "consent") await tick(page, "understood", "yes");
  await page.getByRole("button", { name: t("ask-send") }).click();
  await expect(page).toHaveURL(/\/requests\/[^/]+\/received$/);
  return REFERENCE.exec(page.url())![0];
}

/** Decides an authority, with everything that a call and the code leave to be ticked and typed. No page is opened. */
export async function grant(page: Page, reference: string, child: Child, right = ["view", "update", "revoke"]): Promise<void> {
  await takeChild(page, reference);
  // The guardian typed the address: that it is the child's, the agent has looked up in the product.
  await act(page, reference, "authority", { done: "call", address_matches: "yes", console_id: child.appId, right, decision: "grant" });
}

/** A parent with a child, the proof given and confirmed. Answers the child's path; their page is open then. */
export async function confirmed(page: Page, habeas: Habeas, t: Words, child: Child, desk: Page, rights?: string[]): Promise<string> {
  const path = await addChild(page, child);
  const reference = await prove(page, path);
  await proveCode(page, habeas, t, path, child);
  await grant(desk, reference, child, rights);
  await page.goto(path);
  await expect(page.getByText(t("guardian-authority-granted"))).toBeVisible();
  return path;
}

/** Opens the closing form of a ticket and fills what says "all done". `press` it yourself. */
export async function filledClosing(page: Page, checks: string[]) {
  const form = await unfolded(page, "close");
  await tick(form, "outcome", "fulfilled");
  for (const check of checks) await tick(form, "check", check);
  return form;
}

/** What a closed correction for a child needs. */
export const CORRECTED = ["right_child", "account_found", "datum_changed", "processors_told"];

/** Has a privacy officer approve a colleague for children's data, on the page of the staff. */
export async function approve(browser: Browser, officer: Member, colleagues: Member[]): Promise<void> {
  const { page, context } = await atDesk(browser, officer);
  for (const colleague of colleagues) {
    await page.goto("/staff/people");
    await page.getByTestId("people").getByRole("row").filter({ hasText: colleague.email }).getByRole("link").click();
    await page.getByTestId("minors").locator("button").click();
    await expect(page.getByTestId("done")).toContainText(staff("people-done-minors-approved"));
  }
  await context.close();
}

/** Those who work with children's tickets, approved by a privacy officer: made once for each worker. */
export interface Carers {
  readonly officer: Member;
  readonly agent: Member;
  readonly lead: Member;
}

/** `test`, with the people of the evidence desk. */
export const test = base.extend<object, { carers: Carers }>({
  carers: [
    async ({ habeas }, use) => {
      const one = (role: Role, name: string) => join(habeas, role, name);
      const carers = { officer: await one("privacy_officer", "Olga"), agent: await one("agent", "Nia"), lead: await one("lead", "Tomas") };
      for (const { email } of [carers.agent, carers.lead]) await habeas.make({ make: "approval", officer: carers.officer.email, email });
      await use(carers);
    },
    { scope: "worker" },
  ],
});

/** Opens a browser of somebody else's. */
export async function another(browser: Browser, locale = "en"): Promise<Page> {
  return (await browser.newContext({ locale })).newPage();
}
