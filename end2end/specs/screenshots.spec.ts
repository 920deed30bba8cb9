import { ask, atDesk, takeOn, unfolded } from "../support/desk.js";
import { prove } from "../support/requester.js";
import { expect, field, look, someone, test, tick, words } from "../support/test.js";

const t = words("en");

// The pictures of the guide: `HABEAS_LOOKS=folder npx playwright test screenshots --project=js`.
test("pictures of the main pages", async ({ page, browser, habeas, agents }, info) => {
  test.skip(!process.env["HABEAS_LOOKS"] || info.project.name !== "js", "only when HABEAS_LOOKS names a folder");
  test.setTimeout(300_000);
  await page.goto("/hellotalk");
  await look(page, "product");
  // The form as somebody has filled it in, and a queue with something on it.
  let reference = "";
  for (const [slug, country] of [["access", "GB"], ["ai-training", "KR"], ["advertising", ""], ["deletion", "DE"]] as const) {
    const address = someone();
    await page.goto(`/hellotalk/${slug}`);
    if (slug === "ai-training") await tick(page, "streams", "voice");
    if (slug === "deletion") {
      await tick(page, "scope", "account");
      await tick(page, "understood", "yes");
    }
    await field(page, "email").fill(address);
    await field(page, "country").selectOption(country);
    if (slug === "deletion") await look(page, "deletion-form");
    await page.getByRole("button", { name: t("ask-send") }).click();
    reference = await prove(page, habeas, t, address);
  }
  await look(page, "receipt");
  const desk = await atDesk(browser, agents.first);
  await desk.page.goto("/staff/queue");
  await look(desk.page, "queue");
  await takeOn(desk.page, reference);
  await unfolded(desk.page, "close");
  await look(desk.page, "ticket");
  await desk.page.reload();
  await ask(desk.page, "Two accounts use this e-mail. Is it the one in Tokyo, or the one in Seoul?");
  await page.goto(`/requests/${reference}`);
  await expect(page.getByText(t("track-question"), { exact: true })).toBeVisible();
  await look(page, "own-page");
  await desk.context.close();
});
