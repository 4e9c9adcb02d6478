import Core
import Testing

@Suite struct FoldingTests {
  /// Texts that nobody can tell apart on paper, or that a typist does not tell apart.
  @Test(arguments: [
    ("training", "training\u{200B}"), ("training", "\u{FEFF}training"), ("training", "train\u{AD}ing"),
    ("training", "training\u{2060}"), ("training", "\u{202A}training\u{202C}"), ("training", "training\u{200E}"),
    ("training", "training\u{FE0F}"), ("training", "training\u{0}"), ("training", "training\u{1A}"),
    ("training", " Training "), ("training", "TRAINING\u{A0}"), ("training", "ｔｒａｉｎｉｎｇ"),
    ("case audit", "case\u{A0}audit"), ("case audit", "case  audit"), ("case audit", "case\u{202F}audit"),
    ("case audit", "case\u{3000}audit"), ("case audit", "case\n audit"), ("case audit", "case\taudit"),
    ("children's", "children’s"), ("children's", "children‘s"), ("children's", "children\u{2BC}s"),
    ("children's", "children´s"), ("children's", "children`s"), ("children's", "children\u{2032}s"),
    ("children's", "children＇s"), ("co-work", "co–work"), ("co-work", "co‐work"), ("co-work", "co‑work"),
    ("co-work", "co−work"), ("co-work", "co—work"), ("\"plan\"", "“plan”"), ("\"plan\"", "„plan‟"),
    ("straße", "STRASSE"), ("café", "CAFE\u{301}"), ("éire", "ÉIRE"), ("ωμέγα", "ΩΜΈΓΑ"), ("школа", "ШКОЛА"),
    ("office", "oﬃce"), ("training", "training\u{34F}"), ("training", "training\u{180E}"),
    ("training", "training\u{2063}"),
    ("training", "training\u{E0020}"), ("training", "training\u{3164}"), ("training", "training\u{2068}\u{2069}"),
    ("case audit", "case\u{2003}audit"), ("case audit", "case\u{1680}audit"), ("case audit", "case\u{2800}audit"),
    ("case audit", "case\u{205F}audit"), ("children's", "childrenʼs"), ("children's", "childrenʹs"),
    ("children's", "childrenˈs"), ("children's", "childrenʽs"), ("children's", "childrenˊs"),
    ("children's", "children՚s"),
    ("children's", "children׳s"), ("children's", "children‵s"), ("\"plan\"", "″plan″"), ("\"plan\"", "〝plan〞"),
    ("\"plan\"", "ˮplanˮ"), ("\"plan\"", "״plan״"), ("\"plan\"", "＂plan＂"), ("co-work", "co‒work"),
    ("co-work", "co⁃work"), ("co-work", "co﹣work"), ("co-work", "co－work"), ("co-work", "co─work"),
    ("and/or", "and⁄or"),
    ("and/or", "and∕or"), ("and so on...", "and so on…"), ("audit", "аudit"), ("review", "rеview"), ("scope", "ѕсоре"),
    ("Oxford", "Οxford"), ("kelvin", "\u{212A}elvin"), ("µ", "μ"), ("ſtrand", "strand"), ("ΟΔΟΣ", "οδος"),
  ]) func `texts that look alike fold alike`(_ one: String, _ other: String) {
    #expect(Folding.key(one) == Folding.key(other), "\(Folding.key(one)) \(Folding.key(other))")
  }

  /// An invisible character leads to the general way, which has no special case for ASCII.
  @Test(arguments: Array(0...UInt8(0x7F))) func `a text of ASCII folds as it does beside an invisible character`(
    _ byte: UInt8
  ) {
    let sign = String(UnicodeScalar(byte))
    for text in [sign, "A" + sign, sign + "b", "A" + sign + "b C", sign + sign, " a" + sign + " "] {
      #expect(Folding.key(text) == Folding.key("\u{200B}" + text), "\(Array(text.utf8))")
    }
  }

  @Test(arguments: [
    ("training", "trainings"), ("café", "cafe"), ("a b", "ab"), ("1", "2"), ("audit", "аудит"), ("", "a"), ("😀", "😁"),
    ("が", "か"), ("вода", "boда"), ("тест", "tect"), ("a/b", "a-b"), ("İ", "i"),
  ]) func `texts that differ to the eye stay apart`(_ one: String, _ other: String) {
    #expect(Folding.key(one) != Folding.key(other))
  }

  @Test(arguments: [
    "", " ", "\t\r\n", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}\u{200D}", "\u{3164}", "\u{115F}",
    "\u{2800}",
    "\u{E0020}", "\u{85}", "\u{0}", "\u{1A}", "\u{180E}", "\u{202E}", "\u{FE0F}",
  ]) func `a text of invisible characters alone has nothing to see`(_ text: String) {
    #expect(!Folding.isVisible(text))
    #expect(Folding.key(text) == "")
    #expect(Folding.trimmed(text) == "")
  }

  @Test(arguments: [
    ("activity\u{A0}", "a no-break space at the end", "activity[no-break space]"),
    ("\u{200B}a", "a zero-width space at the start", "[zero-width space]a"),
    ("a\u{AD}b", "a soft hyphen inside", "a[soft hyphen]b"), ("a  b", "two spaces in a row", "a[space][space]b"),
    (" a", "a space at the start", "[space]a"), ("a\u{FEFF}", "a byte-order mark at the end", "a[byte-order mark]"),
    ("a\tb", "a tab inside", "a[tab]b"),
    ("a\u{2}b", "a control character U+0002 inside", "a[control character U+0002]b"),
    ("a\u{2063}", "an invisible character U+2063 at the end", "a[invisible character U+2063]"),
    ("a\u{2003}b", "a space U+2003 inside", "a[space U+2003]b"),
  ]) func `what cannot be seen is named with its place`(_ text: String, _ words: String, _ shown: String) {
    #expect(Invisible.described(in: text) == words)
    #expect(Invisible.shown(text) == shown)
  }

  @Test func `a text without anything invisible is described by nothing`() {
    #expect(Invisible.described(in: "case audit") == nil)
    #expect(Invisible.shown("case audit") == "case audit")
  }

  @Test(arguments: [
    ("audit", "аudit", "it has a Cyrillic or Greek letter that looks like a Latin one"),
    ("Οxford", "Oxford", "the other has a Cyrillic or Greek letter that looks like a Latin one"),
    ("audit", "Audit", "they differ in capitals"),
    ("audit\u{200B}", "audit", "the other has a zero-width space at the end"),
    ("café", "cafe\u{301}", "their letters are encoded in two ways"),
    ("children's", "children’s", "they differ in an apostrophe, a quotation mark, a hyphen or a form of letters"),
  ]) func `how two texts differ that look alike is said`(_ one: String, _ other: String, _ said: String) {
    #expect(Folding.key(one) == Folding.key(other))
    #expect(Folding.difference(of: other, from: one) == said)
  }

  @Test func `names of columns are one whatever separates their words`() {
    for name in ["Commission ID", "commission-id", "COMMISSION_ID", "commissionId", "commission\u{A0}id\u{200B}"] {
      #expect(Folding.name(name) == Folding.name("commission_id"))
    }
  }
}
