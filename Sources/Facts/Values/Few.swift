/// A list that most often has one element, which then takes no memory of its own: very many are held at once.
package struct Few<Element: Hashable & Sendable>: Hashable, Sendable {
  /// `many` holds two or more, so that equal lists are equal values.
  private enum Elements: Hashable, Sendable {
    case none
    case one(Element)
    case many([Element])
  }

  private var elements = Elements.none

  package init() {}

  package mutating func append(_ element: Element) {
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
  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch elements {
    case .none: 0
    case .one: 1
    case .many(let list): list.count
    }
  }

  package subscript(position: Int) -> Element {
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

extension Few: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Element...) { for element in elements { append(element) } }
}
