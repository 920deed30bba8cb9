import { expect, type Page } from "@playwright/test";
import type { ParsedMail } from "mailparser";
import { field } from "./forms.js";
import type { Habeas } from "./habeas.js";
import { codeIn, linkIn } from "./mail.js";
import { type Fields, send } from "./send.js";
import { type Words, words } from "./texts.js";

/** The products that the shipped policies name. */
export const products = { hellotalk: "HelloTalk", "japanese-ai": "Japanese Ai" } as const;
export type Product = keyof typeof products;

/** What a reference looks like. */
export const REFERENCE = /\b(?:HT|JA)-[0-9A-Z]{4}-[0-9A-Z]{4}\b/;

/** Waits for the next mail with this subject. */
export function mailed(habeas: Habeas, address: string, subject: string): Promise<ParsedMail> {
  return habeas.mail.waitForMail(address, (mail) => mail.subject === subject);
}

/** The code that was mailed to somebody. */
export async function mailedCode(habeas: Habeas, t: Words, address: string, product: Product = "hellotalk"): Promise<string> {
  return codeIn(await mailed(habeas, address, t("mail-subject-code", { product: products[product] })));
}

/** Enters a code on the page of codes. */
export async function enterCode(page: Page, t: Words, code: string): Promise<void> {
  await field(page, "code").fill(code);
  await page.getByRole("button", { name: t("code-go"), exact: true }).click();
}

/** Proves a request that was just sent, with the code from the mail; answers its reference. The receipt is open then. */
export async function prove(page: Page, habeas: Habeas, t: Words, address: string, product: Product = "hellotalk"): Promise<string> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("code-title"));
  await enterCode(page, t, await mailedCode(habeas, t, address, product));
  await expect(page).toHaveURL(/\/requests\/[^/]+\/received/);
  return referenceOn(page);
}

/** The reference that a page shows in large. */
export async function referenceOn(page: Page): Promise<string> {
  const text = await page.locator("main .reference").first().innerText();
  const reference = REFERENCE.exec(text)?.[0];
  if (!reference) throw new Error(`no reference in "${text}"`);
  return reference;
}

/** The due moments of the clocks on a page: a requester's and an agent's must be the same. */
export async function duesOn(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  const moments = page.locator(".clock .due time");
  const dues = await Promise.all((await moments.all()).map((moment) => moment.getAttribute("datetime")));
  return dues.map(String).sort();
}

/** Opens the link of a mail in a browser and presses its button, which leads to the page behind it. */
export async function pressLink(page: Page, t: Words, mail: ParsedMail, button = t("link-open-go")): Promise<string> {
  const link = linkIn(mail, /\/link\//);
  await page.goto(link);
  await page.getByRole("button", { name: button }).click();
  await expect(page).toHaveURL(/\/requests\//);
  return link;
}

/** The shortest request: sent and proved, as people do it. Answers its reference; the receipt is open then. */
export async function askByHand(page: Page, habeas: Habeas, t: Words, address: string, note = ""): Promise<string> {
  await page.goto("/hellotalk/advertising");
  await field(page, "email").fill(address);
  await field(page, "words").fill(note);
  await page.getByRole("button", { name: t("ask-send") }).click();
  return prove(page, habeas, t, address);
}

/** The shortest request: sent and proved by this page's browser, without a page. Answers its reference. */
export function askForAds(page: Page, habeas: Habeas, t: Words, address: string, note = ""): Promise<string> {
  return ask(page, habeas, t, address, "advertising", { words: note });
}

/** A request for a deletion from a country, of the account or of one category, in the same way. */
export function askForDeletion(page: Page, habeas: Habeas, address: string, country: string, only?: string): Promise<string> {
  const scope: Fields = only ? { scope: "some", categories: only } : { scope: "account" };
  return ask(page, habeas, words("en"), address, "deletion", { ...scope, understood: "yes", country });
}

async function ask(page: Page, habeas: Habeas, t: Words, address: string, slug: string, fields: Fields): Promise<string> {
  expect(await send(page, `/hellotalk/${slug}`, { email: address, ...fields })).toBe("/code");
  const to = await send(page, "/code", { code: await mailedCode(habeas, t, address) });
  const reference = /^\/requests\/([^/]+)\/received/.exec(to)?.[1];
  if (!reference) throw new Error(`a proved request leads to ${to}`);
  return reference;
}
