// Built by `Tests/fuzz --coverage` alone, with libFuzzer: elsewhere there is none to link.
#if COVERAGE
  import Fuzzing
  import Glibc

  /// libFuzzer's own main, for a program that has one.
  @_silgen_name("LLVMFuzzerRunDriver") private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  /// What the inputs are tried on.
  private nonisolated(unsafe) var subject: Subject?

  /// Inputs that libFuzzer makes by what of the program they reach, instead of `Mutating`.
  enum Coverage {
    /// Runs libFuzzer with these options and corpus folders; it ends the process at a finding, and leaves the input.
    static func search(_ chosen: Subject, _ options: [String]) -> Int32 {
      unsafe subject = chosen
      let words = ["Fuzz"] + options
      var count = Int32(words.count)
      // SAFETY: the copies live to the end of the process, as libFuzzer wants its arguments.
      let arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
      for (index, word) in words.enumerated() { unsafe arguments[index] = unsafe strdup(word) }
      unsafe arguments[words.count] = nil
      var first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe arguments
      return unsafe runDriver(&count, &first) { start, count in
        // SAFETY: libFuzzer lends so many bytes for the call, which copies them.
        let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        do { try unsafe subject?.check(bytes) } catch { fatalError("finding: \(error)") }
        return 0
      }
    }

    /// The subject's own grammar as libFuzzer's dictionary.
    static func dictionary(_ subject: Subject) -> [String] {
      subject.words.map { word in
        let bytes = word.utf8.map { byte in
          let digits = String(byte, radix: 16, uppercase: true)
          return "\\x" + (digits.count == 1 ? "0" : "") + digits
        }
        return "\"\(bytes.joined())\""
      }
    }
  }
#endif
