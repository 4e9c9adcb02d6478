/// How much room text takes.
package enum TextWidth {
  /// In cells of a fixed-width font: wide scalars two, combining and joining ones none.
  package static func cells(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + cells($1) }
  }

  private static func cells(_ scalar: Unicode.Scalar) -> Int {
    if isInvisible(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// In thousandths of a font's size. Widths of a wide sans-serif (DejaVu Sans) in classes, so that what is measured to
  /// fit does fit in the narrower ones too.
  static func thousandths(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + thousandths($1) }
  }

  static func thousandths(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "I", "'", "|", "‘", "’": 300
    case " ", ".", ",", ":", ";", "f", "t", "r", "(", ")", "[", "]", "-", "!", "/": 400
    case "m", "w", "M", "W", "@", "%", "—", "…": 1000
    case "a"..."z", "0"..."9", "J", "L": 640
    case "A"..."Z", "&": 780
    default: isInvisible(scalar) ? 0 : isWide(scalar) ? 1250 : 850
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// East Asian wide and full-width ranges, and pictures.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
