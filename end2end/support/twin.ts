import { type BrowserContext, type CDPSession, expect, type Page, type Request, type Response, type Route } from "@playwright/test";

/** A browser in which no page's script runs. */
interface Scriptless {
  readonly page: Page;
  readonly wire: CDPSession;
}

const twins = new WeakMap<BrowserContext, Promise<Scriptless>>();

/** The browser without scripts beside this one, on a phone: one for each, which ends with it. */
function scriptless(of: BrowserContext): Promise<Scriptless> {
  const known = twins.get(of);
  if (known) return known;
  const made = (async () => {
    // In the same language: it is asked for by the browser, and by no header that a test could set.
    const locale = await of.pages()[0]!.evaluate(() => navigator.language);
    const context = await of.browser()!.newContext({ javaScriptEnabled: true, locale, viewport: { width: 390, height: 900 }, colorScheme: "light", reducedMotion: "reduce" });
    // The browser may be gone by then, and this context with it.
    of.once("close", () => void context.close().catch(() => undefined));
    const page = await context.newPage();
    return { page, wire: await context.newCDPSession(page) };
  })();
  twins.set(of, made);
  return made;
}

/** The request whose answer the page shows. */
async function asked(page: Page): Promise<Request> {
  const all = await page.requests();
  const last = all.filter((each) => each.isNavigationRequest() && each.frame() === page.mainFrame() && each.redirectedTo() === null).at(-1);
  if (!last) throw new Error(`nobody knows what ${page.url()} was asked with`);
  return last;
}

/** What came of a page without scripts. */
export interface Twin {
  readonly page: Page;
  /** Lets scripts of the test's own run in it. Those of the page have gone by. */
  wake(): Promise<void>;
}

/**
 * Shows what the page was answered with to a browser without JavaScript, and asks nobody: for what a second request would change.
 */
export async function withoutScripts(page: Page): Promise<Twin> {
  const answer = (await (await asked(page)).response())!;
  const { page: twin, wire } = await scriptless(page.context());
  const [body, headers] = [await answer.body(), await answer.allHeaders()];
  delete headers["set-cookie"];
  await wire.send("Emulation.setScriptExecutionDisabled", { value: true });
  await routed(twin, answer.url(), (route) => route.fulfill({ status: 200, headers, body }));
  return { page: twin, wake: () => wake(wire) };
}

async function wake(wire: CDPSession): Promise<void> {
  await wire.send("Emulation.setScriptExecutionDisabled", { value: false });
}

/**
 * Asks for the page that is open once more, with the same cookies, from a browser without JavaScript: to the byte it must get what
 * this one got. A form that came back is posted once more; it must be one that changes nothing. What is one request's alone is left
 * out: the nonce, sealed tokens, and what a countdown counts. A page may also name the minute in which it was made: where the two
 * differ, both browsers are asked anew, one right after the other.
 */
export async function expectSameBytes(page: Page): Promise<Twin> {
  const twin = await scriptless(page.context());
  const { page: other, wire } = twin;
  let request = await asked(page);
  let difference = await compare(request, twin);
  for (let again = 0; again < 2 && difference; again += 1) {
    const anew = await page.context().newPage();
    await ask(anew, request);
    request = await asked(anew);
    difference = await compare(request, twin);
    await anew.close();
  }
  expect(difference, `${request.method()} ${request.url()} with JavaScript and without`).toBeUndefined();
  return { page: other, wake: () => wake(wire) };
}

/** Asks a page's question from another page: a navigation of a test is a GET, so that a form is put into it on its way. */
async function ask(from: Page, request: Request): Promise<Response> {
  if (request.method() !== "POST") return (await from.goto(request.url()))!;
  const headers = await request.allHeaders();
  const form = Object.fromEntries(["content-type", "origin", "sec-fetch-site"].flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
  const postData = request.postDataBuffer() ?? undefined;
  return routed(from, request.url(), (route) => route.continue({ method: "POST", headers: { ...route.request().headers(), ...form }, postData }));
}

/**
 * Goes to an address by a route of its own. The route ends after the page is there and not with its first use: what the page asks for
 * meanwhile could be held for ever by a route that is just going.
 */
async function routed(page: Page, url: string, handler: (route: Route) => Promise<void>): Promise<Response> {
  await page.route(url, handler);
  try {
    return (await page.goto(url))!;
  } finally {
    await page.unroute(url, handler);
  }
}

/** What differs in the answers to a request, from the browser that asked and from the one without scripts. */
async function compare(request: Request, { page, wire }: Scriptless): Promise<string | undefined> {
  const answer = (await request.response())!;
  const headers = await request.allHeaders();
  const url = new URL(request.url()).origin;
  const pairs = (headers["cookie"] ?? "").split("; ").filter((pair) => pair !== "");
  await page.context().clearCookies();
  await page.context().addCookies(pairs.map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), url })));
  await wire.send("Emulation.setScriptExecutionDisabled", { value: true });
  const again = await ask(page, request);
  expect(again.status(), `${request.url()} without JavaScript`).toBe(answer.status());
  return firstDifference(plain(await answer.text(), answer.headers()), plain(await again.text(), again.headers()));
}

/** A page without what is of one request alone. */
function plain(html: string, headers: Record<string, string>): string {
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1];
  return (nonce ? html.replaceAll(nonce, "NONCE") : html)
    .replace(/(name="token" value=")[^"]*/g, "$1TOKEN")
    .replace(/(&quot;now_ms&quot;:)\d+/g, "$1NOW")
    .replace(/<time datetime="-?P[^"]*">.*?<\/time>/gs, "<time>LEFT</time>");
}

function firstDifference(one: string, other: string): string | undefined {
  if (one === other) return undefined;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 120), at + 120);
  return `at ${at} of ${one.length} and ${other.length}:\n  with JavaScript:    ${around(one)}\n  without JavaScript: ${around(other)}`;
}
