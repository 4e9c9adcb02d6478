/// Escapes text scalar by scalar so that GFM renderers, and pandoc's Markdown too, show it as it was.
///
/// Entities where a renderer splits cells and tags before it looks at backslashes; backslashes elsewhere. An apostrophe
/// within a word, a colon before a space and one between digits mean nothing to any of them and stay, for those who read
/// the source.
struct Escaper {
  /// In UTF-8.
  private(set) var written: [UInt8] = []
  private var previous: Unicode.Scalar = " "
  /// A quote or colon that waits for what follows it.
  private var pending: Unicode.Scalar?
  private var beforePending: Unicode.Scalar = " "

  /// Whether a text holds nothing that would be escaped: letters, digits and spaces, and marks that mean nothing there.
  static func leavesAsItIs(_ text: String) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), 0x20, UInt8(ascii: ","), UInt8(ascii: ";"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "?"):
        break
      case UInt8(ascii: "-") where previous != byte: break
      // Not the second of two, nor the one behind `www`.
      case UInt8(ascii: ".") where previous != byte && previous | 0x20 != UInt8(ascii: "w"): break
      default: return false
      }
      previous = byte
    }
    return true
  }

  mutating func add(_ scalar: Unicode.Scalar) {
    settle(before: scalar)
    switch scalar {
    case "&": append("&amp;")
    case "<": append("&lt;")
    case ">": append("&gt;")
    case "|": append("&#124;")
    case "@": append("&#64;")
    case "\\", "`", "*", "_", "[", "]", "~", "$", "^", "#", "!", "{", "}", "\"": backslash(scalar)
    case "-" where previous == "-": backslash(scalar)
    case "." where previous == ".": backslash(scalar)
    case "." where endsWithWWW: append("&#46;")
    case "'", ":":
      pending = scalar
      beforePending = previous
    default: append(scalar)
    }
    previous = scalar
  }

  mutating func finish() { settle(before: " ") }

  private mutating func settle(before next: Unicode.Scalar) {
    guard let waiting = pending else { return }
    pending = nil
    let before = beforePending
    let isPlain =
      waiting == "'"
      ? before.properties.isAlphabetic && next.properties.isAlphabetic
      : before != " " && next == " " || isDigit(before) && isDigit(next)
    if isPlain { append(waiting) } else { backslash(waiting) }
  }

  private mutating func backslash(_ scalar: Unicode.Scalar) {
    written.append(UInt8(ascii: "\\"))
    append(scalar)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      written.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      written += String(scalar).utf8
    }
  }

  private mutating func append(_ entity: String) { written += entity.utf8 }

  private var endsWithWWW: Bool {
    let last = written.suffix(3)
    return last.count == 3 && last.allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
