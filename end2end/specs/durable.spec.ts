import { randomUUID } from "node:crypto";
import { codeIn, expect, startHabeas, test, words } from "../support/test.js";

const t = words("en");

/** What was acknowledged: what was posted, and the cookies that came with the answer. */
interface Acknowledged {
  readonly about: string;
  readonly cookie: string;
}

/** Posts a form as a browser does, one that may carry files in parts; answers its cookies when it was acknowledged, and `undefined` when the server had gone. */
async function post(origin: string, path: string, fields: Record<string, string>, cookie = ""): Promise<Response | undefined> {
  const body = path === "/code" ? new URLSearchParams(fields) : new FormData();
  if (body instanceof FormData) for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { origin, "sec-fetch-site": "same-origin", cookie };
  return fetch(origin + path, { method: "POST", headers, body, redirect: "manual" }).catch(() => undefined);
}

const cookies = (answer: Response) => answer.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");

// The server alone matters here: once is enough.
test("what was acknowledged survives a crash", async ({ browserName }, info) => {
  test.skip(info.project.name !== "js", `the same without scripts in ${browserName}`);
  test.setTimeout(180_000);
  const habeas = await startHabeas();
  try {
    const requests: Acknowledged[] = [];
    const reports: Acknowledged[] = [];
    let dead: Promise<void> | undefined;
    let posted = 0;
    let lost = 0;
    // A hundred people at once, one after the other each, until the power fails in the middle of it.
    const lane = async () => {
      while (!dead) {
        const id = randomUUID().slice(0, 8);
        const report = posted++ % 4 === 0;
        const email = `durable-${id}@example.com`;
        const answer = report
          ? await post(habeas.origin, "/hellotalk/report", { harm: "bullying", target: "user", value: `user-${id}`, words: "Seen today." })
          : await post(habeas.origin, "/hellotalk/advertising", { email, words: `request ${id}` });
        if (!answer) {
          lost += 1;
          return;
        }
        expect(answer.status).toBe(303);
        expect(answer.headers.get("location")).toBe(report ? "/hellotalk/report/received" : "/code");
        (report ? reports : requests).push({ about: report ? `user-${id}` : email, cookie: cookies(answer) });
        if (requests.length + reports.length === 120) dead = habeas.kill();
      }
    };
    await Promise.all(Array.from({ length: 100 }, lane));
    expect(dead, "it was killed").toBeDefined();
    await dead;
    expect(posted, "parallel submissions").toBeGreaterThanOrEqual(200);
    expect(lost, "some were on their way when it died").toBeGreaterThan(0);
    await habeas.start();

    // The record is whole, and each report is there.
    await habeas.cli("audit", "verify");
    for (const { cookie } of reports) {
      const receipt = await fetch(`${habeas.origin}/hellotalk/report/received`, { headers: { cookie } });
      expect(receipt.status).toBe(200);
      expect(await receipt.text()).toMatch(/HT-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    }

    // Each code leaves, if not before the crash then after it, and is the one that the browser's cookie can enter.
    const missing = () => requests.filter(({ about }) => habeas.mail.to(about).length === 0).map(({ about }) => about);
    await expect.poll(missing, { message: "acknowledged, and never mailed", timeout: 60_000 }).toEqual([]);
    for (const { about, cookie } of requests.slice(0, 10).concat(requests.slice(-10))) {
      const answer = await post(habeas.origin, "/code", { code: codeIn(habeas.mail.to(about).at(-1)!) }, cookie);
      expect(answer?.status, about).toBe(303);
      expect(answer!.headers.get("location")).toMatch(/^\/requests\/HT-[0-9A-Z-]{9}\/received$/);
      const receipt = await habeas.mail.waitForMail(about, (mail) => mail.subject !== t("mail-subject-code", { product: "HelloTalk" }));
      expect(receipt.subject).toContain(answer!.headers.get("location")!.split("/")[2]!);
    }
    await habeas.cli("audit", "verify");
    // A second start finds nothing to mend.
    await habeas.kill();
    await habeas.start();
    await habeas.cli("audit", "verify");
  } finally {
    await habeas.stop();
  }
});
