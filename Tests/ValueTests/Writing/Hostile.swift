/// Texts that mean something to a spreadsheet, Markdown, HTML, XML, JSON or a terminal.
enum Hostile {
  static let texts = [
    "=1+2", "+44 20", "-2+3", "@SUM(A1)", "'quoted'", "\t=1", "\r\n=1", " =1", "\u{A0}=1", "＝1", "a|b", "a\\|b", "|",
    "||", "|\u{301}x", "| --- |", "\\", "a\\", "\\\\", "`code`", "``a`|`b``", "```", "*a*", "**a**", "_a_", "__a__",
    "a_b_c", "~~a~~", "~~~", "# heading", "## a ##", "#1", "- item", "-", "--", "---", "----", "- - -", "***", "___",
    "===", "=", "+ item", "* item", "1. one", "1) one", "2010. A year", "123456789) x", "1234567890. x", "> quote", ">",
    ": definition", "a: b", "12:30", ":smile:", "[x](javascript:alert(1))", "[x]: http://example.org", "[^1]",
    "[^1]: note", "[ ] task", "![](http://example.org/beacon.png)", "!", "<img src=x onerror=alert(1)>", "<script>",
    "</td>", "<!-- a", "<![CDATA[", "<?php", "]]>", "<\u{338}b>", "&", "&amp;", "&#60;b&#62;", "&lt", "a&b",
    "http://example.org/a?b=c&d", "https://example.org", "HTTP://EXAMPLE.ORG", "www.example.org", "WWW.example.org",
    "wwww.example.org", "ftp://example.org", "mailto:x", "xmpp:x", "$x$", "$$", "x^2^", "H~2~O", "{#id .class}",
    "{{days_delivered}}", "{a", "\"a\"", "it's", "'", "o'clock 'x'", "...", "a..b", "a--b", "“quoted” – dash", "a\nb",
    "a\r\nb\r\rc", "a\n\n# b", "a\n---", "a\n===", "a\n- b", "a\n    b", "    indented", "\ttab",
    "a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f", "a  b", "  ", "", "\u{1B}[31mred", "\u{1B}]0;title\u{07}",
    "a\u{08}\u{01}b", "a\u{7F}\u{9B}b", "\u{202E}gnp.exe", "\u{2066}a\u{2069}", "\u{FFFE}\u{FFFF}", "a\u{200B}b",
    "\u{FEFF}a", "Zoë", "漢字", "🎉👩‍👩‍👧", "שלום|עולם", "\"\u{301},\u{301}\r\u{301}\n", ",\";\"", "../../etc/passwd", "%00",
    "NULL", "#N/A", "issued_by: x", "---\nissued_by: x\n---", "a\\\nb", "NHS's \\*not\\* `real`", "--><svg onload=1>",
  ]
}
