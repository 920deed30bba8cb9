//! The HTML part. Plain elements and one style block: what a mail program leaves out of it, nobody misses. No picture, no script
//! and nothing that is fetched, so that nobody learns whether it was read.

use domain::Lang;

use super::sheet::Block;
use crate::mail::message::one_line;

/// Colours for light and dark; system fonts, since mails load none.
const STYLE: &str = "\
:root{color-scheme:light dark;supported-color-schemes:light dark}\
body{margin:0;padding:0;background:#f4f5f7;color:#1c2430;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei',sans-serif}\
.sheet{max-width:36rem;margin:0 auto;padding:24px;background:#ffffff}\
.product{margin:0 0 16px;font-weight:600;color:#4a5566}\
h1{margin:0 0 16px;font-size:22px;line-height:1.3}\
h2{margin:24px 0 8px;font-size:18px}\
p{margin:0 0 16px}\
blockquote{margin:0 0 16px;padding:4px 16px;border-inline-start:4px solid #7a8aa0}\
dl{margin:0 0 16px}\
dt{font-weight:600}\
dd{margin:0 0 8px}\
.code{font:600 30px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px}\
.go{display:inline-block;padding:12px 20px;border-radius:8px;background:#0c5165;color:#ffffff;font-weight:600;text-decoration:none}\
.url{font-size:14px;word-break:break-all}\
.url,.foot{color:#4a5566}\
.foot{margin-top:24px;padding-top:16px;border-top:1px solid #cfd6e0;font-size:14px}\
@media (prefers-color-scheme:dark){\
body{background:#10141a;color:#e8ecf2}\
.sheet{background:#1a2029}\
.product,.url,.foot{color:#aab6c6}\
.go{background:#8acfe4;color:#08242e}\
.foot{border-top-color:#3a4453}}";

/// The whole page.
pub(super) fn page(lang: Lang, product: &str, subject: &str, blocks: &[Block], foot: &[String]) -> String {
    let (tag, dir, subject) = (lang.tag(), lang.dir(), escape(subject));
    let body: String = blocks.iter().map(block).collect();
    let foot: String = foot.iter().map(|line| format!("<p>{}</p>\n", escape(&one_line(line)))).collect();
    format!(
        "<!doctype html>\n<html lang=\"{tag}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{subject}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <div class=\"sheet\" role=\"article\" lang=\"{tag}\" dir=\"{dir}\">\n<p class=\"product\">{}</p>\n<h1>{subject}</h1>\n\
         {body}<div class=\"foot\">\n{foot}</div>\n</div>\n</body>\n</html>\n",
        escape(product)
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Say(text) => format!("<p>{}</p>\n", escape(&one_line(text))),
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(&one_line(text))),
        // The person may have written in another language than the letter's.
        Block::Words(words) => {
            let paragraphs: String =
                words.split("\n\n").map(|part| format!("<p dir=\"auto\">{}</p>", escape(part).replace('\n', "<br>"))).collect();
            format!("<blockquote>{paragraphs}</blockquote>\n")
        }
        Block::Digits(code) => format!("<p class=\"code\" dir=\"ltr\">{}</p>\n", escape(code)),
        Block::Facts(facts) => {
            let items: String = facts
                .iter()
                .map(|(name, what)| {
                    let what = one_line(what);
                    let what = if what.is_empty() { String::new() } else { format!("<dd dir=\"auto\">{}</dd>", escape(&what)) };
                    format!("<dt>{}</dt>{what}\n", escape(&one_line(name)))
                })
                .collect();
            format!("<dl>\n{items}</dl>\n")
        }
        Block::Link(name, address) => {
            let address = escape(address);
            format!(
                "<p><a class=\"go\" href=\"{address}\">{}</a></p>\n<p class=\"url\" dir=\"ltr\">{address}</p>\n",
                escape(&one_line(name))
            )
        }
    }
}

/// A text as HTML, inside an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
