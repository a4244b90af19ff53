import { direct, group, html, type Payload, rich, turn } from "./teams-builders.ts";

/* What a message holds beside plain words, or instead of them. */

const skype = "http://schema.skype.com";

const blocks = (name: string, content: string, text: string): Payload =>
  turn(name, direct(content, { textFormat: "xml" }), text);

/** How people lay out what they write. */
export const layouts: Payload[] = [
  turn("bold and italic words", rich("total revenue", "<p><strong>total</strong> <i>revenue</i></p>"), "total revenue"),
  blocks("a bulleted list", "<div>compare<ul><li>north</li><li>south</li></ul></div>", "compare\n- north\n- south"),
  blocks("a numbered list", "<p>first</p><ol><li>load</li><li>check</li></ol>", "first\n- load\n- check"),
  blocks("a list in a list", "<ul><li>north<ul><li>east</li></ul></li><li>south</li></ul>", "- north\n- east\n- south"),
  blocks("a list whose items are not closed", "<ul><li>north<li>south</ul>", "- north\n- south"),
  blocks("paragraphs", "<p>one</p><p>two</p>", "one\ntwo"),
  blocks("an empty paragraph between", "<p>one</p><p>&nbsp;</p><p>two</p>", "one\ntwo"),
  blocks("line breaks", "one<br>two<br/>three<br />four", "one\ntwo\nthree\nfour"),
  blocks("headings", "<h1>Revenue</h1><h3>by region</h3><p>please</p>", "Revenue\nby region\nplease"),
  blocks("a rule", "<p>one</p><hr><p>two</p>", "one\ntwo"),
  blocks("code in a line", "<p>run <code>nightly_load</code> now</p>", "run nightly_load now"),
  blocks(
    "a block of code",
    '<p>why?</p><codeblock class="Sql"><code>SELECT 1<br>FROM t</code></codeblock>',
    "why?\nSELECT 1\nFROM t",
  ),
  blocks("a preformatted block", "<pre>a  b\nc  d</pre>", "a  b\nc  d"),
  blocks(
    "a quotation of one's own",
    "<blockquote><p>net revenue</p></blockquote><p>is what?</p>",
    "net revenue\nis what?",
  ),
  blocks(
    "colours and sizes",
    '<p><span style="color:red;font-size:24px">red</span> <font size="5">large</font></p>',
    "red large",
  ),
  blocks("words struck out", "<p>north <s>south</s> <u>east</u><sub>2</sub><sup>3</sup></p>", "north south east23"),
  blocks("words from right to left", '<div dir="rtl"><p>إيرادات</p></div>', "إيرادات"),
  turn("angle brackets that are words", direct("is a &lt; b &amp;&amp; c &gt; d?"), "is a < b && c > d?"),
  turn("a tag that nobody knows", direct("<total> revenue"), "<total> revenue"),
  turn("blanks that do not break", direct("total\u00a0revenue&nbsp;now"), "total revenue now"),
  turn("markdown", direct("**total** _revenue_", { textFormat: "markdown" }), "**total** _revenue_"),
  turn("markup that came without a text", direct("", { text: undefined, attachments: [html("<p>help</p>")] }), "help"),
  turn(
    "markup with a mention that came without a text",
    group("", {
      text: undefined,
      attachments: [
        html(
          '<p><span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Genie Concierge</span>&nbsp;help</p>',
        ),
      ],
    }),
    "help",
    { entry: "mention" },
  ),
  turn("half a surrogate", direct("revenue \ud83d now"), "revenue \ufffd now"),
];

/** Pictures that stand for words, links. */
export const pictures: Payload[] = [
  turn("an emoji as its character", direct("thanks 👍"), "thanks 👍"),
  blocks("an emoji as an element", '<p>thanks <emoji id="yes" alt="👍" title="Yes"></emoji></p>', "thanks 👍"),
  blocks(
    "an older emoji",
    `<p>thanks <span class="animated-emoticon-20-smile" title="Smile" type="(smile)"><img itemscope itemtype="${skype}/Emoji" itemid="smile" alt="🙂" src="https://statics.example/smile.png"></span></p>`,
    "thanks 🙂",
  ),
  blocks(
    "an emoji of the company's own",
    '<p>ship it <customemoji id="MDctd3V" alt="partyparrot" source="https://a.example/p.gif"></customemoji></p>',
    "ship it",
  ),
  turn("an emoji and nothing else", direct("👍"), "👍"),
  turn("a family of emoji", direct("👨‍👩‍👧‍👦 revenue"), "👨‍👩‍👧‍👦 revenue"),
  turn(
    "a GIF and nothing else",
    rich(
      "",
      '<p><img alt="Dancing cat (GIF Image)" itemtype="http://schema.skype.com/Giphy" src="https://media.example/cat.gif"></p>',
    ),
    "",
  ),
  turn(
    "a sticker",
    rich("", '<div><img itemtype="http://schema.skype.com/AMSImage" src="https://a.example/sticker.png"></div>', {
      attachments: [{ contentType: "image/*", contentUrl: "https://a.example/sticker" }, html("<div></div>")],
    }),
    "",
    { files: 1 },
  ),
  blocks(
    "a link",
    '<p>see <a href="https://a.example/r?x=1&amp;y=2" title="https://a.example/r">the report</a></p>',
    "see the report",
  ),
  turn("a bare address", direct("see https://a.example/r?x=1&amp;y=2"), "see https://a.example/r?x=1&y=2"),
  turn(
    "a link that the client previews",
    direct("see https://a.example/r", {
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.thumbnail",
          content: { title: "Report", tap: { type: "openUrl", value: "https://a.example/r" } },
        },
        html('<p>see <a href="https://a.example/r">https://a.example/r</a></p>'),
      ],
    }),
    "see https://a.example/r",
    { files: undefined },
  ),
];
