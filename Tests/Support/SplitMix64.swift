/// A stream of numbers that a seed fixes for ever, so that a failure can be made again.
package struct SplitMix64 {
  private var state: UInt64

  package init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 to `count` - 1.
  package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
  package mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }
  package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  package mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  package mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for place in values.indices.reversed() { values.swapAt(place, below(place + 1)) }
    return values
  }
}
