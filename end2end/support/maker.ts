import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** What `habeas testing` makes. It answers the lines in their order. */
export type Ask =
  | { make: "staff"; role: string; name: string; email: string; password: string }
  | { make: "staff_session"; email: string }
  | { make: "approval"; officer: string; email: string }
  | { make: "account"; name: string; email: string; password: string }
  | { make: "account_session"; email: string };

/** What comes back: what belongs to what was asked for. */
export interface Made {
  /** The value of a session's cookie. */
  cookie?: string;
  /** The key of the second factor, the last step whose code was used, and the recovery codes. */
  key?: string;
  used?: number;
  recovery?: string[];
}

interface Waiting {
  done(made: Made): void;
  failed(error: Error): void;
}

/** `habeas testing`: one program for all that a server's tests have made, because its start takes longer than its work. */
export class Maker {
  readonly #child: ChildProcess;
  readonly #waiting: Waiting[] = [];
  #told = "";

  constructor(binary: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
    const child = spawn(binary, args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    child.stderr.on("data", (text) => (this.#told += text));
    createInterface(child.stdout).on("line", (line) => {
      const made = JSON.parse(line) as Made & { error?: string };
      const waiting = this.#waiting.shift();
      if (made.error) waiting?.failed(new Error(`habeas testing: ${made.error}`));
      else waiting?.done(made);
    });
    const over = (why: string) => {
      for (const { failed } of this.#waiting.splice(0)) failed(new Error(`habeas testing ${why}\n${this.#told}`));
    };
    child.on("error", (error) => over(error.message));
    child.on("exit", (code, signal) => over(`ended with ${code ?? signal}`));
    // What cannot be written is told by the end of the program.
    child.stdin.on("error", () => undefined);
  }

  make(ask: Ask): Promise<Made> {
    if (this.#child.exitCode !== null) return Promise.reject(new Error(`habeas testing has ended\n${this.#told}`));
    return new Promise((done, failed) => {
      this.#waiting.push({ done, failed });
      this.#child.stdin!.write(`${JSON.stringify(ask)}\n`);
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.stdin!.end();
    await gone;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
