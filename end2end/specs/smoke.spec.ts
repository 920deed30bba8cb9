import { expect, expectFits, expectNoAxeViolations, look, narrow, test } from "../support/test.js";

test("the home page answers, and is accessible", async ({ page }) => {
  const answer = await page.goto("/");
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectNoAxeViolations(page);
  await look(page, "home");
});

test.describe("on a phone", () => {
  test.use(narrow);
  test("the home page fits", async ({ page }) => {
    await page.goto("/");
    await expectFits(page);
  });
});
