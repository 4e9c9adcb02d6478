/// A list that most often has one element, which then takes no memory of its own: very many are held at once.
///
/// Figures look through it in other modules, for very many projects: hence inlinable, else each step would look up its type.
package struct Few<Element: Hashable & Sendable>: Hashable, Sendable {
  /// `many` holds two or more, so that equal lists are equal values.
  @usableFromInline enum Elements: Hashable, Sendable {
    case none
    case one(Element)
    case many([Element])
  }

  @usableFromInline var elements = Elements.none

  @inlinable package init() {}

  @inlinable package mutating func append(_ element: Element) {
    switch elements {
    case .none: elements = .one(element)
    case .one(let first): elements = .many([first, element])
    case .many(var list):
      // Given up first, so that the list is grown and not copied.
      elements = .none
      list.append(element)
      elements = .many(list)
    }
  }
}

extension Few: RandomAccessCollection, MutableCollection {
  @inlinable package var startIndex: Int { 0 }

  @inlinable package var endIndex: Int {
    switch elements {
    case .none: 0
    case .one: 1
    case .many(let list): list.count
    }
  }

  @inlinable package subscript(position: Int) -> Element {
    get {
      switch elements {
      case .none: preconditionFailure("no element at \(position)")
      case .one(let element):
        precondition(position == 0, "no element at \(position)")
        return element
      case .many(let list): return list[position]
      }
    }
    set {
      guard case .many(var list) = elements else {
        precondition(position == 0 && endIndex == 1, "no element at \(position)")
        return elements = .one(newValue)
      }
      elements = .none
      list[position] = newValue
      elements = .many(list)
    }
  }
}

// As any sequence's, but known to be of this list where they are called.
extension Few {
  @inlinable package func forEach(_ body: (Element) throws -> Void) rethrows {
    switch elements {
    case .none: break
    case .one(let element): try body(element)
    case .many(let list): for element in list { try body(element) }
    }
  }

  @inlinable package func filter(_ isWanted: (Element) throws -> Bool) rethrows -> [Element] {
    var wanted: [Element] = []
    try forEach { if try isWanted($0) { wanted.append($0) } }
    return wanted
  }
}

extension Few: ExpressibleByArrayLiteral {
  @inlinable package init(arrayLiteral elements: Element...) {
    for element in elements { append(element) }
  }
}
