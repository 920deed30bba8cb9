import type { BrowserContext, Page } from "@playwright/test";

/** The fields of a form; a name with several values stands there several times. */
export type Fields = Record<string, string | readonly string[]>;

/**
 * Posts a form as the browser of this page would, with its cookies, and without the page: for what a test begins with, and is
 * not about. Answers where it leads, which must be another page: a form that comes back fails the test.
 */
export async function send(of: Page | BrowserContext, path: string, fields: Fields = {}): Promise<string> {
  const context = "context" in of ? of.context() : of;
  const pairs = Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, String(value)]));
  const answer = await context.request.post(path, {
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
    data: new URLSearchParams(pairs).toString(),
    maxRedirects: 0,
  });
  const to = answer.headers()["location"];
  if (answer.status() !== 303 || to === undefined) {
    const text = (await answer.text()).replace(/^[\s\S]*<main/, "<main").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    throw new Error(`POST ${path} was answered with ${answer.status()}: ${text.slice(0, 600)}`);
  }
  // What was just done is told once, by the next page: none follows here. A receipt is shown by the same cookie, and does.
  if (!/\/(report|child)\/received$/.test(to)) await context.clearCookies({ name: "done" });
  return to;
}

/** Does something with a ticket as its page would: the version that the page shows goes with it. */
export async function act(of: Page | BrowserContext, reference: string, name: string, fields: Fields = {}): Promise<string> {
  const context = "context" in of ? of.context() : of;
  const path = `/staff/tickets/${reference}`;
  const html = await (await context.request.get(path)).text();
  const version = /name="version" value="(\d+)"/.exec(html)?.[1];
  if (!version) throw new Error(`no form of ${path} names the ticket's version`);
  return send(context, `${path}/${name}`, { version, ...fields });
}
