// Optional values in the room of the value alone: facts of very many projects are held at once.

/// A day that may not be recorded, in four bytes.
@propertyWrapper
package struct CompactDay: Hashable, Sendable {
  /// Outside the calendar for what is not recorded.
  private var number = Int32.min

  package init() {}
  package init(wrappedValue: CalendarDay?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: CalendarDay? {
    get { CalendarDay(daysSince2000: number) }
    set { number = newValue?.number ?? .min }
  }
}

/// A number of days that may not be recorded, in eight bytes.
@propertyWrapper
package struct CompactDays: Hashable, Sendable {
  /// Beyond all that is read for what is not recorded.
  private var hundredths = Int64.min

  package init() {}
  package init(wrappedValue: Days?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: Days? {
    get { hundredths == .min ? nil : Days(hundredths: hundredths) }
    set { hundredths = newValue?.hundredths ?? .min }
  }
}

/// How many rows of one project there are, in four bytes: never more than two thousand million.
@propertyWrapper
package struct CompactCount: Hashable, Sendable {
  private var number: Int32 = 0

  package init(wrappedValue: Int) { number = Int32(clamping: wrappedValue) }

  package var wrappedValue: Int {
    get { Int(number) }
    set { number = Int32(clamping: newValue) }
  }
}
