/// A document for people: a title, lines beneath it, sections.
package struct Paper: Hashable, Sendable {
  package var title: Prose
  package var lines: [Prose]
  package var sections: [Section]

  package init(title: Prose, lines: [Prose] = [], sections: [Section] = []) {
    self.title = title
    self.lines = lines
    self.sections = sections
  }
}

/// A part of a paper with a heading of its own.
package struct Section: Hashable, Sendable {
  package var title: Prose
  package var blocks: [Block]

  package init(_ title: Prose, _ blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}

/// What stands one below the other in a section.
package enum Block: Hashable, Sendable {
  case paragraph(Prose)
  case list([Prose])
  /// A heading within a section.
  case heading(Prose)
  case table(PaperTable)
  case chart(Chart)
  /// What a person wrote, line by line: Markdown of theirs, which may not open headings, HTML or images.
  case authored([[AuthoredPiece]])
}

/// A run of a line that a person wrote.
package enum AuthoredPiece: Hashable, Sendable {
  case markdown(String)
  /// Filled in by us.
  case words(String)
}

/// A table to be read: text in columns, numbers to the right.
package struct PaperTable: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable { case left, right }
  package struct Head: Hashable, Sendable {
    package let title: Prose
    package let alignment: Alignment

    package init(_ title: Prose, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  package let heads: [Head]
  package let rows: [[Prose]]
  /// The data file the table is taken from, or the files; named beneath it.
  package let source: String

  package init(_ heads: [Head], rows: [[Prose]], source: String) {
    self.heads = heads
    self.rows = rows
    self.source = source
  }
}
