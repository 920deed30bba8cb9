import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { atDesk, t as staff, takeOnChild, unfolded } from "./desk.js";
import { field, tick } from "./forms.js";
import type { Habeas } from "./habeas.js";
import { codeIn, linkIn } from "./mail.js";
import { mailed, REFERENCE } from "./requester.js";
import { type Member, type Role, signIn } from "./staff.js";
import { someone, test as base } from "./test.js";
import type { Words } from "./texts.js";
import { join } from "./staff.js";

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

/** Adds a child; answers its page's path, which is open then. */
export async function addChild(page: Page, t: Words, child: Child): Promise<string> {
  await page.goto("/guardian/children/new");
  await tick(page, "product", "hellotalk");
  await field(page, "name").fill(child.name);
  await field(page, "app_id").fill(child.appId);
  await field(page, "email").fill(child.email);
  await field(page, "birth_day").fill(String(child.birth.day));
  await field(page, "birth_month").fill(String(child.birth.month));
  await field(page, "birth_year").fill(String(child.birth.year));
  await field(page, "country").selectOption(child.country);
  await page.getByRole("button", { name: t("guardian-new-send") }).click();
  await expect(page).toHaveURL(/\/guardian\/children\/(?!new$)[0-9a-z]+$/);
  return new URL(page.url()).pathname;
}

/** Claims authority by a call and the code to the child's address; answers the case's reference. The child's page is open then. */
export async function prove(page: Page, t: Words, path: string): Promise<string> {
  await page.goto(`${path}/proof`);
  await tick(page, "relation", "parent");
  await tick(page, "method", "call");
  await tick(page, "method", "child_code");
  await field(page, "words").fill("Weekdays after 19:00.");
  await tick(page, "declared", "yes");
  await page.getByRole("button", { name: t("guardian-proof-send") }).click();
  await expect(page).toHaveURL(path);
  await expect(page.locator(".notice.success")).toContainText(t("guardian-done-proof-sent"));
  return caseOn(page, t);
}

/** The reference of the case that a child's page names. */
export async function caseOn(page: Page, t: Words): Promise<string> {
  const href = await page.getByRole("link", { name: t("guardian-authority-case") }).getAttribute("href");
  return href!.split("/").at(-1)!;
}

/** Has the code sent to the child; answers the mail that the child gets. */
export async function sendCode(page: Page, habeas: Habeas, t: Words, child: Child) {
  await page.getByRole("button", { name: t("guardian-code-send") }).click();
  await expect(page.locator(".notice.success")).toContainText(t("guardian-done-code-sent"));
  return mailed(habeas, child.email, t("mail-subject-child-code", { product: "HelloTalk" }));
}

/** Has the code sent, and enters it. */
export async function proveCode(page: Page, habeas: Habeas, t: Words, child: Child): Promise<void> {
  const mail = await sendCode(page, habeas, t, child);
  await field(page, "code").fill(codeIn(mail));
  await page.getByRole("button", { name: t("guardian-code-go") }).click();
  await expect(page.locator(".notice.success")).toContainText(t("guardian-done-code-right"));
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

/** Decides an authority on the evidence desk, with everything that a call and the code leave to be ticked. */
export async function grant(page: Page, reference: string, rights = ["view", "update", "revoke"], done = ["call"]): Promise<void> {
  await takeOnChild(page, reference);
  const form = page.getByTestId("authority");
  for (const method of done) await tick(form, "done", method);
  // The guardian typed the address: that it is the child's, the agent has looked up in the product.
  await tick(form, "address_matches", "yes");
  for (const right of rights) await tick(form, "right", right);
  await form.locator('button[value="grant"]').click();
  await expect(page.getByTestId("done")).toContainText(staff("staff-done-authority-decided"));
}

/** A parent with a child, the proof given and confirmed. Answers the child's path; their page is open then. */
export async function confirmed(page: Page, habeas: Habeas, t: Words, child: Child, desk: Page, rights?: string[]): Promise<string> {
  const path = await addChild(page, t, child);
  const reference = await prove(page, t, path);
  await proveCode(page, habeas, t, child);
  await grant(desk, reference, rights);
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

/** Has a privacy officer approve a colleague for children's data. */
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
    async ({ habeas, browser }, use) => {
      const one = (role: Role, name: string) => join(habeas, browser, role, name);
      const carers = { officer: await one("privacy_officer", "Olga"), agent: await one("agent", "Nia"), lead: await one("lead", "Tomas") };
      await approve(browser, carers.officer, [carers.agent, carers.lead]);
      await use(carers);
    },
    { scope: "worker" },
  ],
});

/** Opens a browser of somebody else's. */
export async function another(browser: Browser, locale = "en"): Promise<Page> {
  return (await browser.newContext({ locale })).newPage();
}

/** Signs a member in where another was. */
export async function instead(page: Page, member: Member): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, member);
}
