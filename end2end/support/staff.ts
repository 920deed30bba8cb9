import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import type { Habeas } from "./habeas.js";

export type Role = "agent" | "lead" | "administrator";

/** Someone who works at the desks. */
export interface Member {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes a member of the staff the way an operator does: a link from the command line, opened once in a browser. */
export async function join(habeas: Habeas, browser: Browser, role: Role, name = "Lin Wei"): Promise<Member> {
  const printed = await habeas.cli("staff", "invite", "--role", role);
  const link = /https?:\/\/\S+\/staff\/join\/\S+/.exec(printed)?.[0];
  if (!link) throw new Error(`no link of invitation in what was printed:\n${printed}`);
  const id = randomUUID();
  const member: Member = { role, name, email: `${role}-${id.slice(0, 8)}@staff.example`, password: `Pass ${id}` };
  const page = await browser.newPage();
  try {
    await page.goto(link);
    await fill(page, { name: member.name, email: member.email, password: member.password });
    await expect(page).not.toHaveURL(/\/staff\/join\//);
  } finally {
    await page.close();
  }
  return member;
}

/** Signs a member in on a page, which then shows the queue. */
export async function signIn(page: Page, member: Member): Promise<void> {
  await page.goto("/staff/login");
  await fill(page, { email: member.email, password: member.password });
  await expect(page).not.toHaveURL(/\/staff\/login/);
}

/** Fills the page's form by the names of its fields and sends it. */
async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  const form = page.locator("main form").filter({ has: page.locator('input[name="password"]') });
  for (const [name, value] of Object.entries(fields)) await form.locator(`input[name="${name}"]`).fill(value);
  await form.locator("button").click();
}
