import CLibcrypto
import Glibc

/// A SHA-256 computation under way.
@safe struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// - Precondition: no other value owns the context.
  private init(owning context: OpaquePointer) { unsafe self.context = context }

  static func start() throws(FileError) -> SHA256 {
    // SAFETY: the value owns the context from its creation on, and its deinit frees the context once.
    guard let context = unsafe EVP_MD_CTX_new() else { throw failed }
    let hash = unsafe SHA256(owning: context)
    guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw failed }
    return hash
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  borrowing func update(_ bytes: Span<UInt8>) throws(FileError) {
    // SAFETY: the span's storage lives through the call, which reads no further.
    let result = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    guard result == 1 else { throw Self.failed }
  }

  /// Returns 64 hexadecimal digits.
  consuming func finish() throws(FileError) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    // SAFETY: the array holds the largest digest that libcrypto makes.
    guard unsafe EVP_DigestFinal_ex(context, &digest, &count) == 1 else { throw Self.failed }
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private static var failed: FileError { FileError(.inputOutput, "digest", "SHA-256", code: ENOMEM) }
}

/// The hash of bytes in memory.
package enum Digest {
  /// Returns 64 hexadecimal digits.
  package static func sha256(of bytes: [UInt8]) throws(FileError) -> String {
    let hash = try SHA256.start()
    try hash.update(bytes.span)
    return try hash.finish()
  }
}
