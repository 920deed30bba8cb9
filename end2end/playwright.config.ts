import { defineConfig, devices } from "@playwright/test";

/**
 * Every test runs twice: as most people come, and with JavaScript off. What needs JavaScript is in a file named
 * `*.hydrate.spec.ts` and runs once. Each worker has a server, a database and a mailbox of its own.
 */
export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: !!process.env["CI"],
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 900 },
    locale: "en",
    timezoneId: "Asia/Tokyo",
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    // A trace tells everything and costs a third of the time: HABEAS_TRACE=1 asks for it. A picture of what failed is free.
    trace: process.env["HABEAS_TRACE"] ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        // Chromium has no sandbox to give to root.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        // It is to talk to the server under test, and to nobody else.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  projects: [
    { name: "js" },
    { name: "nojs", testIgnore: /\.hydrate\.spec\.ts$/, use: { javaScriptEnabled: false } },
  ],
});
