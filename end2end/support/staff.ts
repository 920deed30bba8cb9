import { createHmac, randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { Habeas } from "./habeas.js";
import type { Made } from "./maker.js";

export type Role = "viewer" | "agent" | "reviewer" | "lead" | "privacy_officer" | "administrator";

/** Someone who works at the desks, with their authenticator and the recovery codes in their drawer. */
export interface Member {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly second: Second;
  /** The server where they work. */
  readonly origin: string;
  /** Begins a session; answers the value of its cookie. */
  session(): Promise<string>;
}

/** A second factor: the key, the last step that was used, and the recovery codes that are left. */
export interface Second {
  readonly key: string;
  used: number;
  readonly recovery: string[];
}

const STEP = 30_000;

/** Makes a member of the staff, with a second factor, without a page. The pages of joining are tested by `staff.spec.ts`. */
export async function join(habeas: Habeas, role: Role, name = "Lin Wei"): Promise<Member> {
  const id = randomUUID();
  const about = { role, name, email: `${role}-${id.slice(0, 8)}@staff.example`, password: `Pass ${id}` };
  const { key, used, recovery } = await habeas.make({ make: "staff", ...about });
  if (!key || used === undefined || !recovery) throw new Error("a member of the staff without a second factor");
  return { ...about, origin: habeas.origin, second: { key, used, recovery }, session: async () => cookie(await habeas.make({ make: "staff_session", email: about.email })) };
}

/** The cookie of a session that was made. */
export function cookie(made: Made): string {
  if (!made.cookie) throw new Error("a session without a cookie");
  return made.cookie;
}

/** Gives a page's browser a session of a member of the staff, in place of the one that it had. No page is opened. */
export async function enter(page: Page, member: Member): Promise<void> {
  await page.context().addCookies([{ name: "staff", value: await member.session(), url: member.origin, httpOnly: true, sameSite: "Lax" }]);
}

/** Sets a second factor up on the page that asks for it, and goes on. */
export async function enrol(page: Page): Promise<Second> {
  await expect(page).toHaveURL(/\/staff\/second$/);
  const key = await page.getByTestId("secret").innerText();
  const step = Math.floor(Date.now() / STEP);
  const form = page.getByTestId("enrol");
  await form.locator('input[name="code"]').fill(totp(key, step));
  await form.locator("button").click();
  // What is read without waiting is read when the page is there to its end: its first bytes come before the codes.
  await page.getByTestId("go-on").waitFor();
  const recovery = await page.getByTestId("recovery").locator("code").allInnerTexts();
  await page.getByTestId("go-on").click();
  await expect(page).toHaveURL("/staff/queue");
  return { key, used: step, recovery };
}

/** Signs a member in on the pages of the log-in, and then shows the queue. Where the log-in is not the matter, `enter` does. */
export async function signIn(page: Page, member: Member): Promise<void> {
  await page.goto("/staff/login");
  await fill(page, { email: member.email, password: member.password });
  await expect(page).toHaveURL(/\/staff\/second$/);
  const form = page.getByTestId("second");
  await form.locator('input[name="code"]').fill(await code(member.second));
  await form.locator("button").click();
  await expect(page).toHaveURL("/staff/queue");
}

/** A code that was not used: of this step or the next one, or a recovery code; if none is left, it waits for the next step. */
export async function code(second: Second): Promise<string> {
  const now = Math.floor(Date.now() / STEP);
  // The next step's code is taken as well: clocks differ.
  if (second.used <= now) {
    second.used = Math.max(second.used + 1, now);
    return totp(second.key, second.used);
  }
  const spare = second.recovery.pop();
  if (spare) return spare;
  await new Promise((done) => setTimeout(done, second.used * STEP - Date.now() + 1000));
  return code(second);
}

/** The code of a step (RFC 6238 with SHA-1 and six digits), the key in base32 (RFC 4648). */
export function totp(key: string, step: number): string {
  const bits = [...key.replace(/=+$/, "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(moving).digest();
  const at = hash.readUInt8(19) & 15;
  return ((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}

/** Fills the page's form by the names of its fields and sends it. */
async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  const form = page.locator("main form").filter({ has: page.locator('input[name="password"]') });
  for (const [name, value] of Object.entries(fields)) await form.locator(`input[name="${name}"]`).fill(value);
  await form.locator("button").click();
}
