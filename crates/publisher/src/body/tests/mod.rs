//! Bodies as data: a source, the blocks it becomes (in a short notation), and what was noted.

mod sizes;

use super::*;
use dossier_bundle::Inline;
use proptest::prelude::*;

/// Blocks in a notation for people: one line a block, nested ones in brackets.
fn show(blocks: &[Block]) -> String {
    blocks.iter().map(show_block).collect::<Vec<_>>().join(" | ")
}

fn show_block(block: &Block) -> String {
    match block {
        Block::Heading { level, content } => format!("h{level} {}", words(content)),
        Block::Paragraph(content) => words(content),
        Block::List { start, items } => {
            let items: Vec<_> = items.iter().map(|item| show(item)).collect();
            format!("list{}[{}]", start.map(|start| format!(" from {start}")).unwrap_or_default(), items.join("; "))
        }
        Block::Table { caption, rows } => {
            let cell = |cell: &dossier_bundle::Cell| format!("{}{}", if cell.header { "#" } else { "" }, words(&cell.content));
            let rows: Vec<_> = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(", ")).collect();
            format!("table({})[{}]", words(caption), rows.join("; "))
        }
        Block::Quote(blocks) => format!("quote[{}]", show(blocks)),
        Block::Code(text) => format!("code[{text}]"),
        Block::Image { url, alt, caption, size } => {
            let size = size.map(|(width, height)| format!(", {width}x{height}")).unwrap_or_default();
            format!("image[{url}, {alt}, {}{size}]", words(caption))
        }
        Block::Footnote { label, blocks } => format!("note {label}[{}]", show(blocks)),
    }
}

fn words(inlines: &[Inline]) -> String {
    let show = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(content) => format!("_{}_", words(content)),
        Inline::Strong(content) => format!("*{}*", words(content)),
        Inline::Code(text) => format!("`{text}`"),
        Inline::Link { url, content } => format!("<{}>({url})", words(content)),
        Inline::Span { language, content } => format!("{language}:({})", words(content)),
        Inline::NoteRef(label) => format!("^{label}"),
        Inline::Break => "/".to_owned(),
    };
    inlines.iter().map(show).collect()
}

fn context() -> Context<'static> {
    Context { base: Url::parse("https://example.org/a/b").ok(), language: Language::ENGLISH, title: "The title" }
}

#[track_caller]
fn check(format: Format, source: &str, expected: &str) {
    let (blocks, _) = to_blocks(source, format, &context());
    assert_eq!(show(&blocks), expected, "{source:?}");
}

#[track_caller]
fn check_notes(source: &str, expected: &[(Note, &str, u64)]) {
    let (_, notes) = to_blocks(source, Format::Html, &context());
    assert_eq!(notes.iter().collect::<Vec<_>>(), expected, "{source:?}");
}

#[test]
fn html_becomes_blocks() {
    let check = |source, expected| check(Format::Html, source, expected);
    check("<p>One <b>two</b> <i>three</i></p><p>Four", "One *two* _three_ | Four");
    check("plain &amp; simple", "plain & simple");
    check("<div>a<div>b</div>c</div>", "a | b | c");
    check("a<br>b<br><br>", "a/b");
    check("<h1>A</h1><h2>B</h2><h5>C</h5><h2>D</h2>", "h2 A | h3 B | h4 C | h3 D");
    check("<h4>A</h4>x", "h2 A | x");
    check("<h1>The title!</h1><p>x", "x");
    check("<ul><li>a<li>b<ol start=3><li>c</ol></ul>d", "list[a; b | list from 3[c]] | d");
    check("<li>stray", "stray");
    check("<ul>loose<li>a</ul>", "list[loose; a]");
    check("<dl><dt>T<dd>D<dt>U</dt><dd>E</dd></dl>", "list[*T* | D; *U* | E]");
    check("<blockquote><p>a<p>b</blockquote>", "quote[a | b]");
    check("<pre>\n a <b>b</b>\n  c\n</pre>", "code[ a b\n  c]");
    check("<details><summary>S</summary>rest</details>", "*S* | rest");
    check("<p>m<sup>2</sup>, CO<sub>2</sub>, 2<sup>nd</sup>", "m², CO₂, 2nd");
    check("<p>He said <q>yes</q>.", "He said “yes”.");
    check("x <code>a  b</code>", "x `a b`");
    check("<p>a <b>b <i>c</b> d</i>", "a *b _c_*_ d_");
    check("<b>a<p>b</p>c</b>d", "*a* | *b* | *c*d");
    check("<a href=/x><h2>T</h2><p>P</a>", "h2 <T>(https://example.org/x) | <P>(https://example.org/x)");
    check("a\u{2060}b \0c", "ab c");
    check("<p>&nbsp;</p><h2> &nbsp; </h2><p>a&nbsp;b &nbsp; c&nbsp;</p>", "a\u{A0}b c");
}

#[test]
fn tables() {
    let check = |source, expected| check(Format::Html, source, expected);
    check("<table><caption>C</caption><tr><th>a<th>b<tr><td>1<td><p>2</p><p>3</p></table>", "table(C)[#a, #b; 1, 2/3]");
    check("<table><thead><tr><td colspan=2>a</thead><tbody><tr><td>b<td>c</table>x", "table()[a, ; b, c] | x");
    check("<table><tr><td>a<table><tr><td>in<td>ner</table>b</td><td>c</table>", "table()[a/in/ner/b, c]");
    check("<table><tr><td><ul><li>a<li>b</ul></td></tr></table>", "table()[a/b]");
    check("<table></table>", "");
    check("<td>stray</td> cell", "stray cell");
}

#[test]
fn pictures() {
    let check = |source, expected| check(Format::Html, source, expected);
    check("<p>a <img src=x.png alt='An  x'> b</p>", "a b | image[https://example.org/a/x.png, An x, ]");
    check("<figure><img src=/x><figcaption>Cap <b>t</b></figcaption></figure>", "image[https://example.org/x, , Cap *t*]");
    check("<img src=/x width=640 height=' 480px '>", "image[https://example.org/x, , , 640x480]");
    for source in [
        "<img src=/x width=640>",
        "<img src=/x width=50% height=50%>",
        "<img src=/x width=-9 height=9>",
        "<img src=/x width=70000 height=9>",
        "<img src=/x width=9 height=auto>",
    ] {
        check(source, "image[https://example.org/x, , ]");
    }
    check("<figure><p>q</p><figcaption>Who</figcaption></figure>", "q | Who");
    check("<img src=javascript:alert(1) alt=words>", "words");
    check("<img src=https://t.example/p width=1 height=1>", "");
    check("<table><tr><td><img src=x alt=A></table>", "table()[A]");
}

#[test]
fn languages() {
    let check = |source, expected| check(Format::Html, source, expected);
    check("<p>a <span lang=fr>b</span> <i lang=cy>c</i> <em lang=en>d</em>", "a fr:(b) _cy:(c)_ _d_");
    check("<div lang=fr><p>a</p><div>b</div>c</div>d", "fr:(a) | fr:(b) | fr:(c) | d");
    check("<blockquote lang=de><p>a<p>b</blockquote>c", "quote[de:(a) | de:(b)] | c");
    check("<p lang=fr>a<p>b", "fr:(a) | b");
    check("<ul><li lang=fr>a<li>b</ul>", "list[fr:(a); b]");
    check("<h2 lang=fr>a</h2>b", "h2 fr:(a) | b");
    check("<span lang='x\" onload=1'>a</span>", "a");
}

#[test]
fn markdown_becomes_blocks() {
    let check = |source, expected| check(Format::Markdown, source, expected);
    check("# The title\n\nA *b* **c** `d`\ne", "A _b_ *c* `d` e");
    check("## A\n#### B", "h2 A | h3 B");
    check("- a\n- b\n  1. c\n", "list[a; b | list from 1[c]]");
    check("- [x] done\n- [ ] open", "list[☑ done; ☐ open]");
    check("> a\n>\n> b", "quote[a | b]");
    check("```rust\nfn x() {}\n```", "code[fn x() {}]");
    check("| a | b |\n|---|---|\n| 1 | *2* |", "table()[#a, #b; 1, _2_]");
    check("a[^1] b[^no]\n\n[^1]: Note\n\nc", "a^1 b[^no] | c | note 1[Note]");
    check("[^é]b[^a b]\n\n[^z]: Z\n[^é]: E\n[^a b]: AB", "^1b^2 | note 1[E] | note 2[AB] | note 3[Z]");
    check("![Alt *t*](x.png)", "image[https://example.org/a/x.png, Alt t, ]");
    check("[a](/b) <https://example.org/> [c](javascript:x)", "<a>(https://example.org/b) <https://example.org/>(https://example.org/) c");
    check("~~gone~~ here  \nnext", "gone here/next");
    check("a\n\n---\n\nb", "a | b");
    check("{{< youtube x >}}a {{% b %}}c", "a c");
}

#[test]
fn html_inside_markdown() {
    let check = |source, expected| check(Format::Markdown, source, expected);
    check("a <b>b</b> m<sup>2</sup> <span lang=\"fr\">c</span>", "a *b* m² fr:(c)");
    check("a <b>unclosed\n\nnext", "a *unclosed* | next");
    check("<div>\n\n**a**\n\n</div>\n\nb", "*a* | b");
    check("<table><tr><td>\n\n*a*\n\n</td></tr></table>\n\nb", "table()[_a_] | b");
    check("a <script>alert(1)</script> b", "a b");
    check("<script>\nalert(1)\n</script>\n\nb", "b");
    check("<details><summary>S</summary>\n\ntext\n\n</details>", "*S* | text");
    check("Vec&lt;T> and Vec<T> x", "Vec<T> and Vec x");
}

#[test]
fn auto_tells_them_apart() {
    let check = |source, expected| check(Format::Auto, source, expected);
    check("<div>**a**</div>", "**a**");
    check("**a** <i>b</i>", "*a* _b_");
    check("<b>a</b> **b**", "*a* *b*");
    check(" \n<p>a</p>\n    b", "a | b");
}

#[test]
fn plain_text_stays_plain() {
    check(Format::Text, "a <b>\nc\n\n&amp; d", "a <b>/c | &amp; d");
}

#[test]
fn what_is_dropped_is_noted() {
    check_notes("<p>a<script>x</script><iframe src=x>y</iframe>", &[(Note::Dropped, "iframe", 1), (Note::Dropped, "script", 1)]);
    check_notes(
        "<form><input><button>b</button>t</form>",
        &[(Note::Dropped, "button", 1), (Note::Dropped, "input", 1), (Note::Unwrapped, "form", 1)],
    );
    check_notes("<a href='javascript:x'>a</a>", &[(Note::Link, "link with an unsafe address", 1)]);
    check_notes("<blink>a</blink><x-y>b</x-y>", &[(Note::Unwrapped, "blink", 1), (Note::Unwrapped, "unknown elements", 1)]);
    check_notes("a<style>b", &[(Note::Dropped, "style", 1), (Note::Text, "text after an unclosed style", 1)]);
}

#[test]
fn depth_is_bounded() {
    for tag in
        ["div", "b", "ul><li", "blockquote", "table><tr><td", "span lang=fr", "a href=x", "svg", "dl><dt", "figure", "section lang=cy", "q"]
    {
        let source = format!("{}deep", format!("<{tag}>").repeat(100_000));
        let (blocks, _) = to_blocks(&source, Format::Html, &context());
        assert!(depth(&blocks) <= 32, "<{tag}> made blocks {} deep", depth(&blocks));
        assert!(tag == "svg" || text_of(&blocks).contains("deep"), "<{tag}> lost its text");
    }
    for (source, name) in
        [(">".repeat(20_000), "quotes"), ("- ".repeat(20_000), "lists"), ("[".repeat(50_000), "brackets"), ("*a ".repeat(20_000), "stars")]
    {
        let (blocks, _) = to_blocks(&format!("{source}deep"), Format::Markdown, &context());
        assert!(depth(&blocks) <= 32, "{name}");
        assert!(text_of(&blocks).contains("deep"), "{name}");
    }
}

/// Levels of nesting, blocks and marks together.
fn depth(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Image { caption: content, .. } => marks(content),
        Block::List { items, .. } => items.iter().map(|item| depth(item)).max().unwrap_or(0),
        Block::Table { caption, rows } => marks(caption).max(rows.iter().flatten().map(|cell| marks(&cell.content)).max().unwrap_or(0)),
        Block::Quote(blocks) | Block::Footnote { blocks, .. } => depth(blocks),
        Block::Code(_) => 0,
    };
    1 + blocks.iter().map(of).max().unwrap_or(0)
}

fn marks(inlines: &[Inline]) -> usize {
    let of = |inline: &Inline| match inline {
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => marks(content),
        _ => 0,
    };
    1 + inlines.iter().map(of).max().unwrap_or(0)
}

/// Every address in blocks, through the debug form, which cannot leave one out.
fn addresses(blocks: &[Block]) -> Vec<String> {
    let text = format!("{blocks:?}");
    text.split("SafeUrl(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn is_harmless(blocks: &[Block]) -> bool {
    let safe = |url: &String| ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    addresses(blocks).iter().all(safe)
}

proptest! {
    #[test]
    fn no_text_gives_an_unsafe_address(source in ".{0,200}", format in prop_oneof![Just(Format::Html), Just(Format::Markdown), Just(Format::Auto)]) {
        let (blocks, _) = to_blocks(&source, format, &context());
        prop_assert!(is_harmless(&blocks));
    }

    #[test]
    fn no_tags_give_deep_or_unsafe_blocks(parts in prop::collection::vec(prop::sample::select(PARTS), 0..60)) {
        for format in [Format::Html, Format::Markdown] {
            let (blocks, _) = to_blocks(&parts.concat(), format, &context());
            prop_assert!(is_harmless(&blocks) && depth(&blocks) <= 32);
            prop_assert!(!text_of(&blocks).contains("EVIL"), "{}", show(&blocks));
        }
    }

    #[test]
    fn words_outside_dropped_elements_are_kept(parts in prop::collection::vec(prop::sample::select(KEPT), 0..40)) {
        let source = parts.iter().enumerate().fold(String::new(), |source, (at, part)| format!("{source}{part}w{at} "));
        let (blocks, _) = to_blocks(&source, Format::Html, &context());
        let text: String = text_of(&blocks);
        for at in 0..parts.len() {
            prop_assert!(text.contains(&format!("w{at}")), "w{at} of {source} is not in {}", show(&blocks));
        }
    }
}

const PARTS: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=\"javascript:EVIL\">",
    "<a href=' java\tscript:EVIL'>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<script>EVIL</script>",
    "<style>EVIL</style>",
    "<svg><script>EVIL</script></svg>",
    "<img src=data:EVIL onerror=EVIL>",
    "<iframe srcdoc=EVIL>EVIL</iframe>",
    "<pre>",
    "</pre>",
    "text",
    "\n\n",
    "> ",
    "- ",
    "[x](javascript:alert)",
    "![x](data:alert)",
    "<span lang=fr onclick=EVIL>",
    "</span>",
    "<blockquote>",
    "</blockquote>",
    "<h2>",
    "</h2>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<caption>",
    "**",
    "&#106;avascript",
    "<q>",
    "</q>",
    "<div lang=cy>",
    "</div>",
];

const KEPT: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "<th lang=fr>",
    "</td>",
    "</tr>",
    "</table>",
    "<ul>",
    "<ol>",
    "<li>",
    "</li>",
    "</ul>",
    "</ol>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<h3>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<figure>",
    "<figcaption>",
    "</figcaption>",
    "</figure>",
    "<caption>",
    "</caption>",
    "<blockquote>",
    "</blockquote>",
    "<q>",
    "</q>",
    "<sup>",
    "</sup>",
    "<div lang=cy>",
    "<div>",
    "</div>",
    "<span>",
    "</span>",
    "<summary>",
    "</summary>",
    "<tbody>",
    "</thead>",
    "<br>",
    "<code>",
    "</code>",
    "<i>",
    "</i>",
];
