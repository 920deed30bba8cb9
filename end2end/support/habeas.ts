import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Mailbox } from "./mail.js";
import { type Ask, type Made, Maker } from "./maker.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = process.env["HABEAS_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "habeas");
const target = process.env["CARGO_TARGET_DIR"] ?? join(cache, "target");
/** What is tested: `script/test` has built it. */
const binary = process.env["HABEAS_BIN"] ?? join(target, "debug/habeas");
const site = process.env["HABEAS_SITE"] ?? join(target, "site");

/** A server of the test's own. */
export interface Habeas {
  /** Such as `http://127.0.0.1:40123`, without a slash at the end. */
  readonly origin: string;
  /** Its folder, which goes with it. */
  readonly data: string;
  readonly mail: Mailbox;
  /** Runs the program's command line on the same data, and gives back what it printed. Fails if it does. */
  cli(...args: string[]): Promise<string>;
  /** Makes somebody who can be, or is, logged in: by the command line, on the same data, without a page. */
  make(ask: Ask): Promise<Made>;
  /** What the server wrote so far. */
  log(): Promise<string>;
  /**
   * Runs a statement on the server's own database, with SQLite's program. The server's clock is the machine's, so that what
   * takes years or minutes is brought about here: a moment of the past is written where the one to come stood.
   */
  sql(statement: string): Promise<string>;
  /** Ends the server as a power failure would: nothing is said to it, nothing is waited for. */
  kill(): Promise<void>;
  /** Starts it again on the same data, port and mail server, and waits until it is well. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface Options {
  /** More arguments to `habeas serve`. */
  args?: string[];
  /** More of the environment, for the server and its command line. */
  env?: Record<string, string>;
  /** The folder of the policies, if not the project's own. */
  policies?: string;
}

/** Starts a server on a free port with an empty database and a real mail server, and waits until it is well. */
export async function startHabeas(options: Options = {}): Promise<Habeas> {
  const data = await mkdtemp(join(tmpdir(), "habeas-end2end-"));
  const mail = await Mailbox.open();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  // All tests come from one address, and more often than people do; they wait for jobs, and not for the hashing of passwords.
  const env = { ...process.env, HABEAS_LIMITS: "off", HABEAS_TESTING: "1", ...options.env };
  const house = ["--data", data, "--database", `sqlite:${join(data, "habeas.db")}`];
  // Every command takes the policies; the origin only those that make links.
  const rules = ([command]: string[]) => ["--policies", options.policies ?? join(root, "policies"), ...(command === "audit" ? [] : ["--origin", origin])];
  const logFile = join(data, "server.log");
  const log = createWriteStream(logFile);
  let child: ChildProcess | undefined;
  let maker: Maker | undefined;
  // A worker that dies takes its server along.
  const last = () => {
    child?.kill("SIGKILL");
    maker?.kill();
  };
  process.once("exit", last);

  const habeas: Habeas = {
    origin,
    data,
    mail,
    cli: async (...args) => {
      try {
        return (await promisify(execFile)(binary, [...args, ...house, ...rules(args)], { cwd: root, env })).stdout;
      } catch (error) {
        // What it had to say, which Node leaves out.
        throw new Error(`${error instanceof Error ? error.message : error}\n${(error as { stdout?: string }).stdout ?? ""}`);
      }
    },
    make: (ask) => (maker ??= new Maker(binary, ["testing", ...house, ...rules(["testing"])], { cwd: root, env })).make(ask),
    log: () => readFile(logFile, "utf8"),
    sql: async (statement) => (await promisify(execFile)("sqlite3", ["-cmd", ".timeout 5000", join(data, "habeas.db"), statement])).stdout.trim(),
    kill: async () => {
      if (!child) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
    start: async () => {
      const server = spawn(
        binary,
        ["serve", "--listen", `127.0.0.1:${port}`, ...house, ...rules(["serve"]), "--site", site, "--smtp", `smtp://127.0.0.1:${mail.port}?tls=none`, ...(options.args ?? [])],
        { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] },
      );
      server.stdout.pipe(log, { end: false });
      server.stderr.pipe(log, { end: false });
      child = server;
      await untilWell(origin, server);
    },
    stop: async () => {
      await maker?.end();
      if (child) await end(child);
      process.off("exit", last);
      await mail.close();
      log.end();
      const told = await inPlain(data, mail.addresses());
      await rm(data, { recursive: true, force: true });
      if (told.length > 0) throw new Error(`addresses stand in plain in the data folder:\n${told.join("\n")}`);
    },
  };
  try {
    await habeas.start();
  } catch (error) {
    const told = await habeas.log().catch(() => "");
    await habeas.stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${told}`);
  }
  return habeas;
}

/** Waits until the server answers; says at once when the program cannot be run or ends before that. */
async function untilWell(origin: string, child: ChildProcess): Promise<void> {
  let gone: string | undefined;
  child.once("error", (error) => (gone = `${binary} cannot be run: ${error.message}`));
  child.once("exit", (code, signal) => (gone ??= `habeas serve ended at once (${signal ?? code})`));
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (gone) throw new Error(gone);
    const well = await fetch(`${origin}/healthz`).then((answer) => answer.ok, () => false);
    if (well) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error("habeas serve did not answer on /healthz within 20 s");
}

/** Where an address stands unsealed in what a server leaves behind: its database, the database's log, its files. */
async function inPlain(data: string, addresses: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(data, { recursive: true })) {
    const path = join(data, name);
    if (!(await stat(path)).isFile()) continue;
    // The server's own output is the test's log and no data of the portal; but an address has no business there either.
    const bytes = await readFile(path);
    const text = bytes.toString("latin1").toLowerCase();
    const wide = bytes.toString("latin1").replaceAll("\0", "").toLowerCase();
    for (const address of addresses) {
      const forms = [address, Buffer.from(address).toString("hex")];
      if (forms.some((form) => text.includes(form)) || wide.includes(address)) found.push(`${address} in ${name}`);
    }
  }
  return found;
}

/** Asks the server to close, and ends it if it does not within five seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
