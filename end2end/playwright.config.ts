import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

/*
 * Which tests run without JavaScript too. Two things are proved by `same.spec.ts`: that the server sends a browser without
 * JavaScript the same bytes, and which pages load a script at all. So a test that reads what a page says, where a form leads or
 * what it refuses tells nothing new the second time. What is walked without JavaScript as well is what people do where islands act
 * (forms, their own page, the queue, a ticket), and a way for each kind of request:
 *
 * - the journeys of the five kinds (access, correction, deletion, ai-training, advertising), of a guardian, of reports, and clocks: in
 *   English with JavaScript, in Chinese without (tags `@js` and `@nojs`), so that each is walked in both manners and both languages, and
 *   the whole way, with a question and an appeal, once in each;
 * - requester: forms, links and the own page;
 * - staff: an invitation, the queue and a ticket.
 *
 * With JavaScript alone:
 *
 * - *.hydrate: what the islands do;
 * - a11y, a11y-guardian, a11y-people: `hold` asks for each page without JavaScript too, and holds that against axe where islands sleep;
 * - same: it compares both by itself;
 * - headers: of the answers, which are the same bytes; it measures what a first visit loads, which is more with scripts;
 * - calendars: its pages load no script (`same.spec.ts` says which); acts: how they look, on tickets, which journeys and staff work
 *   without JavaScript. What else pages say, on which no script has a part in
 *   what is asked, is asked in Rust: `web::*_pages`;
 * - smoke: the home page loads no script;
 * - durable: no browser is in it;
 * - screenshots*: pictures for the guide, when somebody asks for them.
 */
const WITHOUT_JAVASCRIPT = [
  "access",
  "advertising",
  "ai-training",
  "correction",
  "countdown",
  "deletion",
  "guardian",
  "report",
  "requester",
  "staff",
];

/** The browser: the one that is asked for, Chromium's shell without a window where there is one, or the whole. */
const CHROMIUM = process.env["CHROMIUM"] || (existsSync("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium");

/** Each worker has a server, a database and a mailbox of its own. */
export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: !!process.env["CI"],
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 900 },
    locale: "en",
    timezoneId: "Asia/Tokyo",
    actionTimeout: 20_000,
    navigationTimeout: 45_000,
    // A trace tells everything and costs a third of the time: HABEAS_TRACE=1 asks for it. A picture of what failed is free.
    trace: process.env["HABEAS_TRACE"] ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      // In a locale without Chinese letters, Chromium calls a file with a Chinese name `download`.
      env: { ...process.env, LC_ALL: "C.UTF-8" },
      args: [
        // Chromium has no sandbox to give to root.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        // It is to talk to the server under test, and to nobody else.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        // Two workers share two processors: threads that compile and tidy beside them cost more than they bring.
        "--js-flags=--single-threaded",
      ],
    },
  },
  projects: [
    { name: "js", grepInvert: /@nojs\b/ },
    {
      name: "nojs",
      testMatch: WITHOUT_JAVASCRIPT.map((name) => `**/${name}.spec.ts`),
      grepInvert: /@js\b/,
      use: { javaScriptEnabled: false },
    },
  ],
});
