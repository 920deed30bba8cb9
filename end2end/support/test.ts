import { randomUUID } from "node:crypto";
import { test as base } from "@playwright/test";
import { type Habeas, startHabeas } from "./habeas.js";
import { join, type Member, type Role } from "./staff.js";

/** Two agents for each worker: an appeal is never decided by who decided first. */
export interface Agents {
  readonly first: Member;
  readonly second: Member;
}

interface Each {
  /** Makes a member of the staff with a role. */
  staff: (role: Role, name?: string) => Promise<Member>;
}
interface Shared {
  /** The server of this worker. Tests share it: take an address of your own by `someone()`, and count on no empty queue. */
  habeas: Habeas;
  /** Made once for each worker. */
  agents: Agents;
}

/** `test`, with a server: `page.goto("/")` goes to it. For a server with other options, call `startHabeas` yourself. */
export const test = base.extend<Each, Shared>({
  habeas: [
    // Playwright reads what a fixture needs from this pattern, empty as it is.
    async ({}, use) => {
      const habeas = await startHabeas();
      await use(habeas);
      await habeas.stop();
    },
    { scope: "worker" },
  ],
  agents: [
    async ({ habeas }, use) => use({ first: await join(habeas, "lead", "Lin Wei"), second: await join(habeas, "lead", "Ana Sol") }),
    { scope: "worker" },
  ],
  baseURL: async ({ habeas }, use) => use(habeas.origin),
  staff: async ({ habeas }, use) => use((role, name) => join(habeas, role, name)),
});

/** An address that no other test has. */
export function someone(name = "mei"): string {
  return `${name}-${randomUUID().slice(0, 8)}@example.com`;
}

export { expect } from "@playwright/test";
export { choice, expectRefused, field, tick } from "./forms.js";
export { type Habeas, startHabeas } from "./habeas.js";
export { dark, expectFits, expectNoAxeViolations, look, narrow } from "./look.js";
export { codeIn, linkIn } from "./mail.js";
export { inKey, type Lang, langs, manner, type Words, words } from "./texts.js";
export { enter, type Member, type Role, signIn } from "./staff.js";
