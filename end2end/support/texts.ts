import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Lang = "en" | "zh-CN";
export const langs: Lang[] = ["en", "zh-CN"];

/** Where each language is walked when a test runs in one manner for each: English with JavaScript, Chinese without. */
export const manner = (lang: Lang) => ({ tag: lang === "en" ? "@js" : "@nojs" });

/** Finds a message of a language by its key and puts in its variables. */
export type Words = (key: string, vars?: Record<string, string | number>) => string;

/**
 * The portal's own words, from the catalogues that it is built from: a test names a message, and so holds in each language
 * and says the same as the page. A key that is not there fails the test.
 */
export function words(lang: Lang): Words {
  const messages = catalogue(lang);
  return (key, vars = {}) => {
    const message = messages.get(key);
    if (message === undefined) throw new Error(`no message ${key} in ${lang}`);
    return filled(chosen(message, vars), vars);
  };
}

/** A code as part of a key: `ai_training_withdrawal` is `ai-training-withdrawal` there. */
export const inKey = (code: string) => code.replaceAll("_", "-");

const loaded = new Map<Lang, Map<string, string>>();

function catalogue(lang: Lang): Map<string, string> {
  const known = loaded.get(lang);
  if (known) return known;
  const folder = fileURLToPath(new URL(`../../app/texts/${lang}/`, import.meta.url));
  const messages = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    let key = "";
    for (const line of readFileSync(folder + file, "utf8").split("\n")) {
      const start = /^([a-z][a-z0-9-]*) = ?(.*)$/.exec(line);
      if (start?.[1]) messages.set((key = start[1]), start[2] ?? "");
      // What is indented, and the brace that ends a choice, go on with the message above.
      else if (key && /^(\s+\S|})/.test(line)) messages.set(key, `${messages.get(key)}\n${line}`);
      else key = "";
    }
  }
  loaded.set(lang, messages);
  return messages;
}

/** The variant of a message that has some: `[one]` for one, else the one with the star. */
function chosen(message: string, vars: Record<string, string | number>): string {
  const choice = /^\{ \$(\w+) ->\n([\s\S]*)\n\}$/.exec(message);
  if (!choice) return message;
  const variants = new Map<string, string>();
  for (const [, star, name, text] of choice[2]!.matchAll(/^\s*(\*?)\[(\w+)\] (.*)$/gm)) variants.set(star ? "*" : name!, text!);
  return (vars[choice[1]!] === 1 ? variants.get("one") : undefined) ?? variants.get("*") ?? "";
}

function filled(message: string, vars: Record<string, string | number>): string {
  return message.replace(/\{ ?(?:\$(\w+)|"([^"]*)") ?\}/g, (_, name: string | undefined, text: string | undefined) => {
    if (name === undefined) return text ?? "";
    const value = vars[name];
    if (value === undefined) throw new Error(`the message "${message}" wants ${name}`);
    return String(value);
  });
}
