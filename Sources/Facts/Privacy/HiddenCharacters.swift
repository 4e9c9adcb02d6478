extension Text {
  /// Whether it holds characters that show nothing but change what is shown: controls that are no white space, and
  /// embeddings, overrides and isolates of direction. The paper leaves them out.
  package var holdsHiddenCharacters: Bool {
    string.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0x09...0x0D, 0x85: false
      case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }
}
