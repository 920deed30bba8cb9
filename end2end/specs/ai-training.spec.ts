import { journeys } from "../support/journey.js";
import { expect, field, tick } from "../support/test.js";

/** Every line that the confirmation must answer: the states that are chosen, and those that it says by itself. */
const states = { remove_from_existing_datasets: "linkable_removed", trained_models: "contains_not_retrained_output_filter", third_party_ai_providers: "contract_forbids_training" };
const lines = [
  "stop-collection",
  "stop-future-use",
  "exclude-from-unfrozen-datasets",
  "remove-from-existing-datasets",
  "trained-models",
  "third-party-ai-providers",
  "service-continues",
  "past-use",
  "no-detriment",
  "reversal-and-complaint",
];
const chosen = ["effect-state-linkable-removed", "effect-state-contains-not-retrained-output-filter", "effect-state-contract-forbids-training"];
const said = ["effect-said-service-continues", "effect-said-past-use", "effect-said-no-detriment"];

journeys({
  code: "ai_training_withdrawal",
  slug: "ai-training",
  end: "fulfilled",
  clocks: 2,
  paused: 1,
  wrong: async (page) => {
    await field(page, "email").fill("mei@example");
    await field(page, "country").selectOption("CN");
    await field(page, "app_id").fill("ｍｅｉ＿２０１９");
    return { streams: "error-choose-some", email: "error-email-no-dot" };
  },
  kept: async (page) => {
    await expect(field(page, "email")).toHaveValue("mei@example");
    await expect(field(page, "country")).toHaveValue("CN");
    await expect(field(page, "app_id")).toHaveValue("ｍｅｉ＿２０１９");
  },
  mend: async (page, address) => {
    for (const stream of ["voice", "other", "page_info"]) await tick(page, "streams", stream);
    await field(page, "email").fill(address);
  },
  read: async (details) => {
    await expect(details.getByRole("listitem")).toHaveCount(3);
  },
  close: async (page, form) => {
    // No line may be left out.
    let sheet = await form();
    await tick(sheet, "outcome", "fulfilled");
    for (const check of ["claimed_id_not_used", "account_found", "switch_set"]) await tick(sheet, "check", check);
    await field(sheet, "effect_stop_future_use").fill("2026-03-04T15:30");
    await sheet.locator("button").click();
    await expect(page.locator(".error-summary").getByRole("listitem")).toHaveCount(5);
    sheet = await form();
    await expect(field(sheet, "effect_stop_future_use"), "what was typed is kept as it was typed").toHaveValue("2026-03-04T15:30");
    await field(sheet, "effect_stop_collection").fill("2026-03-04T16:00");
    await field(sheet, "effect_exclude_from_unfrozen_datasets").fill("2026-04-01");
    for (const [name, state] of Object.entries(states)) await field(sheet, `effect_${name}`).selectOption(state);
    await field(sheet, "effect_trained_models_words").fill("The filter of February covers it.");
    await sheet.locator("button").click();
  },
  said: (t) => [...lines.map((line) => t(`effect-${line}`)), ...chosen.map((key) => t(key)), ...said.map((key) => t(key)), "The filter of February covers it."],
  shown: async (outcome, t) => {
    await expect(outcome.locator("dt")).toHaveText(lines.map((line) => t(`effect-${line}`)));
    for (const key of [...chosen, ...said]) await expect(outcome).toContainText(t(key));
    // 15:30 in the agent's zone is 15:30 at the office in Hong Kong; the requester reads it in their own, named beside it.
    await expect(outcome).toContainText(/15:30|16:30/);
    await expect(outcome).toContainText("The filter of February covers it.");
  },
});
