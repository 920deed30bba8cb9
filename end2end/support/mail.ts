import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it is given, on a loopback port of its own. */
export class Mailbox {
  readonly #server: SMTPServer;
  readonly #mails: ParsedMail[] = [];
  readonly #taken = new Set<ParsedMail>();
  #news: (() => void)[] = [];

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, _session, done) => {
        simpleParser(stream).then((mail) => {
          this.#mails.push(mail);
          const waiting = this.#news;
          this.#news = [];
          for (const wake of waiting) wake();
          done();
        }, done);
      },
    });
  }

  static async open(): Promise<Mailbox> {
    const box = new Mailbox();
    box.#server.listen(0, "127.0.0.1");
    await once(box.#server.server, "listening");
    return box;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** All that came for an address, oldest first. */
  to(address: string): ParsedMail[] {
    return this.#mails.filter((mail) => recipients(mail).includes(address.toLowerCase()));
  }

  /**
   * The oldest mail to an address that the predicate accepts and that was not handed out before; waits for it.
   * Fails after `timeout` milliseconds, and names the subjects that did come.
   */
  async waitForMail(address: string, accepts: (mail: ParsedMail) => boolean = () => true, timeout = 10_000): Promise<ParsedMail> {
    const end = Date.now() + timeout;
    for (;;) {
      const mail = this.to(address).find((each) => !this.#taken.has(each) && accepts(each));
      if (mail) {
        this.#taken.add(mail);
        return mail;
      }
      const left = end - Date.now();
      if (left <= 0) {
        const came = this.to(address).map((each) => each.subject);
        throw new Error(`no such mail to ${address} within ${timeout} ms; what came: ${JSON.stringify(came)}`);
      }
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, left);
        this.#news.push(() => {
          clearTimeout(timer);
          wake();
        });
      });
    }
  }

  /** Every address that anything was sent to, in small letters. */
  addresses(): string[] {
    return [...new Set(this.#mails.flatMap(recipients))];
  }

  close(): Promise<void> {
    return new Promise((done) => this.#server.close(done));
  }
}

function recipients(mail: ParsedMail): string[] {
  const fields: AddressObject[] = [mail.to ?? [], mail.cc ?? [], mail.bcc ?? []].flat();
  return fields.flatMap((field) => field.value.map((each) => (each.address ?? "").toLowerCase()));
}

/** The six digits in a mail. */
export function codeIn(mail: ParsedMail): string {
  const code = /(?<!\d)\d{6}(?!\d)/.exec(mail.text ?? "")?.[0];
  if (!code) throw new Error(`no code in the mail "${mail.subject}":\n${mail.text}`);
  return code;
}

/** The first link in a mail's text whose address matches. */
export function linkIn(mail: ParsedMail, pattern: RegExp = /./): string {
  const link = (mail.text ?? "").match(/https?:\/\/[^\s<>"]+/g)?.find((each) => pattern.test(each));
  if (!link) throw new Error(`no link like ${pattern} in the mail "${mail.subject}":\n${mail.text}`);
  return link;
}
