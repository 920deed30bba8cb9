import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { ask, atDesk, deny, takeFromQueue, takeOn, t as staff, unfolded } from "./desk.js";
import { png } from "./files.js";
import { expectRefused, field } from "./forms.js";
import type { Habeas } from "./habeas.js";
import { linkIn } from "./mail.js";
import { duesOn, mailed, pressLink, prove } from "./requester.js";
import { type Agents, someone, test } from "./test.js";
import { inKey, langs, type Lang, manner, type Words, words } from "./texts.js";

/** What differs between the kinds of requests. */
export interface Kind {
  /** The code, as the catalogues name it. */
  code: "access" | "correction" | "deletion" | "ai_training_withdrawal" | "advertising_opt_out";
  slug: string;
  /**
   * The language in which the whole way is walked, with a question, an answer and an appeal: they are the same pages for every kind,
   * and every kind goes through them in `web::asked_back`.
   */
  whole?: Lang;
  /** How it ends the first time. */
  end: "fulfilled" | "partially_fulfilled" | "denied";
  /** How many clocks run: the law's alone, or the promise too. */
  clocks: number;
  /** How many of them a question pauses. */
  paused: number;
  /** Fills the form, but with mistakes. Answers the errors, by field: the keys of their words. */
  wrong(page: Page, address: string): Promise<Record<string, string>>;
  /** After the mistakes: everything that was typed stands there still. */
  kept(page: Page): Promise<void>;
  /** Mends the mistakes. */
  mend(page: Page, address: string): Promise<void>;
  /** What the agent reads on the ticket. */
  read(details: Locator): Promise<void>;
  /** Fills the closing form. `refused` sends it as it is and comes back with errors. */
  close(page: Page, form: () => Promise<Locator>): Promise<void>;
  /** What the outcome's mail must say besides its first sentence. */
  said(t: Words): string[];
  /** What the requester's page shows of the outcome. */
  shown(outcome: Locator, t: Words): Promise<void>;
  /** What the requester does once it is closed: downloads. */
  afterwards?(page: Page, habeas: Habeas, t: Words, address: string): Promise<void>;
}

/** The way of a request, as people go it: in English with JavaScript, in Chinese without. */
export function journeys(kind: Kind): void {
  for (const lang of langs) {
    test.describe(lang, () => {
      test.use({ locale: lang });
      test(`${kind.slug}: asked, proved, answered${kind.whole === lang ? ", appealed" : ""} (${lang})`, manner(lang), async ({ page, browser, habeas, agents }) => {
        test.setTimeout(300_000);
        await walk(kind, lang, page, browser, habeas, agents);
      });
    });
  }
}

async function walk(kind: Kind, lang: Lang, page: Page, browser: Browser, habeas: Habeas, agents: Agents): Promise<void> {
  const t = words(lang);
  const address = someone(kind.slug);
  const about = (key: string) => t(`${key}-${inKey(kind.code)}`);

  // The form: once with mistakes, then well.
  await page.goto("/hellotalk");
  await page.getByRole("link", { name: about("card-title"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(about("ask-title"));
  const errors = await kind.wrong(page, address);
  await page.getByRole("button", { name: t("ask-send") }).click();
  await expectRefused(page, t, Object.fromEntries(Object.entries(errors).map(([id, key]) => [id, t(key)])));
  await kind.kept(page);
  expect(habeas.mail.to(address), "nothing is mailed for a form with mistakes").toEqual([]);
  await kind.mend(page, address);
  await page.getByRole("button", { name: t("ask-send") }).click();

  // The proof, and what somebody walks away with.
  const reference = await prove(page, habeas, t, address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("receipt-title"));
  const dues = await duesOn(page);
  expect(dues).toHaveLength(kind.clocks);
  expect(await page.locator(".due-moment time").getAttribute("datetime"), "the first due stands on top").toBe(dues[0]);
  expect(Date.parse(dues[0]!)).toBeGreaterThan(Date.now());
  const receipt = await mailed(habeas, address, t("mail-subject-receipt", { product: "HelloTalk", reference }));
  expect(receipt.text).toContain(reference);
  expect(receipt.text).toContain(t("mail-receipt-line"));
  await page.getByRole("link", { name: t("receipt-follow") }).click();
  await expect(page).toHaveURL(`/requests/${reference}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(about("track-title"));
  await expect(page.getByText(t("track-state-in-review"))).toBeVisible();
  expect(await duesOn(page)).toEqual(dues);

  // The desk: find it, take it on, read it, ask back.
  const desk = await atDesk(browser, agents.first);
  if (kind.whole === lang) await takeFromQueue(desk.page, reference, `?kind=${kind.code}&view=unassigned`);
  else await takeOn(desk.page, reference);
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-in-progress"));
  expect(await duesOn(desk.page), "the agent sees the same clock").toEqual(dues);
  await expect(desk.page.getByTestId("subject")).toContainText(address);
  await kind.read(desk.page.getByTestId("details"));
  const walked: Walked = { kind, lang, page, browser, habeas, agents, t, address, reference };
  if (kind.whole === lang) await askBack(walked, desk);
  await kind.close(desk.page, () => unfolded(desk.page, "close"));
  await expect(desk.page.getByTestId("done")).toContainText(staff("staff-done-closed"));
  await expect(desk.page.getByTestId("state")).toHaveText(staff(`staff-state-${inKey(kind.end)}`));

  // The answer, by mail and on the page.
  const outcome = await mailed(habeas, address, t("mail-subject-outcome", { product: "HelloTalk", reference }));
  expect(outcome.text).toContain(t(`mail-outcome-${inKey(kind.code)}-${inKey(kind.end)}`));
  for (const text of kind.said(t)) expect(outcome.text).toContain(text);
  expect(outcome.attachments, "data is never attached").toEqual([]);
  await page.goto(`/requests/${reference}`);
  await expect(page.getByText(t(`track-state-${inKey(kind.end)}`))).toBeVisible();
  const block = page.locator("section.outcome");
  await expect(block.getByRole("heading", { level: 2 })).toHaveText(t(`outcome-${inKey(kind.end)}`));
  await kind.shown(block, t);
  await kind.afterwards?.(page, habeas, t, address);
  if (kind.whole === lang) await appeal(walked, desk);
  else await desk.context.close();
}

/** Who walks where, and how far they have come. */
interface Walked {
  kind: Kind;
  lang: Lang;
  page: Page;
  browser: Browser;
  habeas: Habeas;
  agents: Agents;
  t: Words;
  address: string;
  reference: string;
}
type Desk = Awaited<ReturnType<typeof atDesk>>;

/** The agent asks, and the requester answers in another browser, through the mail's link. */
async function askBack({ kind, lang, browser, habeas, t, address, reference }: Walked, desk: Desk): Promise<void> {
  const question = `Which of your devices? 请问是哪一台？ <b>${reference}</b> & more`;
  await ask(desk.page, question);
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-requires-input"));
  await expect(desk.page.locator(".clock.paused")).toHaveCount(kind.paused);

  const asked = await mailed(habeas, address, t("mail-subject-question", { product: "HelloTalk", reference }));
  expect(asked.text).toContain(question);
  const phone = await browser.newContext({ locale: lang });
  const theirs = await phone.newPage();
  for (let look = 0; look < 2; look += 1) {
    // A mail scanner follows the link too, and that must use nothing up.
    await theirs.goto(linkIn(asked, /\/link\//));
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(t("link-open-title"));
  }
  const link = await pressLink(theirs, t, asked);
  await expect(theirs).toHaveURL(`/requests/${reference}`);
  await expect(theirs.getByText(t("track-state-requires-input"))).toBeVisible();
  await expect(theirs.locator(".clock.paused")).toHaveCount(kind.paused);
  const panel = theirs.getByRole("region", { name: t("track-question") });
  await expect(panel).toContainText(question);
  const proof = png("proof 证明.png");
  await field(panel, "files").setInputFiles(proof);
  await panel.getByRole("button", { name: t("track-answer-send") }).click();
  await expectRefused(theirs, t, { "message-words": t("error-words-required") });
  const answer = "The blue one.\n蓝色的那台。";
  await field(panel, "words").fill(answer);
  await field(panel, "files").setInputFiles(proof);
  await panel.getByRole("button", { name: t("track-answer-send") }).click();
  await expect(theirs.locator(".notice.success")).toContainText(t("track-done-answered"));
  await expect(theirs.getByText(t("track-state-in-progress"))).toBeVisible();
  await expect(theirs.locator(".clock.paused")).toHaveCount(0);
  // A link opens a request once: pressed again here it leads to where it led, and elsewhere it is over.
  await pressLink(theirs, t, asked);
  await expect(theirs).toHaveURL(`/requests/${reference}`);
  await phone.close();
  const elsewhere = await browser.newContext({ locale: lang });
  const other = await elsewhere.newPage();
  expect((await other.goto(link))?.status(), "a link opens once").toBe(404);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(t("problem-link-over-title"));
  await expect(other.locator("main")).not.toContainText(reference);
  await elsewhere.close();

  // The desk reads the answer.
  await desk.page.reload();
  await expect(desk.page.getByTestId("state")).toHaveText(staff("staff-state-in-progress"));
  const message = desk.page.getByTestId("messages").locator('[data-kind="answer"]');
  await expect(message).toContainText("蓝色的那台。");
  const file = await message.getByRole("link", { name: proof.name }).getAttribute("href");
  expect(await (await desk.context.request.get(file!)).body(), "the file comes as it was sent").toEqual(proof.buffer);
}

/** Another look, by another. */
async function appeal({ kind, page, browser, habeas, agents, t, address, reference }: Walked, desk: Desk): Promise<void> {
  const panel = page.getByRole("region", { name: t("appeal-title") });
  await field(panel, "words").fill("You looked at the wrong account.");
  await panel.getByRole("button", { name: t("appeal-send") }).click();
  await expect(page.getByText(t("track-state-appealed"))).toBeVisible();
  await expect(page.locator(".notice.success")).toContainText(t("track-done-appealed"));
  await mailed(habeas, address, t("mail-subject-appeal-receipt", { product: "HelloTalk", reference }));
  await desk.page.goto(`/staff/tickets/${reference}`);
  await expect(desk.page.getByText(staff("ticket-own-appeal"))).toBeVisible();
  await expect(desk.page.getByTestId("claim")).toHaveCount(0);
  await expect(desk.page.getByTestId("close")).toHaveCount(0);
  await desk.context.close();
  const other = await atDesk(browser, agents.second);
  await takeFromQueue(other.page, reference, `?kind=${kind.code}&state=appealed`);
  await deny(other.page, "The account was the right one. 没有错。");
  await other.context.close();
  const last = await mailed(habeas, address, t("mail-subject-outcome", { product: "HelloTalk", reference }));
  expect(last.text).toContain(t(`mail-outcome-${inKey(kind.code)}-denied`));
  await page.reload();
  await expect(page.getByText(t("track-state-denied"))).toBeVisible();
  await expect(page.locator("main > section.outcome")).toContainText("The account was the right one. 没有错。");
  await expect(page.getByText(t("track-earlier", { number: 1 })), "the first answer stays").toBeVisible();
  await expect(page.getByRole("region", { name: t("appeal-title") }), "one appeal is all").toHaveCount(0);
}
