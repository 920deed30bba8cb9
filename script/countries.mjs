#!/usr/bin/env node
// script/countries.mjs: writes app/domain/src/countries.tsv anew: every country and territory of ISO 3166-1, as the list of the tz
// database keeps them, with CLDR's names in our languages (Node's own copy: Intl) and the IANA zone of most of its people.
// What stands here by hand wins: places whose law differs from their country's, shorter names, and zones where the first one of the
// tz database's is not that of most people. Run it where tzdata is installed; `git diff` shows what has changed in the world.
import { readFileSync, writeFileSync } from "node:fs";

const TZDATA = "/usr/share/zoneinfo";
const rows = (file) =>
  readFileSync(`${TZDATA}/${file}`, "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split("\t"));

/** By hand: code, English, Chinese, zone; what is left empty is CLDR's, or the tz database's. */
const BY_HAND = `
AE		阿联酋	
AU			Australia/Sydney
BV			Etc/UTC
BR			America/Sao_Paulo
CA			America/Toronto
CA-QC	Canada: Quebec	加拿大：魁北克	America/Toronto
CD			Africa/Kinshasa
CN	China (mainland)	中国大陆	
CY	Cyprus	塞浦路斯	Asia/Nicosia
FM			Pacific/Pohnpei
HK	Hong Kong	中国香港	
HM			Etc/UTC
ID			Asia/Jakarta
KZ			Asia/Almaty
MO	Macao	中国澳门	
PG			Pacific/Port_Moresby
RU			Europe/Moscow
TW	Taiwan	中国台湾	
UA			Europe/Kyiv
US-CA	United States: California	美国：加利福尼亚州	America/Los_Angeles
US-CO	United States: Colorado	美国：科罗拉多州	America/Denver
US-TX	United States: Texas	美国：得克萨斯州	America/Chicago
US-VA	United States: Virginia	美国：弗吉尼亚州	America/New_York
UZ			Asia/Tashkent
`;

const first = new Map();
for (const [code, , zone] of rows("zone.tab")) if (!first.has(code)) first.set(code, zone);
const names = Object.fromEntries(["en", "zh-CN"].map((lang) => [lang, new Intl.DisplayNames(lang, { type: "region" })]));
const all = new Map(rows("iso3166.tab").map(([code]) => [code, { code, en: names.en.of(code), zh: names["zh-CN"].of(code), zone: first.get(code) ?? "" }]));
for (const line of BY_HAND.split("\n").filter((line) => line.trim())) {
  const [code, en, zh, zone] = line.split("\t");
  const found = all.get(code) ?? { code };
  all.set(code, { code, en: en || found.en, zh: zh || found.zh, zone: zone || found.zone });
}
const list = [...all.values()].sort((a, b) => new Intl.Collator("en").compare(a.en, b.en));
const chinese = [...list].sort((a, b) => new Intl.Collator("zh-CN").compare(a.zh, b.zh)).map(({ code }) => code);
const text = list.map(({ code, en, zh, zone }) => [code, en, zh, zone, chinese.indexOf(code)].join("\t")).join("\n");
writeFileSync("app/domain/src/countries.tsv", `${text}\n`);
