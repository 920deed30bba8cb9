import { writeFile } from "node:fs/promises";
import { askForAds } from "../support/requester.js";
import { expect, field, someone, test, words } from "../support/test.js";

const pages = [
  "/",
  "/hellotalk",
  "/hellotalk/data",
  "/hellotalk/access",
  "/hellotalk/correction",
  "/hellotalk/deletion",
  "/hellotalk/ai-training",
  "/hellotalk/advertising",
  "/hellotalk/report",
  "/japanese-ai",
  "/japanese-ai/data",
  "/japanese-ai/deletion",
  "/hellotalk/child",
  "/requests",
  "/guardian",
  "/account/login",
  "/account/new",
  "/account/reset",
  "/staff/login",
];

/** The most bytes that a first visit may cost, all told. */
const MOST = 150_000;

test("every page is light, and asks nobody else", async ({ page, habeas }) => {
  test.setTimeout(180_000);
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  let urls: string[] = [];
  let bytes = 0;
  wire.on("Network.requestWillBeSent", ({ request }) => urls.push(request.url));
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  for (const path of pages) {
    await test.step(path, async () => {
      await page.context().clearCookies();
      await page.goto("about:blank");
      await page.emulateMedia({ media: null });
      [urls, bytes] = [[], 0];
      const answer = await page.goto(path, { waitUntil: "networkidle" });
      expect(answer?.status()).toBe(200);
      expect(urls.filter((url) => !url.startsWith(`${habeas.origin}/`))).toEqual([]);
      // The logo is picture and icon: without a cache the browser asks for it twice.
      const once = urls.filter((url) => !url.endsWith("/favicon.svg"));
      expect(once, "nothing is fetched twice").toEqual([...new Set(once)]);
      expect(bytes).toBeGreaterThan(2_000);
      expect(bytes, `bytes on the wire for ${path}`).toBeLessThan(MOST);
      const headers = answer!.headers();
      expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("same-origin");
      await expect(page.locator("[style]"), "a style attribute would be refused").toHaveCount(0);
      // On paper: the content, without what can only be pressed.
      await page.emulateMedia({ media: "print" });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const part of [".lang-switch", ".skip-link", "main .actions"]) {
        for (const each of await page.locator(part).all()) await expect(each, part).toBeHidden();
      }
      expect((await page.pdf()).byteLength).toBeGreaterThan(5_000);
    });
  }
});

test("what belongs to one person is kept by nobody, and cookies are for the server alone", async ({ page, context, habeas }) => {
  const reference = await askForAds(page, habeas, words("en"), someone());
  const answer = await page.goto(`/requests/${reference}`);
  expect(answer!.headers()["cache-control"]).toBe("no-store");
  await expect(page.locator('meta[name="robots"][content="noindex"]')).toHaveCount(1);
  const held = (await context.cookies()).find((cookie) => cookie.name === "request");
  expect(held).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
});

test("a form that another site sends is refused, with a page that says what to do", async ({ page, habeas }) => {
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, {}] as Record<string, string>[]) {
    const answer = await page.request.post("/hellotalk/advertising", { headers, multipart: { email: someone() } });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain(words("en")("problem-refused-title"));
  }
  const own = await page.request.post("/hellotalk/advertising", { headers: { origin: habeas.origin }, multipart: { email: someone() }, maxRedirects: 0 });
  expect(own.status()).toBe(303);
});

test("what is not there is a page of its own, in the reader's language", async ({ page, browser }) => {
  for (const path of ["/nothing", "/hellotalk/nothing", "/japanese-ai/advertising", "/staff/join/nothing", "/link/nothing", "/young/nothing", "/account/new/nothing", "/guardian/children"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  const chinese = await browser.newContext({ locale: "zh-CN" });
  const theirs = await chinese.newPage();
  await theirs.goto("/nothing");
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(words("zh-CN")("problem-not-found-title"));
  await expect(theirs.locator("html")).toHaveAttribute("lang", "zh-CN");
  await chinese.close();
});

test("the language is chosen on any page, and stays", async ({ page }) => {
  await page.goto("/hellotalk/deletion");
  await page.locator(".lang-switch summary").click();
  await page.getByRole("button", { name: "简体中文" }).click();
  await expect(page).toHaveURL("/hellotalk/deletion");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("zh-CN")("ask-title-deletion"));
  await page.goto("/requests");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  // Nowhere else does the way back lead.
  for (const to of ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example"]) {
    const answer = await page.request.post("/language", { headers: { "sec-fetch-site": "same-origin" }, form: { lang: "en", to }, maxRedirects: 0 });
    expect(answer.headers()["location"], JSON.stringify(to)).toBe("/");
  }
});

test("what is too large or cannot be taken is told beside the field", async ({ page }, info) => {
  const t = words("en");
  await page.goto("/hellotalk/correction");
  await field(page, "says").fill("kept");
  await field(page, "files").setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><script>alert(1)</script>") });
  await page.getByRole("button", { name: t("ask-send") }).click();
  await expect(page.locator("#files-error")).toContainText(t("error-file-web"));
  await expect(page.locator("#email-error"), "all mistakes are told at once").toContainText(t("error-email-required"));
  await expect(field(page, "says")).toHaveValue("kept");
  const large = info.outputPath("large.png");
  await writeFile(large, Buffer.alloc(21 * 1024 * 1024, 1));
  await field(page, "files").setInputFiles(large);
  await page.getByRole("button", { name: t("ask-send") }).click();
  await expect(page.locator("#files-error")).toContainText(t("error-file-unproved-large"));
});
